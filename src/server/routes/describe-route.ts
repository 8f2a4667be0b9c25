// What the OpenAPI page says about a route. Answers are described, not validated at run time: they
// are ours, and checking ten thousand nodes against a schema would only cost time.
import type { TSchema } from "@sinclair/typebox";
import { ErrorBody } from "#src/protocol/http-api.ts";

interface RouteDescription {
  readonly tag: string;
  readonly summary: string;
  /** The schema of the answer; none where it has no JSON body. */
  readonly answer?: TSchema;
  /** 200 unless told. */
  readonly status?: number;
}

/** The `detail` of a route: its summary, tag and answers, in OpenAPI's words. */
export function describeRoute(route: RouteDescription) {
  const { tag, summary, answer, status = 200 } = route;
  return {
    tags: [tag],
    summary,
    responses: {
      [status]: jsonAnswer(summary, answer),
      default: jsonAnswer("An error", ErrorBody),
    },
  };
}

function jsonAnswer(description: string, schema: TSchema | undefined) {
  if (schema === undefined) return { description };
  // TypeBox schemas are JSON Schema; OpenAPI 3.1 takes them as they are.
  return { description, content: { "application/json": { schema: { ...schema } } } };
}
