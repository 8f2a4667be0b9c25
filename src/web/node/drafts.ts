// Texts that are being edited and not saved yet: whoever looks at another call meanwhile finds them again.
// Runs in the browser.

export interface Draft {
  readonly target: string;
  readonly text: string;
}

const drafts = new Map<string, Draft>();

/** `key` names run, call and side. */
export function readDraft(key: string): Draft | null {
  return drafts.get(key) ?? null;
}

export function keepDraft(key: string, draft: Draft | null): void {
  if (draft === null) drafts.delete(key);
  else drafts.set(key, draft);
}

/** Asks before the page is left with drafts. */
export function guardDrafts(event: BeforeUnloadEvent): void {
  if (drafts.size > 0) event.preventDefault();
}
