// Calls that a user names in the settings by URL. Runs in the user's process.
import type { NodeKind } from "#src/protocol/graph.ts";
import { isObject } from "#src/protocol/json.ts";
import type { Recognizer } from "./operation.ts";

/** One entry of the settings' list. */
export interface ConfiguredEntry {
  /**
   * A URL (`https://search.example.com/v1/*`), one without its scheme (`*.example.com/search`), or a
   * path (`/tools/*`); `*` stands for anything. With `:name`, `{…}` or `(…)`: a URLPattern. The query
   * only counts where the pattern has a `?`.
   */
  readonly pattern: string;
  readonly kind: NodeKind;
  readonly label: string;
}

/** A recogniser that goes by the whole URL. */
export interface ConfiguredRecognizer extends Recognizer {
  readonly label: string;
  matchesUrl(url: string): boolean;
}

/** Recognisers of the entries, in their order; a pattern that cannot be understood matches nothing. */
export function createConfiguredRecognizers(
  entries: readonly ConfiguredEntry[],
): readonly ConfiguredRecognizer[] {
  return entries.map(({ pattern, kind, label }) => {
    const matches = createMatcher(pattern);
    const pathAlone = pattern.startsWith("/");
    return {
      operation: `configured.${kind}`,
      kind,
      label,
      matchesUrl: matches,
      matchesPath: (_, path) => pathAlone && matches(path),
      matchesBody: (body) => body === undefined || isObject(body) || Array.isArray(body),
    };
  });
}

function createMatcher(pattern: string): (url: string) => boolean {
  const withQuery = pattern.includes("?");
  const test = createUrlPattern(pattern) ?? createWildcard(pattern);
  return (url) => test(withQuery ? url : url.replace(/[?#].*$/s, ""));
}

/** Null for a plain wildcard pattern, and where the runtime has no URLPattern. */
function createUrlPattern(pattern: string): ((url: string) => boolean) | null {
  if (!/\/:[A-Za-z_]|[{(]/.test(pattern) || typeof URLPattern !== "function") return null;
  try {
    const compiled = pattern.startsWith("/")
      ? new URLPattern({ pathname: pattern })
      : new URLPattern(pattern.includes("://") ? pattern : `*://${pattern}`);
    return (url) => compiled.test(url.startsWith("/") ? `http://localhost${url}` : url);
  } catch {
    return () => false; // The settings' own check has told the user; here nothing may throw.
  }
}

function createWildcard(pattern: string): (url: string) => boolean {
  const body = pattern
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  const scheme = "[a-z][a-z0-9+.-]*:\\/\\/";
  const prefix = pattern.startsWith("/")
    ? `(?:${scheme}[^/]*)?`
    : pattern.includes("://")
      ? ""
      : `(?:${scheme})?`;
  const expression = new RegExp(`^${prefix}${body}/?$`, "is");
  return (url) => expression.test(url);
}
