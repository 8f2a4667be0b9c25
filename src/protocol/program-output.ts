// What a recorded program wrote to its standard streams. The shape of `ao output --json` and
// `GET /runs/:run/output`.
import { type Static, Type } from "@sinclair/typebox";
import { Id } from "#src/protocol/ids.ts";

export const RunOutput = Type.Object({
  run_id: Id,
  /** The program wrote more than is kept. */
  truncated: Type.Boolean(),
  parts: Type.Array(
    Type.Object({
      stream: Type.Union([Type.Literal("stdout"), Type.Literal("stderr")]),
      /** Which of the program's processes wrote it; `0` is the program itself. */
      process: Type.String(),
      at: Type.String(),
      text: Type.String(),
    }),
  ),
});
export type RunOutput = Static<typeof RunOutput>;

/** All that was written to one stream. */
export function textOf(output: RunOutput, stream: "stdout" | "stderr"): string {
  return output.parts
    .filter((part) => part.stream === stream)
    .map(({ text }) => text)
    .join("");
}
