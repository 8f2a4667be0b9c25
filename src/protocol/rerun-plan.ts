// What the server leaves for the process that runs a run again in the background, in a file of its own.
import { type Static, Type } from "@sinclair/typebox";
import { ReplayExport } from "#src/protocol/http-api.ts";
import { Id } from "#src/protocol/ids.ts";
import { nullable } from "#src/protocol/nullable.ts";
import { ReplayOptions } from "#src/protocol/replay.ts";

export const RerunPlan = Type.Object({
  /** Of the new run. */
  run_id: Id,
  /** The installation that it belongs to, whatever the program's environment says. */
  home: Type.String(),
  options: ReplayOptions,
  /** Seconds after which the program is stopped. */
  timeout: nullable(Type.Number()),
  exported: ReplayExport,
});
export type RerunPlan = Static<typeof RerunPlan>;
