// What interprets, writes and checks bodies is the server's: a recorded program must not load it.
import { expect, it } from "vitest";
import { bundlePreload } from "#scripts/build/preload.ts";

it("recorded programs load the recognisers alone", async () => {
  const { code } = await bundlePreload();
  // It is the bundle: it has the recognisers.
  expect(code).toContain("/chat/completions");
  for (const [what, trace] of [
    ["schemas", "TypeBox"],
    ["sentences about bodies", "a text that is JSON"],
    ["streams of responses", "output_text.delta"],
    ["streams of messages", "content_block_delta"],
    ["streams of Converse", "contentBlockDelta"],
    ["streams of Cohere", "tool-plan-delta"],
    ["pieces of texts", "Segmenter"],
  ] as const) {
    expect(code.includes(trace), what).toBe(false);
  }
});
