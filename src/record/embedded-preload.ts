// The bundle of src/worker/main.ts, put in here by the build; a run from source has none and
// preloads the source itself. Runs in the CLI.

/** Files inside the executable: the preload's JavaScript and its bytecode. */
export interface EmbeddedPreload {
  /** Of the JavaScript. */
  readonly hash: string;
  readonly code: string;
  readonly bytecode: string;
}

/** Null when ao runs from source. */
export const EMBEDDED_PRELOAD = null as EmbeddedPreload | null;
