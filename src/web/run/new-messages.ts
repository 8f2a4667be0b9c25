// Which messages of a call's input have not been read before. Pure.
import type { NodeMessages, PlainMessage } from "#src/protocol/http-api.ts";

export interface MessageGroup {
  readonly isKnown: boolean;
  readonly messages: readonly PlainMessage[];
}

interface Wish {
  readonly input: readonly PlainMessage[];
  /** What stood in earlier calls, in and out. */
  readonly before: readonly NodeMessages[];
  /** What tools answered is shown with the calls that asked for it. */
  readonly hasKnownResults: boolean;
}

/** Neighbours that are both new or both known are one group. */
export function groupMessages({ input, before, hasKnownResults }: Wish): MessageGroup[] {
  const known = Map.groupBy(
    before.flatMap((messages) => [...messages.input, ...messages.output]),
    shapeOf,
  );
  const groups: { isKnown: boolean; messages: PlainMessage[] }[] = [];
  for (const message of input) {
    const isKnown =
      (hasKnownResults && isResult(message)) ||
      (known.get(shapeOf(message)) ?? []).some((earlier) => isSame(earlier, message));
    const last = groups.at(-1);
    if (last?.isKnown === isKnown) last.messages.push(message);
    else groups.push({ isKnown, messages: [message] });
  }
  return groups;
}

function isResult({ parts }: PlainMessage): boolean {
  return parts.length > 0 && parts.every(({ kind }) => kind === "result" || kind === "error");
}

/** Cheap to make also of ten megabytes, unlike the texts put together. */
function shapeOf({ role, parts }: PlainMessage): string {
  return `${role} ${parts.map(({ kind, text }) => `${kind}${text.length}`).join(" ")}`;
}

function isSame(a: PlainMessage, b: PlainMessage): boolean {
  return a.parts.every((part, index) => {
    const other = b.parts[index];
    return other !== undefined && part.name === other.name && part.text === other.text;
  });
}
