// What takes the place of the content when it cannot be read. Runs in the browser.
import { element, frameElement } from "./element.ts";

/** Says what went wrong, with a way back. */
export function showError(thrown: unknown): void {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  frameElement("content").replaceChildren(
    element("p", { className: "error", attributes: { role: "alert" } }, text),
    element("p", {}, element("a", { href: "/" }, "All sessions")),
  );
}
