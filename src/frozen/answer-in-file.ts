// A recorded answer as a test's file has it: without times, in one form where the others follow from
// it. Pure.
import type { ReplayAnswer, ReplayBody } from "#src/protocol/replay-file.ts";
import type { TestCall } from "#src/protocol/test-file.ts";
import { answerForms } from "#src/providers/answer-forms.ts";
import { partBytes, splitParts } from "#src/providers/replay-parts.ts";

type Written = Pick<TestCall, "answer" | "more_forms">;

export function inFewestForms(operation: string, answer: ReplayAnswer | null): Written {
  if (answer === null) return { answer, more_forms: [] };
  const all = withoutTimes(answer);
  const names = Object.keys(all.forms);
  for (const [name, body] of Object.entries(all.forms)) {
    const one = { answer: { ...all, forms: { [name]: body } } };
    const more_forms = names.filter((other) => other !== name);
    const rebuilt = inAllForms(operation, { ...one, more_forms });
    if (Bun.deepEquals(rebuilt?.forms, all.forms)) return { ...one, more_forms };
  }
  return { answer: all, more_forms: [] };
}

/** The answer in all forms that it was recorded for. */
export function inAllForms(
  operation: string,
  { answer, more_forms: more }: Written,
): ReplayAnswer | null {
  const [body] = Object.values(answer?.forms ?? {});
  if (answer === null || body === undefined || more.length === 0) return answer;
  const bytes = bytesOf(body);
  const made = answerForms(operation, {
    status: answer.status,
    bytes,
    contentType: body.content_type,
  });
  const others = more.flatMap((name) => {
    const form = made[name];
    return form === undefined ? [] : [[name, joined(form)] as const];
  });
  return { ...answer, forms: { ...answer.forms, ...Object.fromEntries(others) } };
}

/** Nobody waits in a test; without their times, answers that are the same are written the same. */
function withoutTimes({ status, forms }: ReplayAnswer): ReplayAnswer {
  const bodies = Object.entries(forms).map(([form, body]) => [form, joined(body)] as const);
  return { status, duration_ms: null, forms: Object.fromEntries(bodies) };
}

/** In one part, as text where it is text. */
function joined(body: ReplayBody): ReplayBody {
  return { content_type: body.content_type, parts: splitParts(bytesOf(body), []) };
}

function bytesOf({ parts }: ReplayBody): Buffer {
  return Buffer.concat(parts.map(partBytes));
}
