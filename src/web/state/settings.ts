// What a person has set on this page, kept in the browser. Runs in the browser.
import { createKeptStore } from "./kept-store.ts";

export interface Settings {
  readonly theme: "system" | "light" | "dark";
  /** Opens a line of code: `{file}`, `{line}` and `{column}` are put in. */
  readonly editorLink: string;
  /** Pixels. */
  readonly fontSize: number;
}

export const DEFAULT_SETTINGS: Settings = {
  theme: "system",
  editorLink: "vscode://file{file}:{line}:{column}",
  fontSize: 14,
};
const settings = createKeptStore("ao-settings", read, (value) => JSON.stringify(value));

export function useSettings(): Settings {
  return settings.use();
}

export function changeSettings(change: Partial<Settings>): void {
  settings.set({ ...settings.get(), ...change });
  applySettings();
}

/** Puts theme and size on the page. */
export function applySettings(): void {
  const { dataset, style } = document.documentElement;
  const { theme, fontSize } = settings.get();
  if (theme === "system") delete dataset["theme"];
  else dataset["theme"] = theme;
  style.fontSize = `${fontSize}px`;
}

/** The address that opens a place in the person's editor; null for a template that is no link. */
export function editorAddress(
  template: string,
  place: { readonly file: string; readonly line: number; readonly column: number },
): string | null {
  const address = template
    // In a query these three would end the path.
    .replaceAll("{file}", encodeURI(place.file).replace(/[?#&]/g, encodeURIComponent))
    .replaceAll("{line}", String(place.line))
    .replaceAll("{column}", String(place.column));
  // What runs code in this page is no editor.
  return /^(?!javascript:|data:|vbscript:)[a-z][a-z0-9+.-]*:/i.test(address) ? address : null;
}

function read(kept: string | null): Settings {
  try {
    const stored = JSON.parse(kept ?? "{}") as Partial<Settings>;
    const { theme, editorLink, fontSize } = stored;
    return {
      theme: theme === "light" || theme === "dark" ? theme : DEFAULT_SETTINGS.theme,
      editorLink: typeof editorLink === "string" ? editorLink : DEFAULT_SETTINGS.editorLink,
      fontSize:
        typeof fontSize === "number"
          ? Math.min(Math.max(fontSize, 11), 22)
          : DEFAULT_SETTINGS.fontSize,
    };
  } catch {
    return DEFAULT_SETTINGS;
  }
}
