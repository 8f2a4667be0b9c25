// The server itself: health, stop, clear.
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { Health, Storage } from "#src/protocol/http-api.ts";
import { describeRoute } from "#src/server/routes/describe-route.ts";
import type { ServerContext } from "#src/server/server-context.ts";
import { measureStorage } from "#src/server/storage.ts";

const tag = "Server";
const Stopping = Type.Object({ status: Type.Literal("stopping") });
const Cleared = Type.Object({ deleted: Type.Integer() });

export function serverRoutes({ runs, directories, identity, lifecycle, log }: ServerContext) {
  const health = async (): Promise<Health> => {
    const { active, total } = await runs.counts();
    return {
      status: "ok",
      name: "ao",
      version: identity.version,
      instance: identity.instance,
      pid: identity.pid,
      uptime_seconds: Math.max(0, Math.round((Date.now() - identity.startedAt.getTime()) / 1000)),
      active_sessions: active,
      total_sessions: total,
    };
  };
  return new Elysia()
    .get("/health", health, {
      detail: describeRoute({
        tag,
        summary: "Whether the server is well (no token)",
        answer: Health,
      }),
    })
    .get("/storage", () => measureStorage(directories), {
      detail: describeRoute({ tag, summary: "What ao keeps on the disk", answer: Storage }),
    })
    .post(
      "/shutdown",
      ({ status }) => {
        // After the answer is out, or the client would see a broken connection.
        setTimeout(() => lifecycle.requestStop("asked over HTTP"), 20);
        return status(202, { status: "stopping" });
      },
      { detail: describeRoute({ tag, summary: "Stop the server", answer: Stopping, status: 202 }) },
    )
    .post(
      "/clear",
      async () => {
        const cleared = await runs.clear();
        log.info("sessions cleared", { deleted: cleared.deleted });
        return cleared;
      },
      { detail: describeRoute({ tag, summary: "Delete all sessions", answer: Cleared }) },
    );
}
