// What runs a run again, and what stops one.
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import {
  CacheErasure,
  ReplayExport,
  RerunPreview,
  RerunRequest,
  RerunStarted,
  SettledState,
  StopRequest,
} from "#src/protocol/http-api.ts";
import { ReplayOptions } from "#src/protocol/replay.ts";
import { Run } from "#src/protocol/session.ts";
import { describeRoute } from "#src/server/routes/describe-route.ts";
import { runIds, runParams, settleSoon } from "#src/server/routes/run-reference.ts";
import type { ServerContext } from "#src/server/server-context.ts";

const tag = "Runs";
const params = runParams;
const DEFAULT_GRACE_SECONDS = 5;

type Services = Pick<ServerContext, "runs" | "reruns">;

/** `:run` is an id or a unique prefix of one. */
export function rerunRoutes(context: Services) {
  return new Elysia().use(startingRoutes(context)).use(endingRoutes(context));
}

function startingRoutes({ runs, reruns }: Services) {
  const runId = runIds(runs);

  return new Elysia()
    .post(
      "/runs/:run/replay",
      async ({ params, body }) => runs.exportReplay(await runId(params.run), body ?? {}),
      {
        params,
        body: Type.Optional(ReplayOptions),
        detail: describeRoute({
          tag,
          summary: "Write what a re-run is answered from to a file for its runner",
          answer: ReplayExport,
        }),
      },
    )
    .post(
      "/runs/:run/rerun",
      async ({ params, body, status }) => {
        const { dry, timeout, ...options } = body ?? {};
        const id = await runId(params.run);
        if (dry === true) return runs.previewRerun(id, options);
        return status(202, await reruns.start(id, options, timeout ?? null));
      },
      {
        params,
        body: Type.Optional(RerunRequest),
        detail: describeRoute({
          tag,
          summary: "Run the program again in the background, or say what that would do (`dry`)",
          answer: Type.Union([RerunStarted, RerunPreview]),
          status: 202,
        }),
      },
    );
}

function endingRoutes({ runs }: Services) {
  const runId = runIds(runs);

  return new Elysia()
    .get(
      "/runs/:run/settled",
      async ({ params }) => {
        const run = await runs.findRun(params.run);
        if (run.status === "running") return { run, settled: false };
        const settled = await settleSoon(runs, run.run_id);
        return { run: await runs.findRun(run.run_id), settled };
      },
      {
        params,
        detail: describeRoute({
          tag,
          summary:
            "Whether the run is over and its graph complete; waits some seconds for the graph",
          answer: SettledState,
        }),
      },
    )
    .post(
      "/runs/:run/stop",
      async ({ params, body }) => {
        const graceMs = (body?.timeout ?? DEFAULT_GRACE_SECONDS) * 1000;
        return runs.stopRun(await runId(params.run), graceMs);
      },
      {
        params,
        body: Type.Optional(StopRequest),
        detail: describeRoute({ tag, summary: "Stop a running program", answer: Run }),
      },
    )
    .delete("/runs/:run/cache", async ({ params }) => runs.eraseCache(await runId(params.run)), {
      params,
      detail: describeRoute({
        tag,
        summary: "Never serve its answers again",
        answer: CacheErasure,
      }),
    });
}
