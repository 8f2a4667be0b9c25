import { expect, test } from "vitest";
import { inAllForms, inFewestForms } from "#src/frozen/answer-in-file.ts";
import { answerForms } from "#src/providers/answer-forms.ts";

const chat = JSON.stringify({
  id: "x",
  object: "chat.completion",
  created: 1,
  model: "gpt-4o",
  choices: [
    { index: 0, finish_reason: "stop", message: { role: "assistant", content: "A sable – 東京." } },
  ],
  usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
});

test("an answer is written in one form, and comes back in all", () => {
  const bytes = Buffer.from(chat);
  const forms = answerForms("openai.chat", { status: 200, contentType: "application/json", bytes });
  const written = inFewestForms("openai.chat", { status: 200, duration_ms: 12.5, forms });
  expect(Object.keys(written.answer?.forms ?? {})).toEqual(["plain"]);
  expect(written.answer).toMatchObject({ status: 200, duration_ms: null });
  const read = inAllForms("openai.chat", written);
  expect(Object.keys(read?.forms ?? {}).sort()).toEqual(Object.keys(forms).sort());
  expect(read?.forms["plain"]?.parts).toEqual([{ encoding: "utf8", content: chat }]);
  expect(read?.forms["stream"]?.parts[0]?.content).toMatch(/^data: .*data: \[DONE\]\n\n$/s);
});

test("one that is no text is kept byte for byte", () => {
  const content = Buffer.of(0xff, 0x00, 0x80).toString("base64");
  const forms = { plain: { content_type: "audio/mpeg", parts: [{ encoding: "base64", content }] } };
  const answer = { status: 200, duration_ms: null, forms } as const;
  const written = inFewestForms("openai.speech", {
    ...answer,
    forms: { plain: { ...forms.plain, parts: [{ encoding: "base64", content }] } },
  });
  expect(inAllForms("openai.speech", written)).toEqual(answer);
});
