// `/sessions…`: what was recorded, by session.
import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { Elysia } from "elysia";
import {
  RunList,
  SessionCacheErasure,
  SessionCreate,
  SessionList,
  SessionOverviewList,
  SessionPatch,
  SessionQuery,
  SessionStats,
} from "#src/protocol/http-api.ts";
import { Session } from "#src/protocol/session.ts";
import type { RunService } from "#src/runs/run-service.ts";
import { overviewOf } from "#src/runs/session-overview.ts";
import { describeRoute } from "#src/server/routes/describe-route.ts";

const tag = "Sessions";
/** An id, a unique prefix of one, a name, or `last`. */
const params = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) });

/** The read side of sessions; `:id` is whatever {@link RunService.findSession} takes. */
export function sessionRoutes(runs: RunService) {
  const sessionId = async (reference: string): Promise<string> =>
    (await runs.findSession(reference)).session_id;

  return new Elysia()
    .post("/sessions", async ({ body, status }) => status(201, await runs.createSession(body)), {
      body: SessionCreate,
      detail: describeRoute({ tag, summary: "Create a session", answer: Session, status: 201 }),
    })
    .get("/sessions", ({ query }) => runs.listSessions(query), {
      // A query holds text only; Elysia converts for its own types, not for plain TypeBox ones.
      transform: ({ query }) =>
        void Object.assign(query, Value.Convert(SessionQuery, { ...query })),
      query: SessionQuery,
      detail: describeRoute({ tag, summary: "List sessions, newest first", answer: SessionList }),
    })
    .get("/sessions/:id", ({ params }) => runs.findSession(params.id), {
      params,
      detail: describeRoute({ tag, summary: "A session", answer: Session }),
    })
    .patch(
      "/sessions/:id",
      async ({ params, body }) => runs.renameSession(await sessionId(params.id), body.name),
      {
        params,
        body: SessionPatch,
        detail: describeRoute({ tag, summary: "Rename a session", answer: Session }),
      },
    )
    .delete(
      "/sessions/:id",
      async ({ params, set }) => {
        await runs.deleteSession(await sessionId(params.id));
        set.status = 204;
      },
      { params, detail: describeRoute({ tag, summary: "Delete a session", status: 204 }) },
    )
    .delete(
      "/sessions/:id/cache",
      async ({ params }) => runs.eraseCacheOfSession(await sessionId(params.id)),
      {
        params,
        detail: describeRoute({ tag, summary: "Empty its cache", answer: SessionCacheErasure }),
      },
    )
    .get(
      "/sessions/:id/stats",
      async ({ params }) => runs.sessionStats(await sessionId(params.id)),
      {
        params,
        detail: describeRoute({ tag, summary: "A session in numbers", answer: SessionStats }),
      },
    )
    .get(
      "/sessions/:id/runs",
      async ({ params }) => ({ runs: await runs.listRuns(await sessionId(params.id)) }),
      { params, detail: describeRoute({ tag, summary: "The runs of a session", answer: RunList }) },
    );
}

/** The list that the page shows. */
export function overviewRoutes(runs: RunService) {
  return new Elysia().get("/overview", async ({ query }) => readOverview(runs, query), {
    transform: ({ query }) => void Object.assign(query, Value.Convert(SessionQuery, { ...query })),
    query: SessionQuery,
    detail: describeRoute({
      tag,
      summary: "Sessions with what their runs add up to, newest first",
      answer: SessionOverviewList,
    }),
  });
}

async function readOverview(runs: RunService, query: SessionQuery): Promise<SessionOverviewList> {
  const { sessions, next_cursor } = await runs.listSessions(query);
  const overviews = [];
  for (const session of sessions) {
    overviews.push(overviewOf(session, await runs.listRuns(session.session_id)));
  }
  return { sessions: overviews, next_cursor };
}
