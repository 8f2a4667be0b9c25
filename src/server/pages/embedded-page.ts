// The bundle of src/web, put in here by the build; a run from source has none. Runs in the server.
import type { PageBundle } from "./page-script.ts";

/** The browser's part, or null when ao runs from source. */
export const EMBEDDED_PAGE: PageBundle | null = null;
