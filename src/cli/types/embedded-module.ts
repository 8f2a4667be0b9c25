// The files of src/module, put in here by the build; a run from source reads them where they are.

/** The files' texts by their names, or null when ao runs from source. */
export const EMBEDDED_MODULE: Readonly<Record<string, string>> | null = null;
