// Recognisers told by the end of the path: what nearly all providers need. Runs in the user's process.
import type { NodeKind } from "#src/protocol/graph.ts";
import type { Recognizer } from "./operation.ts";

/** A recogniser with the path endings it can only match at, for a look-up without asking each one. */
export interface PathRecognizer extends Recognizer {
  readonly endings: readonly string[];
}

/** What a provider says of one of its calls. */
export interface PathShape {
  readonly operation: string;
  readonly kind: NodeKind;
  /** From the last `/` or `:` but one or earlier: `/chat/completions`, `:generateContent`. */
  readonly endings: readonly string[];
  /** A further condition on the whole path. */
  readonly path?: RegExp;
  matchesBody(body: unknown, path: string): boolean;
  readonly streamEnd?: RegExp;
  /** See {@link Recognizer.form}. */
  readonly form?: (body: unknown, url: string) => string;
}

/** A recogniser of POST requests whose path ends in one of the endings; a trailing slash is ignored. */
export function definePathRecognizer(shape: PathShape): PathRecognizer {
  const { endings, path: pattern } = shape;
  return {
    operation: shape.operation,
    kind: shape.kind,
    endings,
    matchesPath(method, path) {
      if (method !== "POST" && method.toUpperCase() !== "POST") return false;
      const bare = path.endsWith("/") ? path.slice(0, -1) : path;
      return endings.some((ending) => bare.endsWith(ending)) && (pattern?.test(bare) ?? true);
    },
    matchesBody: (body, path) => shape.matchesBody(body, path),
    ...(shape.streamEnd === undefined ? {} : { streamEnd: shape.streamEnd }),
    ...(shape.form === undefined ? {} : { form: shape.form }),
  };
}
