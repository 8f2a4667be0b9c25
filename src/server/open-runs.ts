// The runs over the store of an installation: what the server serves. Runs in the server.
import type { Logger } from "#src/config/logger.ts";
import type { Settings } from "#src/config/settings.ts";
import { createRunService } from "#src/runs/create-run-service.ts";
import type { RunService } from "#src/runs/run-service.ts";
import { openStore } from "#src/store/open-store.ts";

/** @throws AoError `store_damaged`, `store_newer` or `home_unusable` */
export async function openRuns({ directories }: Settings, logger: Logger): Promise<RunService> {
  const store = await openStore(directories);
  try {
    return await createRunService({ store, directories, logger });
  } catch (error) {
    await store[Symbol.asyncDispose]();
    throw error;
  }
}
