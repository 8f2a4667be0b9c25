// What an edit request means: of which node, which side, and what that side becomes. Runs in the
// server; reads only.
import { AoError } from "#src/errors.ts";
import type { EditRequest } from "#src/protocol/edit.ts";
import type { EditSide } from "#src/protocol/replay.ts";
import { operationById } from "#src/providers/registry.ts";
import { withResultText } from "#src/runs/edits/set-text.ts";
import { type Sides, setValues } from "#src/runs/edits/set-values.ts";
import { askedArguments, withArguments } from "#src/runs/edits/tool-arguments.ts";
import { valueForReruns } from "#src/runs/edits/value-for-reruns.ts";
import { wireResponse } from "#src/runs/edits/wire-body.ts";
import type { NodeRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

export interface WantedEdit {
  readonly node: NodeRecord;
  readonly side: EditSide;
  readonly value: unknown;
  /** Paths of `set` that were not there before. */
  readonly added: readonly string[];
}

/** @throws AoError `bad_input` saying what of the request cannot be done. */
export async function wantedEdit(
  store: StoreReader,
  node: NodeRecord,
  request: EditRequest,
): Promise<WantedEdit> {
  const wanted = await readRequest(store, node, request);
  if (wanted.side === "output" || !node.summary.inferred) return { node, ...wanted };
  const asked = await askedArguments(store, node);
  if (asked === null) {
    throw new AoError(
      "bad_input",
      `Cannot edit the input of ${node.summary.id}: the call that asked for the tool is not known`,
    );
  }
  const value = withArguments(node, asked, wanted.value);
  return { node: asked.asker, side: "output", value, added: wanted.added };
}

async function readRequest(
  store: StoreReader,
  node: NodeRecord,
  request: EditRequest,
): Promise<Omit<WantedEdit, "node">> {
  // Present, whatever it is: null is a body, too.
  if ("input" in request) return { side: "input", value: request.input, added: [] };
  if ("output" in request) return { side: "output", value: request.output, added: [] };
  const sides = await readSides(store, node);
  if (request.set !== undefined) return setValues(node.summary.id, sides, request.set);
  const value = await withText(store, { node, output: sides.output }, request.text ?? "");
  return { side: "output", value, added: [] };
}

/** Both sides as a re-run would start from them. */
async function readSides(store: StoreReader, node: NodeRecord): Promise<Sides> {
  const asked = node.summary.inferred ? await askedArguments(store, node) : null;
  return {
    input: asked === null ? await valueForReruns(store, node, "input") : asked.value,
    output: await valueForReruns(store, node, "output"),
  };
}

async function withText(
  store: StoreReader,
  call: { readonly node: NodeRecord; readonly output: unknown },
  text: string,
): Promise<unknown> {
  const { node, output } = call;
  const value = node.summary.inferred
    ? withResultText(output, text)
    : await withAnswerText(store, call, text);
  if (value !== null && value !== undefined) return value;
  throw new AoError(
    "bad_input",
    `Cannot set the text of ${node.summary.id}: its output has no text that could be replaced`,
    { hint: "use --set or --output" },
  );
}

async function withAnswerText(
  store: StoreReader,
  { node, output }: { readonly node: NodeRecord; readonly output: unknown },
  text: string,
): Promise<unknown> {
  if (node.output?.format === "text") return text;
  const operation = operationById(node.operation ?? "");
  if (operation === null) return null;
  const body = await wireResponse(store, node, output);
  const changed = operation.withText?.(body, text) ?? null;
  return changed === null ? null : (operation.outputOf?.(changed) ?? changed);
}
