// Opens the store of an installation. The only place that decides which database stands behind it.
import type { Directories } from "#src/config/directories.ts";
import { openSqliteStore } from "./sqlite/sqlite-store.ts";
import type { Store } from "./store.ts";

/**
 * Opens the store, creating it where there is none. At most one process at a time may hold it.
 * @throws AoError `store_damaged` or `store_newer` (the file is then untouched), or `home_unusable`.
 */
export function openStore(directories: Pick<Directories, "database">): Promise<Store> {
  return openSqliteStore(directories.database);
}
