// The wish to edit the selected call, wherever it comes from: a key, the palette, a button elsewhere.
// Runs in the browser.
const ASKED = "ao-edit-asked";

/** Opens the editor for what the selected call shows; nothing happens where no call is selected. */
export function askToEdit(): void {
  window.dispatchEvent(new Event(ASKED));
}

/** Listens until the function it gives is called. */
export function onEditAsked(listener: () => void): () => void {
  window.addEventListener(ASKED, listener);
  return () => window.removeEventListener(ASKED, listener);
}
