// `/runs/:run/edits` and `/runs/:run/nodes/:node/edit`: what people put in place of recorded bodies.
import { Elysia } from "elysia";
import { EditAnswer, EditList, EditRequest } from "#src/protocol/edit.ts";
import type { RunService } from "#src/runs/run-service.ts";
import { describeRoute } from "#src/server/routes/describe-route.ts";
import { nodeParams, runIds, runParams } from "#src/server/routes/run-reference.ts";

const tag = "Edits";

/** `:run` is an id or a unique prefix of one. */
export function editRoutes(runs: RunService) {
  const runId = runIds(runs);

  return new Elysia()
    .get(
      "/runs/:run/edits",
      async ({ params }) => ({ edits: await runs.listEdits(await runId(params.run)) }),
      {
        params: runParams,
        detail: describeRoute({
          tag,
          summary: "The edits in force for re-runs, those of its subruns too",
          answer: EditList,
        }),
      },
    )
    .put(
      "/runs/:run/nodes/:node/edit",
      async ({ params, body }) => runs.editNode(await runId(params.run), params.node, body),
      {
        params: nodeParams,
        body: EditRequest,
        detail: describeRoute({ tag, summary: "Edit an input or output", answer: EditAnswer }),
      },
    )
    .delete(
      "/runs/:run/nodes/:node/edit",
      async ({ params }) => runs.revertNode(await runId(params.run), params.node),
      {
        params: nodeParams,
        detail: describeRoute({ tag, summary: "Take an edit back", answer: EditAnswer }),
      },
    );
}
