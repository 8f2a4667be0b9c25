// The file that a runner answers calls from: written by the server before a program starts, so that the
// program needs no server. First line: ReplayHead. Each other line: a ReplayEntry and, between tabs, its
// answer: an AnswerHead, and for each form its name and its ReplayBody. So an index is quick to build, and
// of an answer only the form that is served is ever parsed.
import { type Static, Type } from "@sinclair/typebox";
import { nullable } from "#src/protocol/nullable.ts";
import { EditSide, MatchRule } from "#src/protocol/replay.ts";
import { NodeReference } from "#src/protocol/runner-event.ts";

const Text = Type.String();
const Encoding = Type.Union([Type.Literal("utf8"), Type.Literal("base64")]);

/** Replaces the result of a tool of the program's own, wherever a request carries it. */
export const ToolResultEdit = Type.Object({
  /** The call it answers, as the recorded run named it; null where the provider has no ids. */
  call_id: nullable(Text),
  name: nullable(Text),
  /** The result as recorded, and what stands in its place. */
  from: Type.Unknown(),
  to: Type.Unknown(),
  /**
   * Other calls of the tool in the recorded run that had the same result: their ids, and how many of
   * them came before. Where the call has another id now, they tell which one it is. Absent: none had.
   */
  twins: Type.Optional(Type.Object({ call_ids: Type.Array(Text), before: Type.Integer() })),
  /** The inferred tool node that was edited. */
  node: NodeReference,
});
export type ToolResultEdit = Static<typeof ToolResultEdit>;

export const ReplayHead = Type.Object({
  format: Type.Literal(1),
  match: MatchRule,
  /** False where nothing but edits was to be served. */
  cache: Type.Optional(Type.Literal(false)),
  /** Calls that are not in the file are refused, not sent. */
  offline: Type.Boolean(),
  /** Answers come with the recorded timing. */
  pace: Type.Boolean(),
  tool_results: Type.Array(ToolResultEdit),
});
export type ReplayHead = Static<typeof ReplayHead>;

/** Where in the program an entry was asked, so that its edit is found when it is asked something else. */
export const AskedAt = Type.Object({
  /** The line of the program, `file:line:column`; null where it is not known. */
  line: nullable(Text),
  /** The how many-th call of its operation on that line, in its place. */
  nth: Type.Integer({ minimum: 1 }),
});
export type AskedAt = Static<typeof AskedAt>;

export const ReplayEntry = Type.Object({
  /** `requestKey()` under the file's rule of what the program asked. */
  key: Text,
  /** The same under the exact rule: preferred among entries with one key. */
  hash: Text,
  operation: Text,
  /** Where in the program it was asked: one of its processes, one of its subruns (path; "" is the run itself). */
  process: Text,
  subrun: Text,
  /** Of entries of the run that is run again, where calls of it are edited and it can tell which is which. */
  at: Type.Optional(AskedAt),
  node: NodeReference,
  /** Ids of the provider's state that its request continues, and those that its answer brought. */
  continues: Type.Array(Text),
  brings: Type.Array(Text),
  edited: nullable(EditSide),
  /** With an edited input: the body to send in place of the program's. Its answer, if known, is an entry of its own. */
  send: Type.Optional(Text),
  /** False where the line has no answer (an edited input). */
  answered: Type.Boolean(),
  /**
   * What was sent, where an answer to the very same can be told by the name of the node alone: the URL as
   * recorded, and SHA-256 (hex) of the body.
   */
  same: Type.Optional(Type.Object({ url: Text, body: Text })),
});
export type ReplayEntry = Static<typeof ReplayEntry>;

/** A body in its parts, as they arrive. */
export const ReplayBody = Type.Object({
  content_type: nullable(Text),
  parts: Type.Array(
    Type.Object({
      encoding: Encoding,
      content: Text,
      /** Milliseconds after the call started; absent where it was not measured. */
      at: Type.Optional(Type.Number()),
    }),
  ),
});
export type ReplayBody = Static<typeof ReplayBody>;

export const AnswerHead = Type.Object({
  status: Type.Integer(),
  duration_ms: nullable(Type.Number()),
});
export type AnswerHead = Static<typeof AnswerHead>;

export const ReplayAnswer = Type.Object({
  ...AnswerHead.properties,
  /** By what a request can ask for (`Recognizer.form`): `plain`, `stream`, … */
  forms: Type.Record(Text, ReplayBody),
});
export type ReplayAnswer = Static<typeof ReplayAnswer>;
