// Requests and responses of the HTTP API, one schema each; the OpenAPI page is made from them.
import { type Static, Type } from "@sinclair/typebox";
import { Edge, GraphNode, NodeSummary, Tokens } from "#src/protocol/graph.ts";
import { EditSide, MOST_SECONDS, ReplayInfo, ReplayOptions } from "#src/protocol/replay.ts";
import { Id, Name, NodeId } from "#src/protocol/ids.ts";
import { nullable } from "#src/protocol/nullable.ts";
import { NodeReference } from "#src/protocol/runner-event.ts";
import { Run, Session, SessionKind, SessionResult, SessionSort } from "#src/protocol/session.ts";

export const ErrorBody = Type.Object({
  error: Type.Object({
    code: Type.String(),
    message: Type.String(),
    hint: Type.Optional(Type.String()),
    details: Type.Optional(Type.Unknown()),
  }),
});
export type ErrorBody = Static<typeof ErrorBody>;

export const Health = Type.Object({
  status: Type.Literal("ok"),
  name: Type.Literal("ao"),
  version: Type.String(),
  instance: Type.String(),
  pid: Type.Integer(),
  uptime_seconds: Type.Number(),
  active_sessions: Type.Integer(),
  total_sessions: Type.Integer(),
});
export type Health = Static<typeof Health>;

/** `POST /sessions`. */
export const SessionCreate = Type.Object(
  {
    name: Type.Optional(Name),
    user_id: Type.Optional(Name),
    kind: Type.Optional(SessionKind),
    config: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    metadata: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  { additionalProperties: false },
);
export type SessionCreate = Static<typeof SessionCreate>;

/** `GET /sessions`: newest first, unless another order is asked for. */
export const SessionQuery = Type.Object({
  user_id: Type.Optional(Type.String()),
  /** `active` or `idle`, or the status of the newest run. */
  status: Type.Optional(Type.String()),
  kind: Type.Optional(SessionKind),
  /** Of the newest run. */
  result: Type.Optional(SessionResult),
  colour: Type.Optional(Type.String({ maxLength: 20 })),
  sort: Type.Optional(SessionSort),
  search: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  cursor: Type.Optional(Type.String()),
});
export type SessionQuery = Static<typeof SessionQuery>;

export const SessionList = Type.Object({
  sessions: Type.Array(Session),
  next_cursor: nullable(Type.String()),
});
export type SessionList = Static<typeof SessionList>;

export const SessionStats = Type.Object({
  session_id: Id,
  runs: Type.Integer(),
  nodes: Type.Integer(),
  edges: Type.Integer(),
  errors: Type.Integer(),
  tokens: Tokens,
  cost_usd: nullable(Type.Number()),
  duration_ms: Type.Number(),
  size_bytes: Type.Integer(),
});
export type SessionStats = Static<typeof SessionStats>;

export const RunList = Type.Object({ runs: Type.Array(Run) });
export type RunList = Static<typeof RunList>;

/** `GET /runs/:run/nodes`: a run without bodies, for lists and the graph view. */
export const RunOutline = Type.Object({
  run: Run,
  nodes: Type.Array(NodeSummary),
  edges: Type.Array(Edge),
});
export type RunOutline = Static<typeof RunOutline>;

/** `GET /runs/:run/nodes/:node`. */
export const NodeDetail = Type.Composite([
  GraphNode,
  Type.Object({
    session_id: Id,
    run_id: Id,
    stack: nullable(Type.String()),
    /**
     * What stood there before an edit: the one in force, else the one that the run was made with and
     * that is taken back for its re-runs. Null where there is none, or what it replaced is not stored.
     */
    original: nullable(
      Type.Object({
        side: EditSide,
        value: Type.Unknown(),
        /** The run was made with the edit. */
        inherited: Type.Boolean(),
      }),
    ),
    /** Arrivals of a stream: milliseconds after the start, bytes. */
    chunks: Type.Array(Type.Tuple([Type.Number(), Type.Integer()])),
    edges_in: Type.Array(Edge),
    edges_out: Type.Array(Edge),
  }),
]);
export type NodeDetail = Static<typeof NodeDetail>;

/** A message in plain words, the same for every provider. */
export const PlainMessage = Type.Object({
  role: Type.Union([
    Type.Literal("system"),
    Type.Literal("user"),
    Type.Literal("assistant"),
    Type.Literal("tool"),
  ]),
  /** Of the message inside the body, as `joinPath` writes it. */
  path: Type.Optional(Type.String()),
  /** Text and reasoning, calls of tools with their arguments, and what tools answered, well or with an error. */
  parts: Type.Array(
    Type.Object({
      kind: Type.Union([
        Type.Literal("text"),
        Type.Literal("thinking"),
        Type.Literal("call"),
        Type.Literal("result"),
        Type.Literal("error"),
      ]),
      /** The tool's. */
      name: nullable(Type.String()),
      text: Type.String(),
      /** Of the value inside the body that the text is, or is written from. */
      path: Type.Optional(Type.String()),
    }),
  ),
});
export type PlainMessage = Static<typeof PlainMessage>;

/** `GET /runs/:run/nodes/:node/messages`: empty where the bodies are no conversation ao reads. */
export const NodeMessages = Type.Object({
  input: Type.Array(PlainMessage),
  output: Type.Array(PlainMessage),
  /** The plain text of the output, which an edit's `text` takes the place of; null where there is none. */
  output_text: Type.Optional(nullable(Type.String())),
});
export type NodeMessages = Static<typeof NodeMessages>;

/** `POST /runs/:run/replay`: what a runner needs to run a run again, in files on this machine. */
export const ReplayExport = Type.Object({
  /** Replay file (replay-file.ts). */
  file: Type.String(),
  /** Clock readings for `manifest.readings_file`; null where there are none. */
  readings_file: nullable(Type.String()),
  entries: Type.Integer(),
  session: Session,
  run: Run,
  /** The seed the program's random numbers came from; null for a run that had none. */
  seed: nullable(Type.String()),
  /** Names of the environment variables of the recorded program. */
  environment_names: Type.Array(Type.String()),
  /** The calls that an edit in the file is for. */
  edited_calls: Type.Array(NodeReference),
  /** Nothing may be sent, whatever becomes of the file. */
  offline: Type.Boolean(),
  replay: ReplayInfo,
});
export type ReplayExport = Static<typeof ReplayExport>;

/** `POST /runs/:run/rerun`: start it again in the background, or say what would happen. */
export const RerunRequest = Type.Composite(
  [
    ReplayOptions,
    Type.Object({
      dry: Type.Optional(Type.Boolean()),
      /** Seconds after which the program is stopped. */
      timeout: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: MOST_SECONDS })),
    }),
  ],
  { additionalProperties: false },
);
export type RerunRequest = Static<typeof RerunRequest>;

/** A node of a run of a program, or of a subrun in it: its path; null in the program's run itself. */
const PreviewNode = Type.Object({ run_id: Id, subrun: nullable(Type.String()), node_id: NodeId });
export type PreviewNode = Static<typeof PreviewNode>;

/** One recorded call in the preview of a re-run. */
export const PreviewCall = Type.Object({
  ...PreviewNode.properties,
  label: Type.String(),
  model: nullable(Type.String()),
  /**
   * `edited-output`: the edit is its answer. `edited-input`: sent with the edit. `direct`: an edit's
   * text stands in its input. `dependent`: through other calls. `uncached`: has no answer to serve,
   * or the cache is switched off.
   */
  effect: Type.Union([
    Type.Literal("edited-output"),
    Type.Literal("edited-input"),
    Type.Literal("direct"),
    Type.Literal("dependent"),
    Type.Literal("uncached"),
  ]),
  /** The nodes through which an edit reaches it. */
  through: Type.Array(PreviewNode),
  /** As last seen. */
  tokens: nullable(Tokens),
  cost_usd: nullable(Type.Number()),
  duration_ms: nullable(Type.Number()),
});
export type PreviewCall = Static<typeof PreviewCall>;

/** What a re-run would do to the calls of the program, also in its subruns, as far as the graph tells. */
export const RerunPreview = Type.Object({
  run_id: Id,
  calls: Type.Array(PreviewCall),
  /** Calls that are answered from the cache. */
  cached: Type.Integer(),
  /** Calls whose answer is edited, and calls that would have to go out and are not sent: offline. */
  edited: Type.Integer(),
  refused: Type.Integer(),
  /** Sums over the calls that would go out. */
  live: Type.Object({
    calls: Type.Integer(),
    tokens: Tokens,
    cost_usd: nullable(Type.Number()),
    duration_ms: Type.Number(),
  }),
  /** What a start over HTTP meets; one from a shell has that shell's environment. */
  background: Type.Object({
    /** Why it cannot be started; null where it can. */
    problem: nullable(Type.String()),
    /** `server`: its own, because that of the recorded program is not known any more. */
    environment: Type.Union([Type.Literal("recorded"), Type.Literal("server")]),
  }),
});
export type RerunPreview = Static<typeof RerunPreview>;

/** The answer to a re-run that was started: the new run. */
export const RerunStarted = Type.Object({ session_id: Id, run_id: Id });
export type RerunStarted = Static<typeof RerunStarted>;

/** `GET /runs/:run/environment`: what the program could see; never the values. */
export const RunEnvironment = Type.Object({ run_id: Id, names: Type.Array(Type.String()) });
export type RunEnvironment = Static<typeof RunEnvironment>;

/** `GET /runs/:run/settled`: whether the run is over and its graph complete. */
export const SettledState = Type.Object({ run: Run, settled: Type.Boolean() });
export type SettledState = Static<typeof SettledState>;

/** `POST /runs/:run/stop`. */
export const StopRequest = Type.Object(
  {
    /** Seconds that the program has to end by itself before it is killed. */
    timeout: Type.Optional(Type.Number({ minimum: 0, maximum: 3600 })),
  },
  { additionalProperties: false },
);
export type StopRequest = Static<typeof StopRequest>;

/** `DELETE /runs/:run/cache`. */
export const CacheErasure = Type.Object({
  run_id: Id,
  /** Runs under way that were given its answers before; they keep them to their end. */
  in_use_by: Type.Array(Id),
});
export type CacheErasure = Static<typeof CacheErasure>;

/** `DELETE /sessions/:id/cache`. */
export const SessionCacheErasure = Type.Object({
  session_id: Id,
  /** Runs under way that were given answers before; they keep them to their end. */
  in_use_by: Type.Array(Id),
});
export type SessionCacheErasure = Static<typeof SessionCacheErasure>;

/** The body of `PATCH /sessions/:id`. */
export const SessionPatch = Type.Object({ name: Name }, { additionalProperties: false });
export type SessionPatch = Static<typeof SessionPatch>;

/** `GET /search`. */
export const SearchQuery = Type.Object({
  /** Words and "phrases", all of which must stand in one text; `word*` where words start with it. */
  q: Type.String({ minLength: 1, maxLength: 2000 }),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});
export type SearchQuery = Static<typeof SearchQuery>;

/** Something that was said or written and fits a search. */
export const SearchHit = Type.Object({
  session_id: Id,
  session_name: Name,
  /** Null for the name of a session. */
  run_id: nullable(Id),
  /** Null for what a person wrote about a session or a run. The first call of its session with this text. */
  node_id: nullable(NodeId),
  field: Type.Union([
    Type.Literal("name"),
    Type.Literal("label"),
    Type.Literal("note"),
    Type.Literal("input"),
    Type.Literal("output"),
  ]),
  /** Where in the body it stands. */
  path: nullable(Type.String()),
  /** True where it stands in an edit, not in what was recorded. */
  edited: Type.Boolean(),
  /** What stands around it, on one line. */
  snippet: Type.String(),
  /** Start and end of each match within the snippet. */
  spans: Type.Array(Type.Tuple([Type.Integer(), Type.Integer()])),
});
export type SearchHit = Static<typeof SearchHit>;

/** What was written by people first, edits among it, then what was said; each newest first. */
export const SearchResult = Type.Object({
  hits: Type.Array(SearchHit),
  /** False where the time did not suffice to look everywhere. */
  complete: Type.Boolean(),
});
export type SearchResult = Static<typeof SearchResult>;

/** A session as lists show it, with what its runs add up to. */
export const SessionOverview = Type.Object({
  session: Session,
  /** The newest run of the whole program that is no control run; null where nothing has run yet. */
  newest: nullable(Run),
  /** Runs of the whole program. */
  runs: Type.Integer(),
  /** Of all runs and subruns. */
  nodes: Type.Integer(),
  tokens: Tokens,
  cost_usd: nullable(Type.Number()),
});
export type SessionOverview = Static<typeof SessionOverview>;

/** `GET /overview`: newest first. */
export const SessionOverviewList = Type.Object({
  sessions: Type.Array(SessionOverview),
  next_cursor: nullable(Type.String()),
});
export type SessionOverviewList = Static<typeof SessionOverviewList>;

export const LogName = Type.Union([
  Type.Literal("server"),
  Type.Literal("rewrite"),
  Type.Literal("git"),
]);
export type LogName = Static<typeof LogName>;

/** `GET /logs/:name`. */
export const LogQuery = Type.Object(
  {
    /** How many of the last lines. */
    lines: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000 })),
    /** The `position` of an earlier answer: only what came after it. */
    after: Type.Optional(Type.String({ pattern: "^[0-9]{1,20}-[0-9]{1,15}$" })),
  },
  { additionalProperties: false },
);
export type LogQuery = Static<typeof LogQuery>;

export const LogTail = Type.Object({
  name: LogName,
  /** Its path on the server's machine. */
  file: Type.String(),
  /** Whole lines, oldest first, without their line feeds. */
  lines: Type.Array(Type.String()),
  /** Where the answer ended; null where nothing is logged yet. */
  position: nullable(Type.String()),
  /** The lines go on where `after` stood. Else they are the last of the log: it was rotated or emptied, or much came. */
  continued: Type.Boolean(),
});
export type LogTail = Static<typeof LogTail>;

/** `GET /storage`: what ao keeps on the disk. */
export const Storage = Type.Object({
  home: Type.String(),
  total_bytes: Type.Integer(),
  parts: Type.Array(
    Type.Object({
      name: Type.Union([
        Type.Literal("database"),
        Type.Literal("spool"),
        Type.Literal("logs"),
        Type.Literal("rewritten"),
        Type.Literal("git"),
        Type.Literal("runtime"),
      ]),
      path: Type.String(),
      files: Type.Integer(),
      bytes: Type.Integer(),
    }),
  ),
});
export type Storage = Static<typeof Storage>;
