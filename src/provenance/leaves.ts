// The strings of a JSON body, each with its path. Iterative, so depth is no danger; binary data is left out.
import { joinPath } from "#src/protocol/json.ts";

/** A string of a body, or a number where numbers are wanted (then `whole`). */
export interface Leaf {
  readonly path: string;
  readonly text: string;
  readonly whole: boolean;
  /** The innermost enclosing path that is in the map given to the walk. */
  readonly cover: Cover | null;
  /** False for names and ids, which say nothing about the text's origin. */
  readonly content: boolean;
}

/** What is already known about a part of an input. */
export type Cover =
  | { readonly kind: "explained" }
  /** The result of a tool node, asked for by an LLM node. */
  | { readonly kind: "result"; readonly tool: string; readonly caller: string };

export interface WalkOptions {
  readonly path?: string;
  readonly covers?: ReadonlyMap<string, Cover>;
  readonly numbers?: boolean;
  /** True where the whole value is a program's own data, so that its keys mean nothing to us. */
  readonly data?: boolean;
}

const NAME_KEYS = new Set(
  `id object type role model name status finish_reason stop_reason finishReason system_fingerprint service_tier
  call_id tool_call_id tool_use_id toolUseId item_id response_id previous_response_id previous_message_id responseId
  modelVersion mime_type mimeType media_type mediaType format detail encrypted_content signature thoughtSignature
  thought_signature jsonrpc method encoding encoding_format created_at createTime effort verbosity tool_choice
  container_id cache_control truncation user safety_identifier prompt_cache_key`.split(/\s+/),
);

/** Keys whose objects are a program's own data: there, `name` and `id` are content like any other. */
const DATA_KEYS = new Set(["arguments", "args", "input", "response", "structuredContent", "json"]);

/** All string leaves under `root`, in order. */
export function findLeaves(root: unknown, options: WalkOptions = {}): Leaf[] {
  const { numbers = false } = options;
  // Looking a path up makes its text; that of a body 50,000 levels deep must not be made at every level.
  const covers = options.covers?.size === 0 ? undefined : options.covers;
  const leaves: Leaf[] = [];
  const stack: Visit[] = [
    {
      value: root,
      path: options.path ?? "",
      cover: null,
      content: true,
      data: options.data ?? false,
    },
  ];
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { value, path, content, data } = visit;
    const cover = covers?.get(path) ?? visit.cover;
    if (typeof value === "string") {
      if (value !== "" && !isBinary(value)) {
        leaves.push({ path, text: value, whole: false, cover, content });
      }
    } else if (typeof value === "number" && numbers) {
      leaves.push({ path, text: String(value), whole: true, cover, content });
    } else if (Array.isArray(value)) pushArray(stack, value, { path, cover, content, data });
    else if (typeof value === "object" && value !== null) {
      const entries = Object.entries(value);
      for (let index = entries.length - 1; index >= 0; index--) {
        const [key, child] = entries[index] ?? ["", null];
        if (child === null || typeof child === "boolean") continue;
        stack.push({
          value: child,
          path: joinPath(path, key),
          cover,
          content: content && (data || typeof child !== "string" || !NAME_KEYS.has(key)),
          data: data || (DATA_KEYS.has(key) && typeof child === "object" && !Array.isArray(child)),
        });
      }
    }
  }
  return leaves;
}

interface Visit {
  readonly value: unknown;
  readonly path: string;
  readonly cover: Cover | null;
  readonly content: boolean;
  readonly data: boolean;
}

function pushArray(stack: Visit[], array: readonly unknown[], parent: Omit<Visit, "value">): void {
  // A vector or a list of token ids: no text in it.
  if (array.length > 16 && typeof array[0] === "number") return;
  for (let index = array.length - 1; index >= 0; index--) {
    const path = joinPath(parent.path, index);
    stack.push({ ...parent, value: array[index], path });
  }
}

const DATA_URL = /^data:[a-z]+\/[^,]{0,200};base64,/i;
const BASE64_PIECE = /^[A-Za-z0-9+/=_\r\n-]+$/;
const PIECE = 256;

/** True for a base64 text or a data URL. Looks at pieces only: a 5 MB image costs nothing. */
function isBinary(text: string): boolean {
  if (text.length < 256) return false;
  if (DATA_URL.test(text.slice(0, 256))) return true;
  if (text.length < 1024) return false;
  for (let piece = 0; piece < 4; piece++) {
    const start = Math.floor(((text.length - PIECE) * piece) / 3);
    const sample = text.slice(start, start + PIECE);
    if (!BASE64_PIECE.test(sample) || /[-_][a-z]+[-_][a-z]+[-_]/.test(sample)) return false;
  }
  return true;
}
