// All cases of the corpus.
import type { CorpusCases } from "#test/corpus/corpus-case.ts";
import { frameworks } from "./frameworks.ts";
import { holdoutAssistants } from "./holdout-assistants.ts";
import { holdoutCode } from "./holdout-code.ts";
import { holdoutConversations } from "./holdout-conversations.ts";
import { holdoutDocuments } from "./holdout-documents.ts";
import { holdoutMails } from "./holdout-mails.ts";
import { holdoutReasoning } from "./holdout-reasoning.ts";
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
  ...holdoutAssistants,
  ...holdoutCode,
  ...holdoutConversations,
  ...holdoutDocuments,
  ...holdoutMails,
  ...holdoutReasoning,
};
