// `/runs…` and `/attachments…`: one run, its graph, its nodes and their files.
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { Graph } from "#src/protocol/graph.ts";
import { NodeDetail, RunOutline } from "#src/protocol/http-api.ts";
import { RunLog } from "#src/protocol/program-log.ts";
import { Run, RunPatch } from "#src/protocol/session.ts";
import type { RunService } from "#src/runs/run-service.ts";
import { attachmentResponse } from "#src/server/attachment-response.ts";
import { describeRoute } from "#src/server/routes/describe-route.ts";
import { nodeParams, runIds, runParams, settleSoon } from "#src/server/routes/run-reference.ts";
import { streamText } from "#src/server/stream-text.ts";

const tag = "Runs";
const attachmentParams = Type.Object({ sha256: Type.String({ pattern: "^[0-9a-f]{64}$" }) });

/** The read side of runs; `:run` is an id or a unique prefix of one. */
export function runRoutes(runs: RunService) {
  const runId = runIds(runs);
  const graphId = (reference: string): Promise<string> => settledRun(runs, reference);

  return new Elysia()
    .get("/runs/:run", ({ params }) => runs.findRun(params.run), {
      params: runParams,
      detail: describeRoute({ tag, summary: "A run", answer: Run }),
    })
    .patch("/runs/:run", async ({ params, body }) => runs.patchRun(await runId(params.run), body), {
      params: runParams,
      body: RunPatch,
      detail: describeRoute({ tag, summary: "Set label, note, result or colour", answer: Run }),
    })
    .delete(
      "/runs/:run",
      async ({ params, set }) => {
        await runs.deleteRun(await runId(params.run));
        set.status = 204;
      },
      {
        params: runParams,
        detail: describeRoute({ tag, summary: "Delete a run with its subruns", status: 204 }),
      },
    )
    .get("/runs/:run/nodes", async ({ params }) => runs.outline(await graphId(params.run)), {
      params: runParams,
      detail: describeRoute({ tag, summary: "The graph without bodies", answer: RunOutline }),
    })
    .get(
      "/runs/:run/graph",
      async ({ params }) =>
        streamText(runs.graphJson(await graphId(params.run)), "application/json;charset=utf-8"),
      {
        params: runParams,
        detail: describeRoute({ tag, summary: "The graph with all bodies", answer: Graph }),
      },
    )
    .get(
      "/runs/:run/nodes/:node",
      async ({ params }) => runs.node(await graphId(params.run), params.node),
      {
        params: nodeParams,
        detail: describeRoute({ tag, summary: "A node with its bodies", answer: NodeDetail }),
      },
    )
    .get("/runs/:run/log", async ({ params }) => runs.log(await runId(params.run)), {
      params: runParams,
      detail: describeRoute({ tag, summary: "What the program said of the run", answer: RunLog }),
    })
    .get(
      "/attachments/:sha256",
      async ({ params }) => attachmentResponse(params.sha256, await runs.attachment(params.sha256)),
      {
        params: attachmentParams,
        detail: describeRoute({ tag, summary: "An image or file of a body" }),
      },
    );
}

/** The id of a run whose graph is complete, if it can be. */
async function settledRun(runs: RunService, reference: string): Promise<string> {
  const { run_id: id, status } = await runs.findRun(reference);
  if (status !== "running") await settleSoon(runs, id);
  return id;
}
