// What the page asks for, whoever answers: a running server, or a file that was exported. Runs in the
// browser; the rest of the page knows this type alone.
import type { RunDiff } from "#src/protocol/diff.ts";
import type { EditAnswer, EditList, EditRequest } from "#src/protocol/edit.ts";
import type {
  Health,
  LogName,
  LogTail,
  NodeDetail,
  NodeMessages,
  RerunPreview,
  RerunRequest,
  RerunStarted,
  RunEnvironment,
  RunOutline,
  SearchResult,
  SessionOverviewList,
  SessionQuery,
  Storage,
} from "#src/protocol/http-api.ts";
import type { RunLog } from "#src/protocol/program-log.ts";
import type { RunOutput } from "#src/protocol/program-output.ts";
import type { Run, RunPatch, Session } from "#src/protocol/session.ts";
import type { RunDelta } from "#src/protocol/socket-api.ts";

export type ConnectionState = "connecting" | "live" | "lost";

/** What happens while the page is open. */
export interface LiveEvents {
  readonly onDelta: (delta: RunDelta) => void;
  /** What was missed is no longer kept: all that is shown must be read anew. */
  readonly onReset: () => void;
  readonly onState: (state: ConnectionState) => void;
}

/** Every method rejects with an {@link ApiError}. */
export interface Reader {
  listSessions(query: SessionWish): Promise<SessionOverviewList>;
  /** By id, unique prefix, name or `last`. */
  findSession(reference: string): Promise<Session>;
  /** Oldest first, subruns among them. */
  listRuns(sessionId: string): Promise<readonly Run[]>;
  findRun(reference: string): Promise<Run>;
  readOutline(runId: string): Promise<RunOutline>;
  readNode(runId: string, nodeId: string): Promise<NodeDetail>;
  readMessages(runId: string, nodeId: string): Promise<NodeMessages>;
  /** With a control, the re-run of a without edits, it says what each difference comes from. */
  readDiff(runA: string, runB: string, control: string | null): Promise<RunDiff>;
  readOutput(runId: string): Promise<RunOutput>;
  /** Names of the environment variables; the values are nowhere. */
  readEnvironment(runId: string): Promise<RunEnvironment>;
  readLog(runId: string): Promise<RunLog>;
  listEdits(runId: string): Promise<EditList>;
  /** Where an image or file of a body is to be had. */
  attachmentAddress(sha256: string): string;
}

/** What only a server can do. */
export interface Writer {
  search(text: string): Promise<SearchResult>;
  edit(runId: string, nodeId: string, edit: EditRequest): Promise<EditAnswer>;
  revert(runId: string, nodeId: string): Promise<EditAnswer>;
  preview(runId: string, options: RerunRequest): Promise<RerunPreview>;
  rerun(runId: string, options: RerunRequest): Promise<RerunStarted>;
  stop(runId: string): Promise<Run>;
  patchRun(runId: string, patch: RunPatch): Promise<Run>;
  renameSession(sessionId: string, name: string): Promise<Session>;
  deleteSession(sessionId: string): Promise<void>;
  deleteRun(runId: string): Promise<void>;
  readHealth(): Promise<Health>;
  readStorage(): Promise<Storage>;
  /** The end of a log, or what came after the `position` of an earlier answer. */
  readServerLog(name: LogName, after: string | null): Promise<LogTail>;
  /** Deletes all sessions that are not running; how many. */
  clear(): Promise<number>;
}

export interface Client extends Reader {
  /** Null for a file: nothing can be changed there. */
  readonly writer: Writer | null;
  /** Tells of what happens until the function it gives is called; a file tells of nothing. */
  watch(events: LiveEvents): () => void;
}

/** A file has few sessions, and may leave filters and order out. */
export interface SessionWish {
  readonly search: string;
  readonly cursor: string | null;
  readonly filter?: Pick<SessionQuery, "status" | "result" | "kind" | "colour" | "sort">;
}

/** What an answer of the API says went wrong. */
export class ApiError extends Error {
  readonly code: string;
  readonly hint: string | null;
  readonly details: unknown;

  constructor(body: {
    readonly code: string;
    readonly message: string;
    readonly hint?: string;
    readonly details?: unknown;
  }) {
    super(body.message);
    this.code = body.code;
    this.hint = body.hint ?? null;
    this.details = body.details ?? null;
  }
}
