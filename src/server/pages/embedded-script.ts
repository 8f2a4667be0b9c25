// The bundle of src/web, put in here by the build; a run from source has none. Runs in the server.

/** The browser's script, or null when ao runs from source. */
export const EMBEDDED_SCRIPT: string | null = null;
