// The file of recorded answers that a runner serves from (`ao record --session`). JSON lines, written
// by the server and read by worker/; small fields first so that an index is quick to build.
import { type Static, Type } from "@sinclair/typebox";
import { nullable } from "#src/protocol/nullable.ts";

/** One answer: the `occurrence`th (from 0) of the identical requests with this hash. */
export const CacheEntry = Type.Object({
  input_hash: Type.String(),
  occurrence: Type.Integer(),
  node_id: Type.String(),
  run_id: Type.String(),
  status: Type.Integer(),
  content_type: nullable(Type.String()),
  /** The body as it arrived, decoded from any content encoding; base64 where it is not UTF-8. */
  parts: Type.Array(
    Type.Object({
      encoding: Type.Union([Type.Literal("utf8"), Type.Literal("base64")]),
      content: Type.String(),
    }),
  ),
});
export type CacheEntry = Static<typeof CacheEntry>;
