// `/` and its parts: the page that shows sessions and runs, and what it asks beside the API.
import { Elysia } from "elysia";
import { NodeMessages } from "#src/protocol/http-api.ts";
import { plainMessages } from "#src/providers/plain-messages.ts";
import type { RunService } from "#src/runs/run-service.ts";
import { applicationPage, applicationPart } from "#src/server/pages/page-response.ts";
import { describeRoute } from "#src/server/routes/describe-route.ts";
import { nodeParams } from "#src/server/routes/run-reference.ts";

const hidden = { detail: { hide: true } };

export function pageRoutes(runs: RunService) {
  return new Elysia()
    .get("/", () => applicationPage(runs.currentSeq()), hidden)
    .get("/app.js", ({ query }) => applicationPart("script", query["version"]), hidden)
    .get("/app.css", ({ query }) => applicationPart("style", query["version"]), hidden)
    .get(
      "/runs/:run/nodes/:node/messages",
      async ({ params }) => {
        const { run_id } = await runs.findRun(params.run);
        return plainMessages(await runs.node(run_id, params.node));
      },
      {
        params: nodeParams,
        detail: describeRoute({
          tag: "Runs",
          summary: "A node's messages in plain words, whatever the provider",
          answer: NodeMessages,
        }),
      },
    );
}
