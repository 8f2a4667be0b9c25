// In which form a request wants its answer: the names that recognisers give (`Recognizer.form`) and
// operations write (`Operation.writeForm`). Runs in the user's process.
import { property } from "#src/protocol/json.ts";

export type Form = "plain" | "stream" | "stream+usage" | "stream-array";

/** For APIs that stream where `stream` is true. */
export function streamWhereAsked(body: unknown): Form {
  return isTrue(body, "stream") ? "stream" : "plain";
}

/** For chat completions: the count of tokens comes as an event of its own, where it is asked for. */
export function streamWithUsageWhereAsked(body: unknown): Form {
  if (!isTrue(body, "stream")) return "plain";
  return isTrue(property(body, "stream_options"), "include_usage") ? "stream+usage" : "stream";
}

/** For APIs that stream unless `stream` is false. */
export function streamUnlessRefused(body: unknown): Form {
  return property(body, "stream") === false ? "plain" : "stream";
}

/** For APIs with a path of its own for streams. */
export function streamByPath(_: unknown, url: string): Form {
  return /-stream\/?(?:[?#]|$)/.test(url) ? "stream" : "plain";
}

/** For Vertex, whose path says it as well as the body. */
export function streamWhereAskedOrByMethod(body: unknown, url: string): Form {
  return url.includes(":streamRawPredict") ? "stream" : streamWhereAsked(body);
}

/** For Gemini: events where the query asks for them, else one JSON array that comes bit by bit. */
export function streamByMethod(_: unknown, url: string): Form {
  if (!url.includes(":streamGenerateContent")) return "plain";
  return /[?&]alt=sse(?:&|#|$)/.test(url) ? "stream" : "stream-array";
}

/** Of a form's fields, "true" is true as well. */
function isTrue(body: unknown, key: string): boolean {
  const value = property(body, key);
  return value === true || value === "true";
}
