// What of a call can be edited, and what an edit of it is to the server. Pure.
import type { EditRequest } from "#src/protocol/edit.ts";
import type { NodeDetail, NodeMessages } from "#src/protocol/http-api.ts";
import { valueAt } from "#src/protocol/json.ts";
import type { EditSide } from "#src/protocol/replay.ts";

export interface EditTarget {
  /** `text`, `all`, or the path of a value. */
  readonly id: string;
  readonly title: string;
  readonly language: "json" | "text";
  /** As it now is. */
  readonly text: string;
}

export type WrittenEdit =
  | { readonly kind: "edit"; readonly request: EditRequest }
  | { readonly kind: "problem"; readonly message: string };

/** The plain text first, where there is one; the whole body last. */
export function editTargets(
  node: NodeDetail,
  messages: NodeMessages | undefined,
  side: EditSide,
): EditTarget[] {
  const text = messages?.output_text ?? null;
  const body = node[side];
  const plain: EditTarget[] =
    side === "output" && text !== null
      ? [{ id: "text", title: "Text of the output", language: "text", text }]
      : [];
  const parts = (messages?.[side] ?? []).flatMap((message, index) =>
    message.parts.flatMap((part): EditTarget[] => {
      const { path } = part;
      const value = path === undefined ? undefined : valueAt(body, path);
      if (path === undefined || path === "" || value === undefined) return [];
      const what = part.kind === "text" ? message.role : `${part.name ?? ""} ${KINDS[part.kind]}`;
      const title = `Message ${index + 1}: ${what.trim()}`;
      return [{ id: path, title, ...shown(value) }];
    }),
  );
  const whole = { id: "all", title: `Whole ${side} as JSON`, language: "json" as const };
  return [...plain, ...parts, { ...whole, text: JSON.stringify(body, null, 2) ?? "null" }];
}

const KINDS = {
  text: "",
  thinking: "thinking",
  call: "arguments",
  result: "answer",
  error: "error",
} as const;

function shown(value: unknown): Pick<EditTarget, "language" | "text"> {
  return typeof value === "string"
    ? { language: "text", text: value }
    : { language: "json", text: JSON.stringify(value, null, 2) ?? "null" };
}

/** The request that puts `text` in the target's place. */
export function writeEdit(target: EditTarget, side: EditSide, text: string): WrittenEdit {
  if (target.id === "text") return { kind: "edit", request: { text } };
  const value = target.language === "text" ? { ok: text } : parse(text);
  if ("problem" in value) return { kind: "problem", message: value.problem };
  if (target.id === "all") return { kind: "edit", request: { [side]: value.ok } };
  const path = `${side}${target.id.startsWith("[") ? "" : "."}${target.id}`;
  return { kind: "edit", request: { set: [{ path, value: value.ok }] } };
}

function parse(text: string): { readonly ok: unknown } | { readonly problem: string } {
  try {
    return { ok: JSON.parse(text) as unknown };
  } catch (error) {
    return {
      problem: `This is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
