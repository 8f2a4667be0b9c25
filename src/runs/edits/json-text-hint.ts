// How to write what was meant, where an edit has an object in place of a text that is JSON: arguments of
// a tool, mostly. Runs in the server; reads only.
import { isObject, joinPath, valueAt } from "#src/protocol/json.ts";
import type { EditSide } from "#src/protocol/replay.ts";
import { askedArguments } from "#src/runs/edits/tool-arguments.ts";
import type { NodeRecord } from "#src/store/records.ts";
import { nodeNumber } from "#src/store/node-id.ts";
import type { StoreReader } from "#src/store/store.ts";

/** As `shapeProblem()` says it. */
const PROBLEM = /^(.+): is (?:an object|a list), must be a text that is JSON$/;

/** Longer values are not written out. */
const LONGEST = 200;
const MOST_SETS = 3;

/** Null where the problem is another one. */
export async function jsonTextHint(
  store: StoreReader,
  node: NodeRecord,
  edit: { readonly side: EditSide; readonly value: unknown; readonly problem: string },
): Promise<string | null> {
  const path = PROBLEM.exec(edit.problem)?.[1];
  const value = path === undefined ? undefined : valueAt(edit.value, path);
  if (path === undefined || value === undefined) return null;
  const json = JSON.stringify(value);
  const asText =
    json.length > LONGEST
      ? 'write it as one text, with \\" for each " in it'
      : `write it as a text: --set ${quoted(`${path}=${JSON.stringify(json)}`)}`;
  const tool = edit.side === "output" ? await toolAskedAt(store, node, path) : null;
  if (tool === null || !isObject(value) || json.length > LONGEST) return asText;
  return `${asText}, or edit the tool's own input: ao edit … ${tool} ${inputOptions(value)}`;
}

/** The program's own tool that the call asks for there; null where none was seen. */
async function toolAskedAt(
  store: StoreReader,
  node: NodeRecord,
  path: string,
): Promise<string | null> {
  const { out: edges } = await store.edges.of(node.runId, node.summary.id);
  for (const { target } of edges) {
    const tool = await store.nodes.get(node.runId, nodeNumber(target));
    if (tool === null || !tool.summary.inferred) continue;
    const asked = await askedArguments(store, tool);
    if (asked?.asker.number === node.number && asked.path === path) return target;
  }
  return null;
}

/** Values that mean themselves, in a shell and as JSON or text. */
const PLAIN = /^[\p{L}\p{N}_.,:@+-]+$/u;

function inputOptions(value: Readonly<Record<string, unknown>>): string {
  const sets = Object.entries(value).flatMap(([key, member]) => {
    const text = typeof member === "string" && !isJson(member) ? member : JSON.stringify(member);
    const set = `${joinPath("input", key)}=${text}`;
    return PLAIN.test(text) ? [`--set ${PLAIN.test(key) ? set : quoted(set)}`] : [];
  });
  const isWhole = sets.length === Object.keys(value).length && sets.length > 0;
  return isWhole && sets.length <= MOST_SETS
    ? sets.join(" ")
    : `--input ${quoted(JSON.stringify(value))}`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // A plain text.
  }
}

/** For a shell; an apostrophe stands as JSON can have it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "\\u0027")}'`;
}
