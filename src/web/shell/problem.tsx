// An error in the words of the API, with what to do. Runs in the browser.
import { ApiError } from "#src/web/client/client.ts";

export function Problem({ error }: { readonly error: Error }) {
  const hint = error instanceof ApiError ? error.hint : null;
  return (
    <p className="problem" role="alert">
      {error.message}
      {hint === null ? null : <span className="hint">; {hint}</span>}
    </p>
  );
}
