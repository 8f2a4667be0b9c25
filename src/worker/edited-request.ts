// A request with edits in it, as it goes out in place of the program's. Runs in the user's process;
// pure.
import { isObject, property } from "#src/protocol/json.ts";

/** What of the program's own request stays whatever the edit says: the form its client waits for. */
const FORM_FIELDS = ["stream", "stream_options", "stream_format"] as const;

/**
 * The edited body with what must fit the client that asked: the form of the answer, a JSON-RPC
 * request's id and progress token.
 */
export function fitToClient(operation: string, edited: unknown, asked: unknown): unknown {
  if (!isObject(edited) || !isObject(asked)) return edited;
  if (operation.startsWith("configured.")) return edited;
  if (operation.startsWith("mcp.")) return fitToRpcClient(edited, asked);
  const fitted: Record<string, unknown> = { ...edited };
  for (const field of FORM_FIELDS) {
    if (field in asked) fitted[field] = asked[field];
    else delete fitted[field];
  }
  return fitted;
}

function fitToRpcClient(edited: Record<string, unknown>, asked: Record<string, unknown>): unknown {
  const meta = property(asked["params"], "_meta");
  const { _meta: _, ...params } = isObject(edited["params"]) ? edited["params"] : {};
  return {
    ...edited,
    id: asked["id"],
    params: meta === undefined ? params : { ...params, _meta: meta },
  };
}

/** A JSON text with recorded ids of the provider's state replaced by those of this run. */
export function withLiveIds(
  text: string,
  ids: readonly string[],
  toLive: (id: string) => string,
): string {
  return ids.reduce((changed, id) => {
    const live = toLive(id);
    return live === id ? changed : changed.split(JSON.stringify(id)).join(JSON.stringify(live));
  }, text);
}
