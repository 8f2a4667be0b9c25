// What went into a call and what came out: as messages where the provider's module reads them, as
// JSON always. Runs in the browser. Recorded HTML and Markdown stay the text they are.
import { formatBytes } from "#src/cli/format.ts";
import type { Attachment } from "#src/protocol/graph.ts";
import type { NodeDetail, PlainMessage } from "#src/protocol/http-api.ts";
import { nodePath, readMessages, readNode } from "./api.ts";
import { element, folded } from "./element.ts";

/** A longer text is folded. */
const FOLDED_AT = 2000;
/** More JSON than a page should hold; the address of all of it stands below. */
const LONGEST_JSON = 500_000;

/** The elements of an opened call. */
export async function renderCall(runId: string, nodeId: string): Promise<Node[]> {
  try {
    const [node, messages] = await Promise.all([
      readNode(runId, nodeId),
      readMessages(runId, nodeId),
    ]);
    return [
      ...side("Input", messages.input, { node, value: node.input }),
      ...side("Output", messages.output, { node, value: node.output }),
      element("p", { className: "origin" }, ...originOf(node)),
    ];
  } catch (thrown) {
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    return [element("p", { className: "error" }, text)];
  }
}

interface SideBody {
  readonly node: NodeDetail;
  readonly value: unknown;
}

function side(
  title: "Input" | "Output",
  messages: readonly PlainMessage[],
  { node, value }: SideBody,
): Node[] {
  const attachments = node.attachments.filter((file) => file.side === title.toLowerCase());
  const raw = () => element("pre", {}, jsonText(value));
  return [
    element("h2", {}, title),
    ...(title === "Output" && node.error !== null
      ? [element("p", { className: "error" }, node.error.message)]
      : []),
    ...messages.map(renderMessage),
    ...(attachments.length > 0 ? [attachmentList(attachments)] : []),
    value === null || value === undefined
      ? element("p", { className: "empty" }, "nothing")
      : messages.length > 0
        ? folded(["JSON"], raw)
        : raw(),
  ];
}

function renderMessage({ role, parts }: PlainMessage): HTMLElement {
  const shown = parts.map(({ kind, name, text }) => {
    if (kind === "text") return textBlock(text);
    const title = kind === "call" ? `calls ${name ?? "a tool"}` : `${name ?? "tool"} answered`;
    const className = `tool${kind === "error" ? " error" : ""}`;
    return element("div", { className }, element("span", {}, title), textBlock(text));
  });
  const body = shown.length > 0 ? shown : [element("p", { className: "empty" }, "empty")];
  return element(
    "div",
    { className: "message", attributes: { "data-role": role } },
    element("span", { className: "role" }, role),
    element("div", {}, ...body),
  );
}

function textBlock(text: string): HTMLElement {
  if (text.length <= FOLDED_AT) return element("p", { className: "text" }, text);
  const size = `${text.length.toLocaleString()} characters`;
  const start = text.slice(0, 200).trim();
  return folded([`${start}… `, element("span", { className: "id" }, size)], () =>
    element("p", { className: "text" }, text),
  );
}

function attachmentList(attachments: readonly Attachment[]): HTMLElement {
  const links = attachments.map(({ sha256, media_type, size_bytes }) =>
    element("a", { href: `/attachments/${sha256}` }, `${media_type} ${formatBytes(size_bytes)}`),
  );
  return element("p", { className: "attachments" }, ...links);
}

function originOf(node: NodeDetail): (Node | string)[] {
  const { location, provider, url, http_status } = node;
  const place = location === null ? "" : `${location.file}:${location.line}:${location.column}`;
  const request = url === null ? "" : `${url}${http_status === null ? "" : ` → ${http_status}`}`;
  const texts = [provider, place, request].filter((text) => text !== "");
  return [
    ...texts.map((text) => element("span", {}, text)),
    element("a", { href: nodePath(node.run_id, node.id) }, "everything as JSON"),
  ];
}

function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  if (text.length <= LONGEST_JSON) return text;
  return `${text.slice(0, LONGEST_JSON)}\n… ${(text.length - LONGEST_JSON).toLocaleString()} more characters: see "everything as JSON" below`;
}
