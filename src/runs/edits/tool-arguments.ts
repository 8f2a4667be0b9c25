// Edits of the arguments of the program's own tools. They are a part of the answer of the call that
// asked for the tool, and so that answer is what is edited. Runs in the server; reads only.
import { AoError } from "#src/errors.ts";
import { isObject, valueAt } from "#src/protocol/json.ts";
import { placeState, stepsOf, withValueAt } from "#src/runs/edits/edit-paths.ts";
import { valueForReruns } from "#src/runs/edits/value-for-reruns.ts";
import type { NodeRecord } from "#src/store/records.ts";
import { nodeNumber } from "#src/store/node-id.ts";
import type { StoreReader } from "#src/store/store.ts";

/** Where the arguments of a tool stand. */
export interface AskedArguments {
  /** The call that asked for the tool. */
  readonly asker: NodeRecord;
  /** Its output as it now is, edits included, and the place of the arguments in it. */
  readonly output: unknown;
  readonly path: string;
  /** As they now are. */
  readonly value: unknown;
}

/** The arguments of an inferred tool; null where the call that asked for it is not known. */
export async function askedArguments(
  store: StoreReader,
  tool: NodeRecord,
): Promise<AskedArguments | null> {
  const edges = await store.edges.of(tool.runId, tool.summary.id);
  for (const edge of edges.in) {
    const evidence = edge.evidence.find(
      (one) => one.kind === "transcript" && one.input_path === "" && one.output_path !== "",
    );
    const asker =
      evidence === undefined ? null : await store.nodes.get(tool.runId, nodeNumber(edge.source));
    if (evidence === undefined || asker === null) continue;
    const output = await valueForReruns(store, asker, "output");
    const path = evidence.output_path;
    return { asker, output, path, value: parsed(valueAt(output, path)) };
  }
  return null;
}

/**
 * The asking call's output with other arguments.
 * @throws AoError `conflict` where an edit of that output has taken the tool call away.
 */
export function withArguments(tool: NodeRecord, asked: AskedArguments, value: unknown): unknown {
  const { asker, output, path } = asked;
  const steps = stepsOf(path);
  if (steps === null || placeState(output, steps) !== "there") {
    throw new AoError(
      "conflict",
      `Cannot edit the input of ${tool.summary.id}: the edit of ${asker.summary.id} has no such tool call any more`,
      { hint: `take that edit back first, or edit the output of ${asker.summary.id}` },
    );
  }
  if (isObject(asked.value) && !isObject(value)) {
    throw new AoError(
      "bad_input",
      `Cannot edit the input of ${tool.summary.id}: arguments of a tool are an object`,
    );
  }
  const isText = typeof valueAt(output, path) === "string" && typeof value !== "string";
  return withValueAt(output, steps, isText ? JSON.stringify(value) : value);
}

/** Some providers write arguments as JSON inside a string. */
function parsed(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value; // Cut off, or free text.
  }
}
