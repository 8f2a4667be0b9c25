// What an exported HTML file holds of a session: the answers that the page would ask a server for. The
// shape of the JSON in the file.
import { type Static, Type } from "@sinclair/typebox";
import { RunDiff } from "#src/protocol/diff.ts";
import { EditList } from "#src/protocol/edit.ts";
import { NodeDetail, NodeMessages, RunOutline, SessionOverview } from "#src/protocol/http-api.ts";
import { Id } from "#src/protocol/ids.ts";
import { RunLog } from "#src/protocol/program-log.ts";
import { RunOutput } from "#src/protocol/program-output.ts";
import { Run } from "#src/protocol/session.ts";

/** The element of the page that has it. */
export const EXPORTED_ELEMENT = "ao-exported";

/** A run with all that is known of it. */
export const ExportedRun = Type.Object({
  outline: RunOutline,
  nodes: Type.Array(Type.Object({ detail: NodeDetail, messages: NodeMessages })),
  edits: EditList,
  output: RunOutput,
  log: RunLog,
});
export type ExportedRun = Static<typeof ExportedRun>;

export const ExportedSession = Type.Object({
  format: Type.Literal(1),
  ao_version: Type.String(),
  exported_at: Type.String(),
  overview: SessionOverview,
  /** What the file is about. */
  run_id: Id,
  /** Of the session, oldest first, as far as they are in the file. */
  runs: Type.Array(Run),
  details: Type.Array(ExportedRun),
  diffs: Type.Array(RunDiff),
  /** Images and files of bodies: `data:` addresses by SHA-256. */
  attachments: Type.Record(Type.String(), Type.String()),
});
export type ExportedSession = Static<typeof ExportedSession>;
