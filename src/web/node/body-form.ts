// In which form bodies are shown; remembered in this browser. Runs in the browser.
import { createKeptChoice } from "#src/web/state/kept-store.ts";
import type { Store } from "#src/web/state/store.ts";

export const BODY_FORMS = ["messages", "tree", "json"] as const;
export type BodyForm = (typeof BODY_FORMS)[number];

export const bodyForm: Store<BodyForm> = createKeptChoice("ao-body-form", BODY_FORMS);
