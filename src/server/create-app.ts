// The server's routes and sockets as one Elysia app: no port, no globals. Every request passes the
// guard before it is routed, every answer carries the security headers.
// Elysia reads the source text of handlers to see what they use, and misreads some minified ones; so
// every handler takes its context apart in the parameter list (test/server/minified.test.ts watches).
import { type AnyElysia, Elysia } from "elysia";
import { AoError } from "#src/errors.ts";
import { guard } from "#src/server/guard.ts";
import { loginPage } from "#src/server/pages/page-response.ts";
import { readJsonBody } from "#src/server/request-body.ts";
import { errorResponse, SECURITY_HEADERS, toRequestError } from "#src/server/respond.ts";
import { comparisonRoutes } from "#src/server/routes/comparison-routes.ts";
import { docsRoutes } from "#src/server/routes/docs-routes.ts";
import { editRoutes } from "#src/server/routes/edit-routes.ts";
import { logRoutes } from "#src/server/routes/log-routes.ts";
import { loginRoutes } from "#src/server/routes/login-routes.ts";
import { pageRoutes } from "#src/server/routes/page-routes.ts";
import { rerunRoutes } from "#src/server/routes/rerun-routes.ts";
import { runRoutes } from "#src/server/routes/run-routes.ts";
import { searchRoutes } from "#src/server/routes/search-routes.ts";
import { serverRoutes } from "#src/server/routes/server-routes.ts";
import { overviewRoutes, sessionRoutes } from "#src/server/routes/session-routes.ts";
import { socketRoutes } from "#src/server/routes/socket-routes.ts";
import type { ServerContext } from "#src/server/server-context.ts";

/**
 * The app over `context`. One app serves one listener (Elysia ties sockets to it); several may share
 * a context.
 */
export function createApp(context: ServerContext): AnyElysia {
  const routes = allRoutes(context).use(docsRoutes(() => app));
  const app: AnyElysia = new Elysia({
    // Bun's own router would answer before the guard is asked.
    systemRouter: false,
    // A field nobody knows is a mistake to tell, not one to drop silently.
    normalize: false,
  })
    .onRequest(({ request, set }) => {
      Object.assign(set.headers, SECURITY_HEADERS);
      context.lifecycle.touch();
      guard(request, context.access);
      if (context.lifecycle.state === "running") return;
      throw new AoError("server_unavailable", "Cannot answer: the server is stopping");
    })
    .onParse(({ request }) => readJsonBody(request))
    .onError(({ error, request }) => answerError(error, request, context))
    .use(routes)
    .group("/api", (group) => group.use(routes));
  return app;
}

function allRoutes(context: ServerContext) {
  return new Elysia()
    .use(serverRoutes(context))
    .use(logRoutes(context))
    .use(
      new Elysia()
        // A run whose processes have just been killed is to be found all the same.
        .onBeforeHandle(() => context.collector.refresh())
        .use(sessionRoutes(context.runs))
        .use(overviewRoutes(context.runs))
        .use(runRoutes(context.runs))
        .use(rerunRoutes(context))
        .use(editRoutes(context.runs))
        .use(searchRoutes(context.runs))
        .use(comparisonRoutes(context.runs)),
    )
    .use(loginRoutes(context.access))
    .use(pageRoutes(context.runs))
    .use(socketRoutes(context));
}

function answerError(thrown: unknown, request: Request, context: ServerContext): Response {
  const error = toRequestError(thrown, request);
  if (error.code === "internal") {
    const cause = error.cause instanceof Error ? (error.cause.stack ?? error.message) : undefined;
    context.log.error("request failed", { path: new URL(request.url).pathname, error: cause });
  }
  const wantsPage =
    request.method === "GET" && request.headers.get("accept")?.includes("text/html");
  if (error.code === "unauthorized" && wantsPage) return loginPage(401);
  return errorResponse(error);
}
