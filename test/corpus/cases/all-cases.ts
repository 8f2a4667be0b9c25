// All cases of the corpus.
import type { CorpusCases } from "#test/corpus/corpus-case.ts";
import { frameworks } from "./frameworks.ts";
import { openaiChains } from "./openai-chains.ts";
import { openaiTexts } from "./openai-texts.ts";
import { openaiTools } from "./openai-tools.ts";
import { otherSdks } from "./other-sdks.ts";

/** Every program of `programs/` and its truth. */
export const allCases: CorpusCases = {
  ...openaiChains,
  ...openaiTexts,
  ...openaiTools,
  ...otherSdks,
  ...frameworks,
};
