// Which tool call of a re-run an edited one is, where the model was asked anew and gave it another id.
// Runs in the user's process; pure.
import { stringAt } from "#src/protocol/json.ts";
import type { ToolResultEdit } from "#src/protocol/replay-file.ts";

export interface ToolCallIds {
  /** Whether the id is that of the edited call; the result and its tool are known to be the same. */
  isEdited(edit: ToolResultEdit, id: string): boolean;
}

/** Of one run: ids are told in the order in which they are first seen. */
export function createToolCallIds(): ToolCallIds {
  const seen = new Map<ToolResultEdit, string[]>();
  return {
    isEdited(edit, id) {
      const { call_ids: twins, before } = edit.twins ?? { call_ids: [], before: 0 };
      const ids = seen.get(edit) ?? [];
      seen.set(edit, ids);
      if (!ids.includes(id)) ids.push(id);
      if (id === edit.call_id) return true;
      if (twins.includes(id) || (edit.call_id !== null && ids.includes(edit.call_id))) return false;
      return ids.indexOf(id) === before;
    },
  };
}

/** How deep a body is searched. */
const MAX_DEPTH = 24;

/** The names of the tools by the ids of their calls, as far as a request carries the calls. */
export function calledTools(body: unknown): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  collect(body, names, 0);
  return names;
}

function collect(value: unknown, names: Map<string, string>, depth: number): void {
  if (depth > MAX_DEPTH || typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    // Vectors hold no calls and can be long.
    if (typeof value[0] === "number") return;
    for (const item of value) collect(item, names, depth + 1);
    return;
  }
  const { function: called } = value as { function?: unknown };
  const name = stringAt(value, "name") ?? stringAt(called, "name");
  const id = stringAt(value, "call_id") ?? stringAt(value, "toolUseId") ?? stringAt(value, "id");
  if (name !== null && id !== null && !names.has(id)) names.set(id, name);
  for (const member of Object.values(value)) collect(member, names, depth + 1);
}
