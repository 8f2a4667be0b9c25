// Small coloured words: statuses and kinds. Runs in the browser.
import { element } from "./element.ts";

const MARKS: Readonly<Record<string, string>> = {
  running: "◌",
  ok: "✓",
  finished: "✓",
  error: "✗",
  failed: "✗",
  cancelled: "⊘",
  interrupted: "⊘",
};

/** A status of a session, run or call, as a sign and a word. */
export function statusMark(status: string, detail = ""): HTMLElement {
  const text = [MARKS[status] ?? "·", status, detail].join(" ").trim();
  return element("span", { className: "status", attributes: { "data-status": status } }, text);
}
