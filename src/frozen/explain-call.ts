// Says of a call that is not in a test which of its calls is most like it, and where the two first
// differ. Pure.
import { EXACT } from "#src/protocol/replay.ts";
import type { FrozenCall, FrozenRun } from "#src/protocol/test-file.ts";
import type { UnknownCall } from "#src/frozen/judge.ts";
import { decodeBody } from "#src/providers/decode-body.ts";
import { operationById } from "#src/providers/registry.ts";
import { identifyingPart } from "#src/providers/request-key.ts";
import { wireBytes } from "#src/runs/read-call.ts";
import { nearestRequest } from "#src/runs/miss/nearest-request.ts";

export interface Explanation {
  /** The nearest call of the file; null where none is of its kind. */
  readonly nearest: string | null;
  /** Inside the request's body; null where they are the same, or there is no nearest one. */
  readonly path: string | null;
  /** The values there as text; null where there is none. */
  readonly old: string | null;
  readonly new: string | null;
}

/** `notMade`: calls of the file that are still to be made; one of them is the likelier to be meant. */
export function explainCall(
  call: UnknownCall,
  { head, calls }: FrozenRun,
  notMade: readonly FrozenCall[],
): Explanation {
  // By position nothing of the request counts; what there is to tell is how it differs at all.
  const rule = head.match.mode === "position" ? EXACT : head.match;
  const { inputOf } = operationById(call.operation) ?? {};
  const comparable = (body: unknown): unknown =>
    inputOf === undefined ? identifyingPart(call.operation, body, rule) : body;
  const body = wireBody(call.request);
  // The first of equals is taken.
  const candidates = [...notMade, ...calls]
    .filter(({ entry }) => entry.operation === call.operation)
    .map((candidate) => ({ candidate, body: comparable(candidate.request), line: "" }));
  const asked = { body: comparable(inputOf?.(body) ?? body), line: "" };
  const found = nearestRequest(asked, candidates);
  const nearest = found?.candidate.candidate.call ?? null;
  const { path = null, old = null, new: now = null } = found?.difference ?? {};
  return { nearest, path, old, new: now };
}

function wireBody(request: UnknownCall["request"]): unknown {
  const headers = { contentType: request.content_type, contentEncoding: request.content_encoding };
  return decodeBody(wireBytes(request), headers).value;
}
