// What the store keeps beyond the protocol: records with the facts that never leave the server.
// Times are milliseconds since 1970.
import type {
  Attachment,
  NodeKind,
  NodeSummary,
  RunStatus,
  SourceLocation,
  Tokens,
} from "#src/protocol/graph.ts";
import type { CallEnd, CallChunk, Command } from "#src/protocol/runner-event.ts";
import type { EditSide, ReplayInfo } from "#src/protocol/replay.ts";
import type {
  Run,
  Session,
  SessionKind,
  SessionResult,
  SessionSort,
} from "#src/protocol/session.ts";

/** What a program said of its run; `ordinal` rises in the order of the events. */
export interface ProgramLogRecord extends ProgramLogEntry {
  readonly ordinal: number;
}

export interface ProgramLogEntry {
  readonly runId: string;
  readonly at: number;
  /** As JSON text. */
  readonly entry: string;
  readonly success: boolean | null;
}

/** Names a stored body. */
export type BodyId = number;

export interface NewSession {
  readonly sessionId: string;
  readonly name: string;
  readonly kind: SessionKind;
  readonly userId: string | null;
  readonly createdAt: number;
  readonly config: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface SessionFilter {
  readonly userId?: string | undefined;
  /** Of the session, or of its newest run. */
  readonly status?: string | undefined;
  readonly kind?: SessionKind | undefined;
  /** Of the newest run; `none` where nobody judged it. */
  readonly result?: SessionResult | undefined;
  /** Of the newest run. */
  readonly colour?: string | undefined;
  /** `newest` unless told. */
  readonly sort?: SessionSort | undefined;
  readonly search?: SessionSearch | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Sessions with all `terms` in one of their descriptions, and those that are known to fit. */
export interface SessionSearch {
  readonly terms: readonly string[];
  readonly sessionIds: readonly string[];
}

export interface SessionPage {
  readonly sessions: readonly Session[];
  readonly nextCursor: string | null;
}

export interface NewRun {
  readonly runId: string;
  readonly sessionId: string;
  readonly parentRunId: string | null;
  readonly command: Command;
  /** The process whose life is the run's. */
  readonly pid: number;
  readonly startedAt: number;
  readonly aoVersion: string;
  readonly seed: string | null;
  /** Names of the program's environment variables. */
  readonly environmentNames: readonly string[];
  readonly replay: ReplayInfo | null;
  /** For a subrun: the run that holds it, its name, and its place in the program. */
  readonly subrun: { readonly of: string; readonly name: string; readonly path: string } | null;
}

export interface RunRecord {
  readonly run: Run;
  readonly environmentNames: readonly string[];
  /** It was stored before answers in another form counted as the same: its hashes are of no use now. */
  readonly hasOldHashes: boolean;
  /** See {@link NewRun.subrun}; "" for a run that is none. */
  readonly subrunPath: string;
  /** Its answers are not to be served any more. */
  readonly cacheErased: boolean;
  readonly pid: number;
  readonly startedAt: number;
  /** How many inputs and outputs there are, and up to which of them edges are stored. */
  readonly eventOrder: number;
  readonly matchedOrder: number;
  /** Up to which of them their texts can be searched. */
  readonly indexedOrder: number;
  readonly sizeBytes: number;
}

export interface RunEnding {
  readonly status: RunStatus;
  readonly endedAt: number | null;
  readonly durationMs: number | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** What the function of a subrun threw. */
  readonly error?: string | null;
}

/** Added to the sums of a run. */
export interface UsageChange {
  readonly nodes?: number;
  readonly edges?: number;
  readonly tokens?: Tokens;
  readonly cost?: number | null;
  readonly bytes?: number;
}

/** How the bytes of a body are shown inside JSON: as they stand, or as a string. */
export type BodyFormat = "json" | "text";

export interface ShownBody {
  readonly body: BodyId;
  readonly format: BodyFormat;
}

/** A node as it is first stored. */
export interface NodeStart {
  readonly runId: string;
  /** The recorder's id of an intercepted call; null for an inferred node. */
  readonly callId: string | null;
  /** The matching engine's key of an inferred node. */
  readonly engineKey: string | null;
  readonly operation: string | null;
  readonly kind: NodeKind;
  readonly label: string;
  readonly provider: string;
  readonly model: string | null;
  readonly status: NodeSummary["status"];
  readonly reason: string;
  readonly startedAt: number;
  readonly durationMs: number | null;
  readonly url: string | null;
  readonly location: SourceLocation | null;
  readonly stack: string | null;
  readonly inputHash: string | null;
  readonly occurrence: number;
  readonly retryOf: number | null;
  readonly streamed: boolean;
  readonly preview: string;
  readonly error: NodeSummary["error"];
  /** The request's bytes, free of any content encoding; null where they were not kept. */
  readonly requestBody: BodyId | null;
  readonly requestType: string | null;
  /** What the program asked, where an edit sent something else. */
  readonly askedBody: BodyId | null;
  /** Which of the program's processes asked. */
  readonly process: string;
  /** The HTTP method; null for what is no call. */
  readonly method: string | null;
  readonly input: ShownBody | null;
  readonly output: ShownBody | null;
  /** The place of its input in the run's order of events; null where nothing is to be matched. */
  readonly inputOrder: number | null;
}

/** A call that was answered as a recorded one: all that is not said here is as it is with that. */
export interface ServedNode {
  readonly from: { readonly runId: string; readonly number: number };
  readonly runId: string;
  readonly callId: string;
  readonly reason: string;
  readonly url: string;
  readonly location: SourceLocation | null;
  readonly stack: string | null;
  readonly process: string;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly firstByteMs: number;
  readonly occurrence: number;
  readonly retryOf: number | null;
  readonly inputOrder: number;
  readonly outputOrder: number;
}

/** What the end of a call adds. */
export interface NodeFinish {
  readonly status: NodeSummary["status"];
  readonly source: CallEnd["source"];
  readonly reason: string;
  readonly servedFrom: NodeSummary["served_from"];
  readonly edited: NodeSummary["edited"];
  readonly miss: NodeSummary["miss"];
  readonly model: string | null;
  readonly durationMs: number | null;
  readonly firstByteMs: number | null;
  readonly httpStatus: number | null;
  readonly tokens: Tokens | null;
  readonly cost: number | null;
  readonly streamed: boolean;
  readonly preview: string;
  readonly error: NodeSummary["error"];
  readonly responseBody: BodyId | null;
  readonly responseType: string | null;
  readonly output: ShownBody | null;
  readonly outputOrder: number | null;
}

/** A stored node: what everybody sees, and what only the server needs. */
export interface NodeRecord {
  readonly number: number;
  readonly runId: string;
  readonly summary: NodeSummary;
  readonly callId: string | null;
  readonly operation: string | null;
  readonly startedAt: number;
  readonly process: string;
  readonly method: string | null;
  readonly requestBody: BodyId | null;
  readonly requestType: string | null;
  readonly askedBody: BodyId | null;
  readonly responseBody: BodyId | null;
  readonly responseType: string | null;
  readonly input: ShownBody | null;
  readonly output: ShownBody | null;
  readonly inputOrder: number | null;
  readonly outputOrder: number | null;
}

/** What a person put in place of one side of a node. */
export interface EditRecord {
  readonly runId: string;
  readonly number: number;
  readonly side: EditSide;
  /** JSON of what the node shows; null takes back an edit that the run was made with. */
  readonly body: BodyId | null;
  readonly createdAt: number;
}

/** Where answers came from. */
export interface CallOrigin {
  readonly source: NodeSummary["source"];
  /** The run that was repeated; null where none was. */
  readonly runId: string | null;
}

/** The earlier calls of a run with the same input hash. */
export interface IdenticalCalls {
  readonly count: number;
  /** The newest that failed and that no later call retried. */
  readonly openFailure: number | null;
  /** The newest that succeeded. */
  readonly newestSuccess: number | null;
}

/** Text that the program wrote to a standard stream. */
export interface ProgramOutputRecord {
  readonly runId: string;
  readonly process: string;
  readonly stream: "stdout" | "stderr";
  readonly at: number;
  readonly text: string;
  /** The last that is kept: there was more. */
  readonly truncated: boolean;
}

/** One thing to feed to the matching engine. */
export interface MatchingStep {
  readonly order: number;
  readonly number: number;
  readonly side: Attachment["side"];
}

/** Arrivals of a stream: milliseconds after the start, bytes. */
export type ArrivalList = [number, number][];

export type StreamPart = CallChunk["parts"][number];

/** A text of a body, as it is added to what can be searched. */
export interface NewText {
  readonly number: number;
  readonly side: Attachment["side"];
  readonly path: string;
  /** Where a piece of a long text starts. */
  readonly start: number;
  readonly text: string;
  /** Equal for equal texts. */
  readonly hash: bigint;
}

/** Where a text was first seen in its session. */
export interface TextPlace {
  /** Rises with the time at which it was added. */
  readonly id: number;
  readonly sessionId: string;
  readonly runId: string;
  readonly number: number;
  readonly side: Attachment["side"];
  readonly path: string;
  readonly start: number;
  readonly size: number;
}

/** What a person wrote about a session or a run. */
export interface Description {
  readonly sessionId: string;
  readonly runId: string | null;
  readonly field: "name" | "label" | "note";
  readonly text: string;
}
