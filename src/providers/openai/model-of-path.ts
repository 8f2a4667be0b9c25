// The model of a request that names it in its path.

/** Azure names the model in the path: `/openai/deployments/<name>/chat/completions`. */
export function modelOfDeployment(path: string): string | null {
  const name = /\/deployments\/([^/]+)\//.exec(path)?.[1];
  return name === undefined ? null : decodePathSegment(name);
}

/** A percent-encoded path segment as text; one that is wrongly encoded stays as it is. */
export function decodePathSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // A stray "%" is the sender's, and still names the thing.
  }
}
