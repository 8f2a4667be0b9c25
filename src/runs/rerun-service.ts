// What the server's routes may ask in order to run a run again, and to stop one. A part of RunService.
import type {
  CacheErasure,
  ReplayExport,
  RerunPreview,
  SessionCacheErasure,
} from "#src/protocol/http-api.ts";
import type { ReplayOptions } from "#src/protocol/replay.ts";
import type { Run } from "#src/protocol/session.ts";

export interface RerunService {
  /** Writes what a re-run of the run is answered from to a file for its runner. */
  exportReplay(runId: string, options: ReplayOptions): Promise<ReplayExport>;
  /** What a re-run would do, as far as the graph tells; starts and writes nothing. */
  previewRerun(runId: string, options: ReplayOptions): Promise<RerunPreview>;
  /** The answers of the run are never served again; its graph stays. */
  eraseCache(runId: string): Promise<CacheErasure>;
  /** The same for all runs that the session has: the next re-run asks for everything anew. */
  eraseCacheOfSession(sessionId: string): Promise<SessionCacheErasure>;
  /**
   * Ends the program of a run with all that it started, after `graceMs` by force. Resolves when the run
   * has ended.
   * @throws AoError `conflict` where it is over.
   */
  stopRun(runId: string, graceMs: number): Promise<Run>;
  /** Remembers the environment of a run's program, in memory alone. */
  keepEnvironment(runId: string, variables: Readonly<Record<string, string>>): void;
  /** That of the run, or of the newest run of its session that has one; null where there is none. */
  environmentFor(runId: string): Promise<Readonly<Record<string, string>> | null>;
}
