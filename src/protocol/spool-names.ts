// The names of the spool's files. Apart from the schemas, because `ao record` loads this before the
// program starts.

export const MANIFEST_NAME = "manifest.json";
/** Ends each stream file; a line without its line feed is still being written. */
export const STREAM_SUFFIX = ".jsonl";
/** The stream of `ao record` itself: run-start and run-end. */
export const OWNER_STREAM = "owner";
/** Beside the runs: what could not be read, kept for a person to look at. */
export const DAMAGED_FOLDER = ".damaged";
