// In which form bodies are shown; remembered in this browser. Runs in the browser.
import { useSyncExternalStore } from "react";

export type BodyForm = "messages" | "tree" | "json";
export const BODY_FORMS: readonly BodyForm[] = ["messages", "tree", "json"];

const NAME = "ao-body-form";
const listeners = new Set<() => void>();
let current = read();

export function useBodyForm(): BodyForm {
  return useSyncExternalStore(subscribe, () => current);
}

export function chooseBodyForm(form: BodyForm): void {
  current = form;
  try {
    localStorage.setItem(NAME, form);
  } catch {
    // A private window, or a file: it holds as long as the page is open.
  }
  for (const listener of listeners) listener();
}

function read(): BodyForm {
  try {
    const stored = localStorage.getItem(NAME);
    return BODY_FORMS.find((form) => form === stored) ?? "messages";
  } catch {
    return "messages";
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
