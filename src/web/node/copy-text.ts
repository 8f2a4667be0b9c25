// Puts a text into the clipboard and says so. Runs in the browser.
import { say } from "#src/web/shell/notices.tsx";

export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(`${what} is in the clipboard`);
  } catch {
    say(`Cannot copy: this page may not write to the clipboard`, "failed");
  }
}
