// Replaces results of the program's own tools in the requests that carry them, in whatever shape the
// provider has for them. Runs in the user's process; pure.
import { isObject, property, stringAt } from "#src/protocol/json.ts";
import type { ToolResultEdit } from "#src/protocol/replay-file.ts";
import { type ToolCallIds, calledTools } from "./tool-call-ids.ts";

/** A tool's result inside a request. */
interface CarriedResult {
  readonly callId: string | null;
  readonly name: string | null;
  /** The key of its content. */
  readonly key: "content" | "output" | "response";
}

/** How deep a body is searched; what is deeper is kept as it is. */
const MAX_DEPTH = 24;

const { deepEquals } = Bun;

export interface Replacing {
  readonly ids: ToolCallIds;
  /** Only results that are still what was recorded: what a person wrote in its place stays. */
  readonly recordedOnly: boolean;
}

/** The body with edited results in it; the very same body where it carries none. */
export function withToolResults(
  body: unknown,
  edits: readonly ToolResultEdit[],
  { recordedOnly, ids }: Replacing,
): unknown {
  if (edits.length === 0) return body;
  let tools: ReadonlyMap<string, string> | null = null;
  const nameOf = ({ name, callId }: CarriedResult): string | null => {
    if (name !== null || callId === null) return name;
    tools ??= calledTools(body);
    return tools.get(callId) ?? null;
  };
  const applies = (edit: ToolResultEdit, result: CarriedResult, content: unknown): boolean => {
    const isRecorded = deepEquals(content, edit.from);
    if (recordedOnly && !isRecorded) return false;
    const { callId } = result;
    // Whatever it is this time.
    if (callId !== null && callId === edit.call_id) return true;
    if (!isRecorded) return false;
    const name = nameOf(result);
    if (name !== null && name !== edit.name) return false;
    return callId === null || edit.call_id === null || ids.isEdited(edit, callId);
  };
  const replace = (value: unknown, depth: number, holder: string): unknown => {
    if (depth > MAX_DEPTH || typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) {
      // Vectors hold no results and can be long.
      return typeof value[0] === "number"
        ? value
        : keepSame(
            value,
            value.map((item: unknown) => replace(item, depth + 1, "")),
          );
    }
    const result = carriedResult(value, holder);
    const content = result === null ? undefined : property(value, result.key);
    const edit = result === null ? undefined : edits.find((each) => applies(each, result, content));
    if (result !== null && edit !== undefined) {
      return { ...value, [result.key]: asWritten(edit.to, content) };
    }
    const entries = Object.entries(value);
    const replaced = entries.map(([key, member]) => replace(member, depth + 1, key));
    if (replaced.every((member, index) => member === entries[index]?.[1])) return value;
    return Object.fromEntries(entries.map(([key], index) => [key, replaced[index]]));
  };
  return replace(body, 0, "");
}

function keepSame(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.every((item, index) => item === before[index]) ? before : after;
}

/** `holder` is the key that the value stands at. */
function carriedResult(value: object, holder: string): CarriedResult | null {
  const name = stringAt(value, "name") ?? stringAt(value, "tool_name");
  const type = stringAt(value, "type") ?? "";
  const role = stringAt(value, "role");
  if (role === "tool" || role === "function") {
    return { callId: stringAt(value, "tool_call_id"), name, key: "content" };
  }
  if (type === "tool_result") {
    return { callId: stringAt(value, "tool_use_id"), name, key: "content" };
  }
  if (type.endsWith("_call_output")) {
    return { callId: stringAt(value, "call_id"), name, key: "output" };
  }
  if (holder === "functionResponse" || holder === "function_response") {
    return { callId: stringAt(value, "id"), name, key: "response" };
  }
  if (holder === "toolResult") {
    return { callId: stringAt(value, "toolUseId"), name, key: "content" };
  }
  return null;
}

/** Where a text stood only a text will do. */
function asWritten(to: unknown, before: unknown): unknown {
  if (typeof before !== "string" || typeof to === "string") return to;
  return isObject(to) || Array.isArray(to) ? JSON.stringify(to) : String(to);
}
