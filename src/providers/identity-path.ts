// What of a request's URL is a part of its identity. Runs in the user's process and in the server, on
// the URL as it is recorded: both must come to the same.

/** A request as far as its identity has to do with its head. */
export interface RequestLine {
  readonly method: string;
  /** As recorded: without secrets. */
  readonly url: string;
}

/**
 * The path for `inputHash()`: of a provider's call the path alone, `path`. Of the user's own kinds of call
 * nothing is known: there the method and the query count as well.
 */
export function identityPath(
  operation: string,
  { method, url }: RequestLine,
  path: string,
): string {
  if (!operation.startsWith("configured.")) return path;
  return `${method.toUpperCase()} ${url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "").replace(/#.*$/s, "")}`;
}
