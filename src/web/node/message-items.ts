// What is in a message, in the order it stands in the body: texts, calls, results, files. Pure.
import type { Attachment } from "#src/protocol/graph.ts";
import type { PlainMessage } from "#src/protocol/http-api.ts";
import { parsePath } from "#src/protocol/json.ts";
import { isWithin } from "./marks.ts";

export type Part = PlainMessage["parts"][number];
export type MessageItem =
  | { readonly kind: "part"; readonly part: Part }
  | { readonly kind: "file"; readonly file: Attachment };

/** Files stand before the first part that comes after them. */
export function messageItems(message: PlainMessage, files: readonly Attachment[]): MessageItem[] {
  const items: MessageItem[] = message.parts.map((part) => ({ kind: "part", part }));
  for (const file of files) {
    if (!belongsTo(file, message)) continue;
    const index = items.findIndex((item) => isBehind(pathOf(item), file.path));
    items.splice(index === -1 ? items.length : index, 0, { kind: "file", file });
  }
  return items;
}

/** The files that are in none of the messages. */
export function otherFiles(
  messages: readonly PlainMessage[],
  files: readonly Attachment[],
): Attachment[] {
  return files.filter((file) => !messages.some((message) => belongsTo(file, message)));
}

function belongsTo(file: Attachment, { path }: PlainMessage): boolean {
  return path !== undefined && isWithin(file.path, path);
}

function pathOf(item: MessageItem): string {
  return item.kind === "file" ? item.file.path : (item.part.path ?? "");
}

/** True where the paths part at an index of a list, and `path` has the later one. */
function isBehind(path: string, other: string): boolean {
  const steps = parsePath(path) ?? [];
  const others = parsePath(other) ?? [];
  const at = steps.findIndex((step, index) => step !== others[index]);
  const [step, otherStep] = [steps[at], others[at]];
  return typeof step === "number" && typeof otherStep === "number" && step > otherStep;
}
