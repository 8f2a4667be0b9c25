// What clients and servers can read of a tool's call and its result. Paths are those a node shows:
// inside the result.
import { Type } from "@sinclair/typebox";
import { isObject, property } from "#src/protocol/json.ts";
import { lazily, maybe, oneOf, shapeProblem } from "#src/providers/shape-problem.ts";

/** See {@link Operation.requestProblem}. */
export function toolRequestProblem(body: unknown): string | null {
  return shapeProblem(shapes().request, body);
}

/** See {@link Operation.responseProblem}. A result may come alone or in its answer, an error as well. */
export function toolResponseProblem(body: unknown): string | null {
  if (isObject(property(body, "error")))
    return shapeProblem(shapes().error, property(body, "error"));
  const isEnvelope = isObject(body) && ("result" in body || "jsonrpc" in body);
  const result = isEnvelope ? property(body, "result") : body;
  const isError = typeof property(result, "code") === "number" && !("content" in Object(result));
  return shapeProblem(isError ? shapes().error : shapes().result, result);
}

const shapes = /* @__PURE__ */ lazily(() => ({
  request: Type.Object({
    jsonrpc: Type.Literal("2.0"),
    method: Type.Literal("tools/call"),
    params: Type.Object({
      name: Type.String(),
      arguments: Type.Optional(Type.Object({})),
    }),
  }),
  error: Type.Object({ code: Type.Number(), message: Type.String() }),
  result: Type.Object({
    content: Type.Array(
      oneOf({
        text: { text: Type.String() },
        image: { data: Type.String(), mimeType: Type.String() },
        audio: { data: Type.String(), mimeType: Type.String() },
        resource: { resource: Type.Object({ uri: Type.String() }) },
      }),
    ),
    structuredContent: maybe(Type.Object({})),
    isError: maybe(Type.Boolean()),
  }),
}));
