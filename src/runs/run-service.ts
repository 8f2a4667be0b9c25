// What the server's routes and sockets may ask of the recorded runs. Implemented beside this file
// over the store; names no database.
import type { Edit, EditAnswer, EditRequest } from "#src/protocol/edit.ts";
import type {
  NodeDetail,
  RunEnvironment,
  SearchQuery,
  SearchResult,
  SessionCreate,
  SessionList,
  SessionQuery,
} from "#src/protocol/http-api.ts";
import type { RunOutline, SessionStats } from "#src/protocol/http-api.ts";
import type { RunDiff } from "#src/protocol/diff.ts";
import type { RunOutput } from "#src/protocol/program-output.ts";
import type { RunLog } from "#src/protocol/program-log.ts";
import type { CallCounts, RunnerEnvelope } from "#src/protocol/runner-event.ts";
import type { Run, RunPatch, Session } from "#src/protocol/session.ts";
import type { RunDelta } from "#src/protocol/socket-api.ts";
import type { RerunService } from "#src/runs/rerun-service.ts";

/** Numbers of a run, its subruns included, whose events are all in the store and whose edges are all found. */
export interface SettledRun {
  readonly nodes: number;
  readonly edges: number;
  readonly calls: CallCounts;
}

export interface RunService extends RerunService, AsyncDisposable {
  /**
   * Takes events of one stream of a run, in order; those already known (by `seq`) are skipped.
   * Resolves to the highest `seq` that is durable. Edges may follow later.
   * @throws AoError `bad_input` where an event is malformed or leaves a gap.
   */
  ingest(runId: string, streamId: string, events: readonly RunnerEnvelope[]): Promise<number>;
  /** Resolves when everything ingested so far is a part of the graph. */
  settle(runId: string): Promise<SettledRun>;
  /**
   * Reads what lies in the spool and nobody is forwarding (the owner process is dead), deletes what
   * is delivered, and marks runs without a live process as interrupted.
   */
  collect(): Promise<void>;

  createSession(request: SessionCreate): Promise<Session>;
  listSessions(query: SessionQuery): Promise<SessionList>;
  /**
   * A session by id, name (the newest of that name), unique prefix of an id, or `last`.
   * @throws AoError `not_found`, or `conflict` listing the candidates of an ambiguous prefix.
   */
  findSession(reference: string): Promise<Session>;
  /** @throws AoError `bad_input` for `last`, which stands for the newest session. */
  renameSession(sessionId: string, name: string): Promise<Session>;
  deleteSession(sessionId: string): Promise<void>;
  sessionStats(sessionId: string): Promise<SessionStats>;
  /** Deletes every session; what runs at the moment stays. */
  clear(): Promise<{ readonly deleted: number }>;
  counts(): Promise<{ readonly active: number; readonly total: number }>;

  /** What has all words of a query in one text; what was recorded before it is searched, too. */
  search(query: SearchQuery): Promise<SearchResult>;

  listRuns(sessionId: string): Promise<readonly Run[]>;
  /** A run by id or unique prefix. */
  findRun(reference: string): Promise<Run>;
  /** The newest run of a session. @throws AoError `not_found` where it has none. */
  latestRun(sessionId: string): Promise<Run>;
  patchRun(runId: string, patch: RunPatch): Promise<Run>;
  /** With its subruns; its re-runs stay. @throws AoError `conflict` while it is going on. */
  deleteRun(runId: string): Promise<void>;
  /** The edits that are in force for the re-runs of a run: its own, then those of its subruns. */
  listEdits(runId: string): Promise<readonly Edit[]>;
  /**
   * Puts something in place of a node's input or output; a node has one edit. An edit that leaves it as
   * it was recorded takes the one before back. What is refused changes nothing.
   * @throws AoError `not_found`, `conflict` or `bad_input`.
   */
  editNode(runId: string, nodeId: string, request: EditRequest): Promise<EditAnswer>;
  /** Takes the edit back: re-runs have the original. @throws AoError `not_found` where the node has no edit. */
  revertNode(runId: string, nodeId: string): Promise<EditAnswer>;
  outline(runId: string): Promise<RunOutline>;
  /** The graph as one JSON document, in pieces, so that a large run is never in memory at once. */
  graphJson(runId: string): AsyncIterable<string>;
  node(runId: string, nodeId: string): Promise<NodeDetail>;
  /** What the program wrote to its standard streams. */
  output(runId: string): Promise<RunOutput>;
  /**
   * Two runs aligned call by call. With a control (a run of what `a` ran, without edits and cache) each
   * change says whether the edit or the model's own variation caused it.
   */
  diff(aRunId: string, bRunId: string, controlRunId: string | null): Promise<RunDiff>;
  /** Names of the environment variables of the recorded program. */
  environment(runId: string): Promise<RunEnvironment>;
  /** What the program said of its run, and of its subruns. */
  log(runId: string): Promise<RunLog>;
  /** An attachment's bytes. */
  attachment(sha256: string): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string }>;

  /** Calls `listener` for every delta from now on; returns the undo. */
  subscribe(listener: (delta: RunDelta) => void): () => void;
  /** The kept deltas after `since`, oldest first, and the number of the newest one there is. */
  replay(
    since: number,
    sessionId?: string,
  ): Promise<{
    readonly deltas: AsyncIterable<RunDelta>;
    readonly seq: number;
    readonly reset: boolean;
  }>;
  currentSeq(): number;
}
