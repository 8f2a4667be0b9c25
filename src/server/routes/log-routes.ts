// `/logs/:name`: the server's own logs, for the page. Secrets are not in them.
import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { Elysia } from "elysia";
import { LogName, LogQuery, LogTail } from "#src/protocol/http-api.ts";
import { readLogTail } from "#src/server/log-tail.ts";
import { describeRoute } from "#src/server/routes/describe-route.ts";
import type { ServerContext } from "#src/server/server-context.ts";

const DEFAULT_LINES = 500;
const params = Type.Object({ name: LogName });

export function logRoutes({ directories }: Pick<ServerContext, "directories">) {
  const { serverLog, rewriteLog, gitLog } = directories;
  // A name is looked up, never a part of a path.
  const files = { server: serverLog, rewrite: rewriteLog, git: gitLog } as const;
  return new Elysia().get(
    "/logs/:name",
    async ({ params, query }) => {
      const { name } = params;
      const { lines = DEFAULT_LINES, after } = query;
      return { name, file: files[name], ...(await readLogTail(files[name], { lines, after })) };
    },
    {
      params,
      // A query holds text only; Elysia converts for its own types, not for plain TypeBox ones.
      transform: ({ query }) => void Object.assign(query, Value.Convert(LogQuery, { ...query })),
      query: LogQuery,
      detail: describeRoute({
        tag: "Server",
        summary: "The last lines of a log, or those after a position",
        answer: LogTail,
      }),
    },
  );
}
