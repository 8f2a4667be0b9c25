// Binds the app to its addresses. Runs in the server. One app per address over one context, as
// Elysia ties the sockets of an app to one listener.
import { hostname, networkInterfaces } from "node:os";
import type { AnyElysia } from "elysia";
import { websocket } from "elysia/ws";
import { isWildcardHost } from "#src/config/host.ts";
import { AoError, describeThrown } from "#src/errors.ts";
import { serverAddress } from "#src/server/access.ts";
import { createApp } from "#src/server/create-app.ts";
import { CLOSE } from "#src/server/sockets/sender.ts";
import type { ServerContext } from "#src/server/server-context.ts";

/** A recorded call may hold files; see security.md 14. */
const RUNNER_MESSAGE_BYTES = 256 * 2 ** 20;
const WATCHER_MESSAGE_BYTES = 2 ** 20;
const PORTS_TO_TRY = 50;

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** Then another port must not be taken instead. */
  readonly portIsExplicit: boolean;
}

export interface Listeners {
  readonly port: number;
  /** The address clients on this machine use. */
  readonly host: string;
  /** Takes no more connections; ends the open ones after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/**
 * Listens on loopback, and on `host` where that is another address.
 * @throws AoError `conflict` where the port is taken and was asked for.
 */
export function listen(context: ServerContext, options: ListenOptions): Listeners {
  const apps: AnyElysia[] = [];
  const [first = "127.0.0.1", ...others] = addressesToBind(options.host);
  const main = bindFirstFree(context, first, options);
  apps.push(main);
  const port = main.server?.port ?? options.port;
  const address = serverAddress(port, namesOf(options.host));
  Object.assign(context.access.address, address);
  for (const host of others) {
    const app = bindAnother(context, { host, port, isOptional: host === "::1" });
    if (app !== null) apps.push(app);
  }
  return {
    port,
    host: isWildcardHost(first) ? "127.0.0.1" : first,
    stop: async (graceMs) => {
      await Promise.all(apps.map((app) => stopGently(app, graceMs)));
    },
  };
}

function addressesToBind(host: string): string[] {
  if (isWildcardHost(host)) return [host.replace("[::]", "::")];
  const loopback = ["127.0.0.1", "::1"];
  if (/^(localhost|127\.0\.0\.1|\[?::1\]?)$/i.test(host)) return loopback;
  return [...loopback, host];
}

/** The names under which clients reach a server bound to `host`. */
function namesOf(host: string): string[] {
  if (!isWildcardHost(host)) return [host.replace(/^\[|\]$/g, "")];
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return [hostname(), ...addresses.map(({ address }) => address)];
}

function bindFirstFree(context: ServerContext, host: string, options: ListenOptions): AnyElysia {
  const { port, portIsExplicit } = options;
  const ports = portIsExplicit
    ? [port]
    : [...Array.from({ length: PORTS_TO_TRY }, (_, index) => port + index), 0];
  for (const candidate of ports) {
    const app = bind(context, host, candidate);
    if (app === "taken") continue;
    if (candidate !== port) {
      context.log.warn("port taken by another program: another one is used", {
        wanted: port,
        used: app.server?.port,
      });
    }
    return app;
  }
  throw new AoError("conflict", `Cannot listen on port ${port}: another program holds it`, {
    hint: "stop that program, or choose another port with AO_PORT",
  });
}

interface AnotherAddress {
  readonly host: string;
  readonly port: number;
  readonly isOptional: boolean;
}

function bindAnother(context: ServerContext, address: AnotherAddress): AnyElysia | null {
  const { host, port, isOptional } = address;
  try {
    const app = bind(context, host, port);
    if (app !== "taken") return app;
    throw new AoError("conflict", `Cannot listen on ${host} port ${port}: it is taken`);
  } catch (error) {
    if (!isOptional) throw error;
    context.log.info("not listening on ::1", { port, reason: describeThrown(error) });
    return null;
  }
}

function bind(context: ServerContext, hostname: string, port: number): AnyElysia | "taken" {
  const app = createApp(context);
  try {
    app.listen({
      hostname,
      port,
      reusePort: false,
      development: false,
      idleTimeout: 120,
      // The guard refuses large bodies by their head, with an answer that says so.
      maxRequestBodySize: Number.MAX_SAFE_INTEGER,
      websocket: socketOptions(),
    });
    return app;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") return "taken";
    throw new AoError("bad_input", `Cannot listen on "${hostname}": ${describeThrown(error)}`, {
      cause: error,
    });
  }
}

/** Bun has one set of limits for all sockets of a listener; `/ws` needs a lower one. */
function socketOptions() {
  return {
    maxPayloadLength: RUNNER_MESSAGE_BYTES,
    backpressureLimit: 64 * 2 ** 20,
    closeOnBackpressureLimit: false,
    perMessageDeflate: false,
    idleTimeout: 120,
    message(socket: Bun.ServerWebSocket<{ path?: string }>, message: string | Buffer): void {
      const isTooBig = message.length > WATCHER_MESSAGE_BYTES;
      if (isTooBig && socket.data.path?.endsWith("/ws")) {
        socket.close(CLOSE.tooBig, "message over 1 MB");
        return;
      }
      // Elysia's handler types its own connection data.
      void websocket.message?.(socket as never, message as never);
    },
  };
}

async function stopGently(app: AnyElysia, graceMs: number): Promise<void> {
  const { server } = app;
  if (!server) return;
  const timer = Promise.withResolvers<void>();
  const handle = setTimeout(timer.resolve, graceMs);
  await Promise.race([server.stop(false), timer.promise]);
  clearTimeout(handle);
  await server.stop(true);
}
