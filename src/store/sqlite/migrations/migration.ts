// The shape of one step of the schema.

/** `version` is what `PRAGMA user_version` says after it. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}
