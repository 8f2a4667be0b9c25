// The bundle of src/worker/main.ts, put in here by the build; a run from source has none and
// preloads the source itself. Runs in the CLI.

/** The preload's JavaScript, or null when ao runs from source. */
export const EMBEDDED_PRELOAD: { readonly code: string; readonly hash: string } | null = null;
