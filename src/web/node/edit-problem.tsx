// Why an edit cannot be, beside the editor: in the server's words, with what it knows. Runs in the browser.
import { ApiError } from "#src/web/client/client.ts";

interface Props {
  /** What the page itself found; null where it found nothing. */
  readonly message: string | null;
  readonly error: Error | null;
}

export function EditProblem({ message, error }: Props) {
  if (message === null && error === null) return null;
  const hint = error instanceof ApiError ? error.hint : null;
  const details = error instanceof ApiError ? error.details : null;
  return (
    <div className="problem" role="alert">
      <p>{message ?? error?.message}</p>
      {hint === null ? null : <p className="hint">{hint}</p>}
      {details === null || details === undefined ? null : (
        <details>
          <summary>Details</summary>
          <pre>{JSON.stringify(details, null, 2)}</pre>
        </details>
      )}
    </div>
  );
}
