// What this build of ao calls itself. The build replaces AO_BUILD; a run from source has none.
import packageJson from "#package" with { type: "json" };

/** `0.1.0`. */
export const VERSION: string = packageJson.version;
