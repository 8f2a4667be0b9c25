// The file of `ao test`: a run that was frozen, to be committed beside the program. JSON lines, made so
// that the same run gives the same bytes and a change of one call changes few lines. First line:
// TestHead. Each other line: one of the rest, told apart by its first field.
import { type Static, Type } from "@sinclair/typebox";
import { NodeKind } from "#src/protocol/graph.ts";
import { nullable } from "#src/protocol/nullable.ts";
import { MatchRule } from "#src/protocol/replay.ts";
import { ReplayAnswer, ReplayEntry, ToolResultEdit } from "#src/protocol/replay-file.ts";

const Text = Type.String();

export const TestHead = Type.Object({
  ao_test: Type.Literal(1),
  /** Paths relative to the file, with `/`; secrets in arguments as `{env:NAME}`. */
  command: Type.Object({ script: Text, args: Type.Array(Text), cwd: Text }),
  /** As a shell shows it: 128 and the signal's number where a signal ended it. */
  exit_code: Type.Integer(),
  /** What its random numbers came from, and what it was given as AO_SEED. */
  seed: nullable(Text),
  seed_variable: nullable(Text),
  match: MatchRule,
  /** Names of variables with a key that the program insists on: a stand-in is set in their place. */
  keys: Type.Array(Text),
  /** The user's own kinds of call when it was recorded. */
  calls: Type.Array(Type.Object({ pattern: Text, kind: NodeKind, label: Text })),
  tool_results: Type.Array(ToolResultEdit),
});
export type TestHead = Static<typeof TestHead>;

/** What a process of the program read from its clocks, compressed, as base64. */
export const TestReadings = Type.Object({ readings: Text, process: Text });
export type TestReadings = Static<typeof TestReadings>;

/** A long text that requests have; they name it: `{ "$text": "…" }`. */
export const TestText = Type.Object({ text: Text, value: Text });
export type TestText = Static<typeof TestText>;

/**
 * An entry without what follows from the request: a later ao may tell calls apart otherwise; and
 * without its line, which is one of this machine.
 */
const EntryInFile = Type.Composite([
  Type.Omit(ReplayEntry, ["key", "hash", "at"]),
  Type.Partial(Type.Pick(ReplayEntry, ["key", "hash"])),
]);

export const TestCall = Type.Object({
  /** Its label in the graph, for people. */
  call: Text,
  /** Of its URL; there where key and hash are not. */
  path: Type.Optional(Text),
  entry: EntryInFile,
  /** What the program asked. */
  request: Type.Unknown(),
  answer: nullable(ReplayAnswer),
  /** Forms of the answer that are left out, because they can be made of the one that is there. */
  more_forms: Type.Array(Text),
});
export type TestCall = Static<typeof TestCall>;

/** A call of a file that has been read. */
export type FrozenCall = Omit<TestCall, "entry"> & { readonly entry: ReplayEntry };

/** A file, with the texts put back where they belong. */
export interface FrozenRun {
  readonly head: TestHead;
  readonly readings: readonly TestReadings[];
  readonly calls: readonly FrozenCall[];
}
