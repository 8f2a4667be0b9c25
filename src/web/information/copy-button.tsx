// Puts a text on the clipboard. Runs in the browser.
import { say, sayError } from "#src/web/shell/notices.tsx";

export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(() => say(`Copied the ${what}.`), sayError);
  };
  return (
    <button type="button" className="quiet copy" aria-label={`Copy the ${what}`} onClick={copy}>
      Copy
    </button>
  );
}
