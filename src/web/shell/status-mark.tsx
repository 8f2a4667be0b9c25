// A status of a session, run or call, as a sign; its word is there for who hears the page. Runs in the
// browser.
const SIGNS: Readonly<Record<string, string>> = {
  running: "◌",
  active: "◌",
  ok: "✓",
  finished: "✓",
  idle: "✓",
  error: "✗",
  failed: "✗",
  cancelled: "⊘",
  interrupted: "⊘",
};

export function StatusMark({ status, text }: { readonly status: string; readonly text?: boolean }) {
  return (
    <span className="status" data-status={status} title={status}>
      <span aria-hidden="true">{SIGNS[status] ?? "·"}</span>
      <span className={text ? "" : "visually-hidden"}> {status}</span>
    </span>
  );
}
