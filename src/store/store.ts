// The seam between ao and its database: what is kept of sessions, runs and their graphs.
// Names no database; everything is asynchronous, so that a server-based one can stand behind it.
import type { Attachment, Edge, NodeSummary } from "#src/protocol/graph.ts";
import type { EditSide } from "#src/protocol/replay.ts";
import type { CallCounts } from "#src/protocol/runner-event.ts";
import type { Run, RunPatch, Session } from "#src/protocol/session.ts";
import type { RunDelta } from "#src/protocol/socket-api.ts";
import type {
  ArrivalList,
  BodyId,
  CallOrigin,
  Description,
  EditRecord,
  IdenticalCalls,
  MatchingStep,
  NewRun,
  NewSession,
  NewText,
  NodeFinish,
  NodeRecord,
  NodeStart,
  ProgramLogEntry,
  ProgramLogRecord,
  ProgramOutputRecord,
  RunEnding,
  RunRecord,
  ServedNode,
  SessionFilter,
  SessionPage,
  StreamPart,
  TextPlace,
  UsageChange,
} from "#src/store/records.ts";

/** An open database. Closing it leaves everything in the file. */
export interface Store extends AsyncDisposable {
  /** What is committed, never the inside of a transaction under way. */
  readonly reader: StoreReader;
  /**
   * Runs `work` alone and atomically: all of its writes are kept when the promise resolves, none when
   * `work` throws. What is kept survives a kill of the process. Must not be nested.
   * @throws AoError `store_damaged`, or `home_unusable` where the disk is full or read-only.
   */
  transaction<T>(work: (writer: StoreWriter) => Promise<T>): Promise<T>;
  /**
   * Gives the room of what was deleted back to the disk, and takes the rest of it out of the files, in
   * steps between which transactions get their turn.
   */
  reclaim(): Promise<void>;
}

export interface StoreReader {
  readonly sessions: SessionReader;
  readonly runs: RunReader;
  readonly streams: StreamReader;
  readonly nodes: NodeReader;
  readonly edges: EdgeReader;
  readonly edits: EditReader;
  readonly attachments: AttachmentReader;
  readonly bodies: BodyReader;
  readonly readings: ReadingsReader;
  readonly programOutput: ProgramOutputReader;
  readonly programLog: ProgramLogReader;
  readonly texts: TextReader;
  readonly deltas: DeltaReader;
}

export interface StoreWriter extends StoreReader {
  readonly sessions: SessionWriter;
  readonly runs: RunWriter;
  readonly streams: StreamWriter;
  readonly nodes: NodeWriter;
  readonly edges: EdgeWriter;
  readonly edits: EditWriter;
  readonly attachments: AttachmentWriter;
  readonly bodies: BodyWriter;
  readonly readings: ReadingsWriter;
  readonly programOutput: ProgramOutputWriter;
  readonly programLog: ProgramLogWriter;
  readonly texts: TextWriter;
  readonly deltas: DeltaWriter;
}

export interface SessionReader {
  get(sessionId: string): Promise<Session | null>;
  newestNamed(name: string): Promise<Session | null>;
  /** Those whose id starts with `prefix`, newest first, at most `limit`. */
  withPrefix(prefix: string, limit: number): Promise<readonly Session[]>;
  /** The one most recently created or run. */
  latest(): Promise<Session | null>;
  /** Newest first; a cursor stays valid while sessions are added or deleted. @throws AoError `bad_input` for a cursor that is none. */
  list(filter: SessionFilter): Promise<SessionPage>;
  ids(): Promise<readonly string[]>;
  counts(): Promise<{ readonly active: number; readonly total: number }>;
}

export interface SessionWriter extends SessionReader {
  insert(session: NewSession): Promise<void>;
  rename(sessionId: string, name: string): Promise<void>;
  /** Something happened in the session at `at` (milliseconds since 1970). */
  touch(sessionId: string, at: number): Promise<void>;
  /**
   * Deletes them with all that hangs on them, and the bodies that nothing else uses. Several at once
   * cost hardly more than one: what is still used is looked for once.
   */
  delete(sessionIds: readonly string[]): Promise<void>;
}

export interface RunReader {
  get(runId: string): Promise<RunRecord | null>;
  withPrefix(prefix: string, limit: number): Promise<readonly Run[]>;
  latest(): Promise<Run | null>;
  latestOf(sessionId: string): Promise<Run | null>;
  /** Newest first, subruns too. */
  listOf(sessionId: string): Promise<readonly RunRecord[]>;
  /** The subruns of a run and theirs, in the order in which they started. */
  subrunsOf(runId: string): Promise<readonly RunRecord[]>;
  /** The subruns of a session at this place in the program, whatever run they are in. */
  atPath(sessionId: string, path: string): Promise<readonly RunRecord[]>;
  /** Those that are `running`, have a running node, or have edges that are not stored yet. */
  unfinished(): Promise<readonly RunRecord[]>;
  /** Those with texts that cannot be searched yet, oldest first. */
  unindexed(): Promise<readonly RunRecord[]>;
}

export interface RunWriter extends RunReader {
  insert(run: NewRun): Promise<void>;
  /** The facts of a run that was known by its manifest alone. */
  complete(run: NewRun): Promise<void>;
  end(runId: string, ending: RunEnding): Promise<void>;
  patch(runId: string, patch: RunPatch): Promise<void>;
  /** The answers of the run are not to be served any more. */
  eraseCache(runId: string): Promise<void>;
  addUsage(runId: string, change: UsageChange): Promise<void>;
  /** The next number in the run's order of events. */
  nextOrder(runId: string): Promise<number>;
  /** Edges of the events up to `order` are stored. */
  setMatched(runId: string, order: number): Promise<void>;
  /** The texts of the events up to `order` can be searched. */
  setIndexed(runId: string, order: number): Promise<void>;
  /**
   * Deletes runs with all that hangs on them, and the bodies that nothing else uses. What the others
   * of their sessions say is to be indexed again.
   */
  delete(runIds: readonly string[]): Promise<void>;
}

export interface StreamReader {
  /** The last `seq` of the stream that is stored; 0 where there is none. */
  lastSeq(runId: string, streamId: string): Promise<number>;
}

export interface StreamWriter extends StreamReader {
  setLastSeq(runId: string, streamId: string, seq: number): Promise<void>;
}

export interface NodeReader {
  get(runId: string, number: number): Promise<NodeRecord | null>;
  byCall(runId: string, callId: string): Promise<NodeRecord | null>;
  /** The number of the inferred node that the matching engine knows by `key`. */
  byEngineKey(runId: string, key: string): Promise<number | null>;
  /** In order of their numbers, from the first after `after`. */
  page(runId: string, after: number, limit: number): Promise<readonly NodeRecord[]>;
  running(runId: string): Promise<readonly NodeRecord[]>;
  /** Those that the run was made with an edit of, in order of their numbers. */
  edited(runId: string): Promise<readonly NodeRecord[]>;
  /** What the run already has of requests with this hash. */
  identical(runId: string, inputHash: string): Promise<IdenticalCalls>;
  /** Inputs and outputs in the order of their events, from the first after `after`. */
  steps(runId: string, after: number, limit: number): Promise<readonly MatchingStep[]>;
  stack(runId: string, number: number): Promise<string | null>;
  arrivals(runId: string, number: number): Promise<ArrivalList>;
  /** The parts of a stream that has not ended, in order. */
  parts(runId: string, number: number): Promise<readonly StreamPart[]>;
  countErrors(sessionId: string): Promise<number>;
  /** Where the answers of a run's intercepted calls came from, each kind once: quick for a run of any size. */
  origins(runId: string): Promise<readonly CallOrigin[]>;
  /** Of the intercepted calls of a run and its subruns, how many were answered from where. */
  countCalls(runId: string): Promise<CallCounts>;
}

export interface NodeWriter extends NodeReader {
  /** Stores a new node and gives its number: 1, 2, … within the run. */
  insert(node: NodeStart): Promise<number>;
  /**
   * Stores a new node with the bodies, attachments, numbers and descriptions of a recorded one, and gives
   * its number; null where that one is not there, or the run has the call already.
   */
  insertServed(node: ServedNode): Promise<number | null>;
  finish(runId: string, number: number, finish: NodeFinish): Promise<void>;
  /** The run was made with an edit of this node. */
  setEdited(runId: string, number: number, side: EditSide): Promise<void>;
  /** Says more exactly why the call was not served from what is recorded. */
  explain(
    runId: string,
    number: number,
    why: { readonly reason: string; readonly miss: NodeSummary["miss"] },
  ): Promise<void>;
  addParts(runId: string, number: number, parts: readonly StreamPart[]): Promise<void>;
  deleteParts(runId: string, number: number): Promise<void>;
  setArrivals(runId: string, number: number, arrivals: ArrivalList): Promise<void>;
}

export interface EdgeReader {
  get(runId: string, source: string, target: string): Promise<Edge | null>;
  /** In order of source and target, from the first after `after` (null for the start). */
  page(
    runId: string,
    after: Pick<Edge, "source" | "target"> | null,
    limit: number,
  ): Promise<readonly Edge[]>;
  of(runId: string, nodeId: string): Promise<{ readonly in: Edge[]; readonly out: Edge[] }>;
}

export interface EdgeWriter extends EdgeReader {
  /** Stores the edge; false where it was there, whose evidence is then replaced. */
  put(runId: string, edge: Edge): Promise<boolean>;
}

export interface EditReader {
  get(runId: string, number: number): Promise<EditRecord | null>;
  /** In order of the nodes' numbers. */
  of(runId: string): Promise<readonly EditRecord[]>;
  /** Of all runs, the newest first; without those that only take back what the run was made with. */
  newest(limit: number): Promise<readonly EditRecord[]>;
}

export interface EditWriter extends EditReader {
  /** Replaces the one of the node; the body of that one goes where nothing else uses it. */
  put(edit: EditRecord): Promise<void>;
  /** False where there was none. */
  delete(runId: string, number: number): Promise<boolean>;
}

export interface AttachmentReader {
  /** A node that holds the attachment, or null. */
  find(sha256: string): Promise<{
    readonly runId: string;
    readonly number: number;
    readonly attachment: Attachment;
  } | null>;
}

export interface AttachmentWriter extends AttachmentReader {
  /** Replaces the attachments of one side of a node. */
  put(
    runId: string,
    number: number,
    side: Attachment["side"],
    attachments: readonly Attachment[],
  ): Promise<void>;
}

/** What the processes of a run read from their clocks. */
export interface ReadingsReader {
  /** In order of the processes' places. */
  of(runId: string): Promise<readonly { readonly process: string; readonly data: Uint8Array }[]>;
}

export interface ReadingsWriter extends ReadingsReader {
  /** Replaces what was known of that process: it comes again with more while the process lives. */
  put(runId: string, process: string, data: Uint8Array): Promise<void>;
}

export interface BodyReader {
  /** Their SHA-256 (hex), without reading them. */
  hash(body: BodyId): Promise<string>;
  /** The exact bytes. @throws AoError `store_damaged` where they cannot be had. */
  read(body: BodyId): Promise<Uint8Array>;
}

export interface BodyWriter extends BodyReader {
  /** Keeps the bytes once; `added` says how many bytes of the file they took. */
  put(bytes: Uint8Array): Promise<{ readonly body: BodyId; readonly added: number }>;
}

export interface TextReader {
  /** Texts that may have all of `terms`, whatever their case; the newest first, `before` an id. */
  candidates(
    terms: readonly string[],
    page: {
      readonly before: number | null;
      readonly limit: number;
      /** Sessions whose texts are not wanted. */
      readonly except?: Iterable<string>;
    },
  ): Promise<readonly TextPlace[]>;
  /** Names, labels and notes that may have all of `terms`, newest first. */
  descriptions(terms: readonly string[], limit: number): Promise<readonly Description[]>;
}

export interface TextWriter extends TextReader {
  /** Adds those that the run's session does not have. */
  add(runId: string, texts: readonly NewText[]): Promise<void>;
}

export interface ProgramOutputReader {
  /** In the order in which it came. */
  of(runId: string): Promise<readonly ProgramOutputRecord[]>;
  /** How many characters are kept, and whether more came that was not. */
  extent(runId: string): Promise<{ readonly length: number; readonly truncated: boolean }>;
}

export interface ProgramOutputWriter extends ProgramOutputReader {
  add(output: ProgramOutputRecord): Promise<void>;
}

export interface ProgramLogReader {
  /** What was written in the run itself, in order. */
  of(runId: string): Promise<readonly ProgramLogRecord[]>;
  /** The newest judgement in it; null where there is none. */
  lastSuccess(runId: string): Promise<boolean | null>;
}

export interface ProgramLogWriter extends ProgramLogReader {
  add(entry: ProgramLogEntry): Promise<void>;
}

/** A delta before it has its number. */
export type NewDelta = RunDelta extends infer Delta
  ? Delta extends RunDelta
    ? Omit<Delta, "seq">
    : never
  : never;

export interface DeltaReader {
  /** Kept deltas with `since < seq <= until`, oldest first, at most `limit`. */
  range(range: {
    readonly since: number;
    readonly until: number;
    readonly sessionId?: string | undefined;
    readonly limit: number;
  }): Promise<readonly RunDelta[]>;
  /** The newest number given, and the newest one that is no longer kept. */
  bounds(): Promise<{ readonly last: number; readonly pruned: number }>;
}

export interface DeltaWriter extends DeltaReader {
  /** Numbers a delta; without `keep` only the number is remembered. */
  append(delta: NewDelta, options: { readonly keep: boolean }): Promise<RunDelta>;
}
