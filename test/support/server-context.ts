// A server context over the in-memory run service, for tests without a process of its own.
import { tmpdir } from "node:os";
import { join } from "node:path";
import { directoriesAt } from "#src/config/directories.ts";
import type { Logger } from "#src/config/logger.ts";
import { createLoginCodes, serverAddress } from "#src/server/access.ts";
import { Lifecycle } from "#src/server/lifecycle.ts";
import { createServerContext, type ServerContext } from "#src/server/server-context.ts";
import { SpoolCollector } from "#src/server/spool-collector.ts";
import { createMemoryRunService, type MemoryRunService } from "#test/support/memory-run-service.ts";

export const TEST_TOKEN = "test-token-0123456789abcdef";
export const TEST_PORT = 5959;

export interface LoggedLine {
  readonly level: string;
  readonly message: string;
  readonly fields: Record<string, unknown> | undefined;
}

export interface TestContext extends ServerContext {
  readonly runs: MemoryRunService;
  readonly lines: LoggedLine[];
}

export function createTestContext(
  options: { runs?: MemoryRunService; now?: () => number; home?: string } = {},
): TestContext {
  const runs = options.runs ?? createMemoryRunService();
  const lines: LoggedLine[] = [];
  const at =
    (level: string) =>
    (message: string, fields?: Record<string, unknown>): void => {
      lines.push({ level, message, fields });
    };
  const log: Logger = {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
  };
  const context = createServerContext({
    runs,
    directories: directoriesAt(options.home ?? join(tmpdir(), "ao-no-home")),
    reruns: { start: async () => ({ session_id: "s00000000001", run_id: "r00000000001" }) },
    log,
    access: {
      token: TEST_TOKEN,
      address: serverAddress(TEST_PORT),
      logins: createLoginCodes(options.now),
    },
    identity: {
      version: "1.2.3",
      instance: "test-instance",
      pid: 4242,
      startedAt: new Date(),
    },
    lifecycle: new Lifecycle(),
    collector: new SpoolCollector(runs, tmpdir(), log),
  });
  return { ...context, runs, lines };
}
