// Whether two calls that are the same call said the same. Reads bodies only where they can differ.
// Runs in the server.
import type { JsonChange } from "#src/protocol/diff.ts";
import { shownValue } from "#src/runs/shown-body.ts";
import type { NodeRecord, ShownBody } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";
import { comparableInput, comparableOutput } from "./comparable.ts";
import { jsonChanges } from "./json-changes.ts";

export interface CallChanges {
  readonly input: JsonChange[];
  readonly output: JsonChange[];
}

/** What differs between two calls; a body that is missing counts as null. */
export async function compareCalls(
  store: StoreReader,
  a: NodeRecord | null,
  b: NodeRecord | null,
): Promise<CallChanges> {
  const side = async (
    ours: ShownBody | null | undefined,
    theirs: ShownBody | null | undefined,
    comparable: typeof comparableInput,
  ): Promise<JsonChange[]> => {
    if (ours?.body === theirs?.body && ours?.format === theirs?.format) return [];
    const old = comparable(a?.operation ?? null, await shownValue(store.bodies, ours ?? null));
    const now = comparable(b?.operation ?? null, await shownValue(store.bodies, theirs ?? null));
    return jsonChanges(old, now);
  };
  return {
    input: await side(a?.input, b?.input, comparableInput),
    output: await side(a?.output, b?.output, comparableOutput),
  };
}
