// What a run wrote and what was around it, and two runs compared.
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { RunDiff } from "#src/protocol/diff.ts";
import { RunEnvironment } from "#src/protocol/http-api.ts";
import { RunOutput } from "#src/protocol/program-output.ts";
import type { RunService } from "#src/runs/run-service.ts";
import { describeRoute } from "#src/server/routes/describe-route.ts";
import { RunReference, runIds, runParams } from "#src/server/routes/run-reference.ts";

const tag = "Runs";
const diffParams = Type.Object({ run: RunReference, other: RunReference });
const diffQuery = Type.Object({ control: Type.Optional(RunReference) });

/** Runs are named by ids or unique prefixes of them; those of a diff may be of different sessions. */
export function comparisonRoutes(runs: RunService) {
  const runId = runIds(runs);

  return new Elysia()
    .get("/runs/:run/output", async ({ params }) => runs.output(await runId(params.run)), {
      params: runParams,
      detail: describeRoute({ tag, summary: "What the program wrote", answer: RunOutput }),
    })
    .get(
      "/runs/:run/environment",
      async ({ params }) => runs.environment(await runId(params.run)),
      {
        params: runParams,
        detail: describeRoute({
          tag,
          summary: "Names of the program's environment variables",
          answer: RunEnvironment,
        }),
      },
    )
    .get(
      "/runs/:run/diff/:other",
      async ({ params, query }) =>
        runs.diff(
          await runId(params.run),
          await runId(params.other),
          query.control === undefined ? null : await runId(query.control),
        ),
      {
        params: diffParams,
        query: diffQuery,
        detail: describeRoute({ tag, summary: "Two runs, call by call", answer: RunDiff }),
      },
    );
}
