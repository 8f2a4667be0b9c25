// The WebSocket routes: `/ws` for whoever watches, `/runner` for recorded programs.
import { type Static, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { AoError } from "#src/errors.ts";
import { Id } from "#src/protocol/ids.ts";
import type { Lifecycle } from "#src/server/lifecycle.ts";
import type { ServerContext } from "#src/server/server-context.ts";
import type { RunnerConnection } from "#src/server/sockets/runner-connection.ts";
import type { SocketSender } from "#src/server/sockets/sender.ts";
import type { Subscriber } from "#src/server/sockets/subscriber.ts";

const RunnerQuery = Type.Object({ run: Id });

/** Elysia wraps the connection anew for every event; the raw one stays the same. */
interface Connection {
  readonly raw: object;
}

/** Far more than twenty terminals and a hundred recordings at once; bounds what a loop can take. */
const MAXIMUM_SOCKETS = 2000;

export function socketRoutes(context: ServerContext) {
  return new Elysia().use(watcherRoute(context)).use(runnerRoute(context));
}

function watcherRoute({ deltas, lifecycle }: ServerContext) {
  const subscribers = new WeakMap<object, Subscriber>();
  return new Elysia().ws("/ws", {
    detail: { hide: true },
    beforeHandle: () => assertRoom(lifecycle),
    open(socket) {
      lifecycle.socketOpened();
      subscribers.set(socket.raw, deltas.connect(toSender(socket)));
    },
    message(socket, message) {
      subscribers.get(socket.raw)?.receive(message);
    },
    drain(socket) {
      subscribers.get(socket.raw)?.drained();
    },
    close(socket) {
      lifecycle.socketClosed();
      const subscriber = subscribers.get(socket.raw);
      if (subscriber !== undefined) deltas.disconnect(subscriber);
    },
  });
}

function runnerRoute({ runners, lifecycle }: ServerContext) {
  const connections = new WeakMap<object, RunnerConnection>();
  return new Elysia().ws("/runner", {
    query: RunnerQuery,
    detail: { hide: true },
    beforeHandle: () => assertRoom(lifecycle),
    open(socket) {
      lifecycle.socketOpened();
      // Elysia has checked the query against its schema before the upgrade.
      const { run } = socket.data.query as Static<typeof RunnerQuery>;
      connections.set(socket.raw, runners.connect(run, toSender(socket)));
    },
    message(socket, message) {
      lifecycle.touch();
      connections.get(socket.raw)?.receive(message);
    },
    close(socket) {
      lifecycle.socketClosed();
      const connection = connections.get(socket.raw);
      if (connection !== undefined) runners.disconnect(connection);
    },
  });
}

function assertRoom(lifecycle: Lifecycle): void {
  if (lifecycle.sockets < MAXIMUM_SOCKETS) return;
  throw new AoError(
    "limit_reached",
    `Cannot open another socket: ${MAXIMUM_SOCKETS} are connected already`,
  );
}

function toSender(connection: Connection): SocketSender {
  // Elysia's own type of Bun's socket is older than `getBufferedAmount`.
  const socket = connection.raw as Bun.ServerWebSocket<unknown>;
  return {
    send: (text) => socket.send(text),
    bufferedAmount: () => socket.getBufferedAmount(),
    close: (code, reason) => socket.close(code, reason),
  };
}
