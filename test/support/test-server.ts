// A listening server in this process, and sockets to it that remember what they got.
import { request } from "node:http";
import { onTestFinished } from "vitest";
import { serverUrl } from "#src/config/server-file.ts";
import { listen } from "#src/server/listen.ts";
import type { MemoryRunService } from "#test/support/memory-run-service.ts";
import { createTestContext, TEST_TOKEN, type TestContext } from "#test/support/server-context.ts";

export interface TestServer {
  readonly context: TestContext;
  readonly url: string;
  readonly port: number;
  connect(path: string, options?: ConnectOptions): Promise<TestSocket>;
  /** The status of a request for a WebSocket: 101 where it is granted. */
  upgradeStatus(path: string, options?: ConnectOptions): Promise<number>;
}

interface ConnectOptions {
  readonly token?: string;
  readonly headers?: Record<string, string>;
}

export interface TestSocket {
  readonly socket: WebSocket;
  readonly messages: Message[];
  readonly closed: Promise<CloseEvent>;
  send(message: unknown): void;
  /** Resolves with the first message, past or to come, that fits. */
  message(fits: (message: Message) => boolean): Promise<Message>;
}

// The tests read JSON as freely as a client in plain JavaScript.
// oxlint-disable-next-line typescript/no-explicit-any
export type Message = any;

export function startTestServer(runs?: MemoryRunService): TestServer {
  const context = createTestContext(runs === undefined ? {} : { runs });
  const listeners = listen(context, { host: "127.0.0.1", port: 0, portIsExplicit: true });
  onTestFinished(() => listeners.stop(0));
  const url = serverUrl(listeners);
  return {
    context,
    url,
    port: listeners.port,
    async connect(path, { token = TEST_TOKEN, headers = {} } = {}) {
      const options = { headers: { authorization: `Bearer ${token}`, ...headers } };
      const socket = new WebSocket(url.replace("http", "ws") + path, options as never);
      const watched = watch(socket);
      await new Promise<void>((resolve, reject) => {
        socket.addEventListener("open", () => resolve());
        socket.addEventListener("close", ({ code }) => reject(new Error(`closed with ${code}`)));
      });
      return watched;
    },
    upgradeStatus: (path, { token = TEST_TOKEN, headers = {} } = {}) =>
      new Promise((resolve, reject) => {
        const upgrade = request(url + path, {
          headers: {
            authorization: `Bearer ${token}`,
            connection: "Upgrade",
            upgrade: "websocket",
            "sec-websocket-version": "13",
            "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
            ...headers,
          },
        });
        upgrade.on("response", ({ statusCode }) => resolve(statusCode ?? 0));
        upgrade.on("upgrade", (_response, socket) => {
          socket.destroy();
          resolve(101);
        });
        upgrade.on("error", reject);
        upgrade.end();
      }),
  };
}

function watch(socket: WebSocket): TestSocket {
  const messages: Message[] = [];
  const waiting = new Set<() => void>();
  socket.addEventListener("message", ({ data }) => {
    messages.push(JSON.parse(String(data)));
    for (const look of waiting) look();
  });
  const closed = new Promise<CloseEvent>((resolve) => {
    socket.addEventListener("close", resolve);
  });
  return {
    socket,
    messages,
    closed,
    send: (message) => socket.send(typeof message === "string" ? message : JSON.stringify(message)),
    message: (fits) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error("no such message came")), 10_000);
        const look = (): void => {
          const found = messages.find(fits);
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}
