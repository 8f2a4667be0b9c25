// In which form bodies are shown; remembered in this browser. Runs in the browser.
import { type KeptChoice, createKeptChoice } from "#src/web/state/kept-choice.ts";

export const BODY_FORMS = ["messages", "tree", "json"] as const;
export type BodyForm = (typeof BODY_FORMS)[number];

export const bodyForm: KeptChoice<BodyForm> = createKeptChoice("ao-body-form", BODY_FORMS);
