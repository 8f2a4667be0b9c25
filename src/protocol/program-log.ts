// What a program said of its run with `log(entry, { success })`, as the HTTP API and `ao log` show it.
import { type Static, Type } from "@sinclair/typebox";
import { Id } from "#src/protocol/ids.ts";
import { nullable } from "#src/protocol/nullable.ts";

/** `GET /runs/:run/log`: what was written in the run and in its subruns, in order of time. */
export const RunLog = Type.Object({
  run_id: Id,
  entries: Type.Array(
    Type.Object({
      at: Type.String(),
      /** The run or subrun that it was written in, and the subrun's path; null for the run asked for. */
      run_id: Id,
      subrun: nullable(Type.String()),
      entry: Type.Unknown(),
      success: nullable(Type.Boolean()),
    }),
  ),
});
export type RunLog = Static<typeof RunLog>;
