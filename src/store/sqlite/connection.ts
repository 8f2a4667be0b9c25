// One connection to the SQLite file: typed statements, and errors in words a person can act on.
// Runs in the server. Every access to the file goes through here.
import { Database } from "bun:sqlite";
import { explainSqliteError } from "./explain-error.ts";

export type SqlValue = string | number | bigint | null | Uint8Array;

export class Connection {
  readonly path: string;
  readonly #database: Database;

  constructor(path: string, options: { readonly readonly: boolean }) {
    this.path = path;
    this.#database = this.#explained(
      () => new Database(path, options.readonly ? { readonly: true } : { readwrite: true }),
    );
  }

  /** All rows; the caller names the columns it selects as `Row`. */
  all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    return this.#explained(() => this.#database.query<Row, SqlValue[]>(sql).all(...values));
  }

  /** The first row, or null. */
  get<Row>(sql: string, ...values: SqlValue[]): Row | null {
    return this.#explained(() => this.#database.query<Row, SqlValue[]>(sql).get(...values));
  }

  /** Runs a statement; gives the row id of an insert. */
  run(sql: string, ...values: SqlValue[]): { readonly rowId: number; readonly changes: number } {
    return this.#explained(() => {
      const result = this.#database.query<never, SqlValue[]>(sql).run(...values);
      return { rowId: Number(result.lastInsertRowid), changes: result.changes };
    });
  }

  /** Runs statements that have no values, pragmas among them. */
  execute(sql: string): void {
    this.#explained(() => this.#database.run(sql));
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  close(): void {
    this.#database.close(false);
  }

  #explained<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw explainSqliteError(error, this.path);
    }
  }
}
