// Messages for people: role, text, tool calls and results, attachments as chips. Pure.
import { formatBytes } from "#src/protocol/presentation/format.ts";
import type { Paint } from "#src/cli/style.ts";
import { clean, cut, oneLine, padEnd, wrap } from "#src/cli/text.ts";
import type { Attachment } from "#src/protocol/graph.ts";
import type { Message, Role } from "#src/providers/message.ts";

/** Lines of one text that are shown before it is folded. */
const LONGEST = 24;
/** Characters of a text that are looked at; nobody is shown more of it, and breaking 50 MB takes 7 s. */
const READ = 100_000;
const ROLE_WIDTH = 11;

interface MessageView {
  readonly paint: Paint;
  readonly width: number;
  /** The attachments of this side of the call. */
  readonly attachments: readonly Attachment[];
}

/** The lines of a list of messages. */
export function messageLines(messages: readonly Message[], view: MessageView): string[] {
  const calls = messages.flatMap(({ tool_calls }) => tool_calls);
  const names = new Map(
    calls.flatMap(({ id, name }) => (id === null ? [] : [[id, name] as const])),
  );
  return messages.flatMap((message) => {
    const body = [
      ...message.texts.flatMap(({ text }) => foldedText(text, view)),
      ...message.tool_results.flatMap((result) => {
        const name = result.name ?? names.get(result.call_id ?? "") ?? result.call_id ?? "tool";
        const mark = result.is_error ? view.paint.red("✗") : "■";
        return [`${mark} ${oneLine(name)} answered`, ...foldedText(asText(result.content), view)];
      }),
      ...message.tool_calls.map((call) => {
        const text = `■ calls ${oneLine(call.name)}(${oneLine(asText(call.arguments).slice(0, READ))})`;
        return view.paint.yellow(cut(text, textWidth(view)));
      }),
      ...chipsOf(message, view),
    ];
    return withRole(message.role, body.length === 0 ? [view.paint.dim("(empty)")] : body, view);
  });
}

/** Any JSON value for people, folded where it is long. */
export function bodyLines(value: unknown, view: MessageView): string[] {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const lines = foldedText(text ?? "", { ...view, width: view.width + ROLE_WIDTH });
  return lines.map((line) => `  ${line}`);
}

/** `[image/png 12 KB]`. */
export function attachmentChip({ media_type, size_bytes }: Attachment): string {
  return `[${oneLine(media_type)} ${formatBytes(size_bytes)}]`;
}

function chipsOf(message: Message, view: MessageView): string[] {
  const prefix = message.path;
  const own = view.attachments.filter(
    ({ path }) => path.startsWith(prefix) && /^($|[.[])/.test(path.slice(prefix.length)),
  );
  return own.length === 0 ? [] : [view.paint.cyan(own.map(attachmentChip).join(" "))];
}

function withRole(role: Role, lines: readonly string[], { paint }: MessageView): string[] {
  const colour = {
    system: paint.dim,
    user: paint.green,
    assistant: paint.cyan,
    tool: paint.yellow,
  }[role];
  return lines.map((line, index) =>
    index === 0
      ? `  ${colour(padEnd(role, ROLE_WIDTH))}${line}`
      : `${" ".repeat(2 + ROLE_WIDTH)}${line}`,
  );
}

function foldedText(text: string, view: MessageView): string[] {
  const read = clean(text.slice(0, READ)).replaceAll("\t", "  ").trimEnd();
  const lines = wrap(read, textWidth(view));
  if (lines.length <= LONGEST + 1 && text.length <= READ) return lines;
  const hidden = text.length <= READ ? lines.length - LONGEST : "many";
  return [...lines.slice(0, LONGEST), view.paint.dim(`… ${hidden} more lines`)];
}

function textWidth({ width }: MessageView): number {
  return Math.max(20, width - 2 - ROLE_WIDTH);
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
