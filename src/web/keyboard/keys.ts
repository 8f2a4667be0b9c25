// Which key is meant: `j`, `R` (with Shift), `Enter`, `Mod+k` (Command on a Mac, else Ctrl). Pure.

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** AltGr, with which some keyboards write `[`. */
  readonly isAltGraph: boolean;
  readonly shiftKey: boolean;
  readonly isCapsLock: boolean;
}

const NAMES: Readonly<Record<string, string>> = { Escape: "Esc", Enter: "↵" };

/** The key as commands name it; null for one that no command has. */
export function nameOf(pressed: Pressed): string | null {
  const { key, shiftKey, isAltGraph, isCapsLock } = pressed;
  const isLetter = /^[a-z]$/i.test(key);
  // Caps Lock changes the letter, not what is meant.
  const meant = shiftKey ? key.toUpperCase() : key.toLowerCase();
  const named = isLetter && isCapsLock ? meant : key;
  if (isAltGraph) return isLetter ? null : named;
  if (pressed.altKey) return null;
  return pressed.ctrlKey || pressed.metaKey ? `Mod+${named}` : named;
}

/** As it stands on a key. */
export function formatKey(name: string): string {
  const isMac = typeof navigator === "object" && /mac|iphone|ipad/i.test(navigator.userAgent);
  if (name.startsWith("Mod+")) {
    const key = name.slice("Mod+".length).toUpperCase();
    return isMac ? `⌘${key}` : `Ctrl ${key}`;
  }
  return NAMES[name] ?? name;
}
