import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createSpoolForwarder } from "#src/record/spool-forwarder.ts";

/** A process that has ended. */
const DEAD_STREAM = "999999998-aaaaaaaa";

const line = (seq: number) =>
  `${JSON.stringify({ seq, event: { type: "runner-log", level: "info", message: "m" } })}\n`;

/** Acknowledges what comes until it is asked to settle, then runs `onSettle` and answers. */
function startServer(
  onSettle: () => void,
  { acknowledges = true, onEvents = (_stream: string): void => undefined } = {},
) {
  let isSettled = false;
  return Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: (request, server) =>
      server.upgrade(request) ? undefined : new Response(null, { status: 400 }),
    websocket: {
      message(socket, text) {
        const message = JSON.parse(String(text)) as {
          type: string;
          stream_id: string;
          events: { seq: number }[];
        };
        if (message.type === "events") onEvents(message.stream_id);
        if (message.type === "settle") {
          isSettled = true;
          onSettle();
          socket.send(JSON.stringify({ type: "settled", nodes: 1, edges: 0 }));
        } else if (!isSettled && acknowledges) {
          const seq = message.events.at(-1)?.seq ?? 0;
          socket.send(JSON.stringify({ type: "ack", stream_id: message.stream_id, seq }));
        }
      },
    },
  });
}

async function connectTo(url: URL): Promise<WebSocket> {
  const socket = new WebSocket(url.href.replace(/^http/, "ws"));
  await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
  return socket;
}

test.each([
  ["a stream that is known", DEAD_STREAM],
  ["a new stream", "999999997-bbbbbbbb"],
])("what is written to %s while the graph settles is kept for the server", async (_, late) => {
  const directory = mkdtempSync(join(tmpdir(), "ao-forwarder-"));
  writeFileSync(join(directory, `${DEAD_STREAM}.jsonl`), line(1));
  const server = startServer(() =>
    appendFileSync(join(directory, `${late}.jsonl`), line(late === DEAD_STREAM ? 2 : 1)),
  );
  try {
    const forwarder = createSpoolForwarder({ directory, connect: () => connectTo(server.url) });
    const delivery = await forwarder.finish({ deliverMs: 5000, settleMs: 5000 });
    expect(delivery).toMatchObject({ delivered: true, settled: { nodes: 1 } });
    expect(existsSync(join(directory, `${late}.jsonl`))).toBe(true);
  } finally {
    await server.stop(true);
    rmSync(directory, { recursive: true, force: true });
  }
});

test("a spool that is delivered whole is deleted", async () => {
  const directory = mkdtempSync(join(tmpdir(), "ao-forwarder-"));
  writeFileSync(join(directory, `${DEAD_STREAM}.jsonl`), line(1));
  const server = startServer(() => undefined);
  try {
    const forwarder = createSpoolForwarder({ directory, connect: () => connectTo(server.url) });
    await forwarder.finish({ deliverMs: 5000, settleMs: 5000 });
    expect(existsSync(directory)).toBe(false);
  } finally {
    await server.stop(true);
    rmSync(directory, { recursive: true, force: true });
  }
});

test("a server that is there but slow is left to fetch the rest; the calls are counted all the same", async () => {
  const directory = mkdtempSync(join(tmpdir(), "ao-forwarder-"));
  const served = { seq: 1, event: { type: "call-served" } };
  writeFileSync(join(directory, `${DEAD_STREAM}.jsonl`), `${JSON.stringify(served)}\n`);
  const server = startServer(() => undefined, { acknowledges: false });
  try {
    const forwarder = createSpoolForwarder({ directory, connect: () => connectTo(server.url) });
    forwarder.release();
    const delivery = await forwarder.finish({ deliverMs: 60_000, handOverMs: 500, settleMs: 0 });
    expect(delivery).toMatchObject({
      delivered: false,
      handedOver: true,
      problem: null,
      calls: { live: 0, cache: 1, edited: 0, refused: 0 },
    });
    expect(existsSync(join(directory, `${DEAD_STREAM}.jsonl`))).toBe(true);
  } finally {
    await server.stop(true);
    rmSync(directory, { recursive: true, force: true });
  }
});

test("nothing is handed over to a server that is not there", async () => {
  const directory = mkdtempSync(join(tmpdir(), "ao-forwarder-"));
  writeFileSync(join(directory, `${DEAD_STREAM}.jsonl`), line(1));
  try {
    const connect = async (): Promise<never> => {
      throw new Error("no server");
    };
    const forwarder = createSpoolForwarder({ directory, connect });
    const delivery = await forwarder.finish({ deliverMs: 5000, handOverMs: 10, settleMs: 0 });
    expect(delivery).toMatchObject({ delivered: false, handedOver: false, problem: "no server" });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test("the run's start goes out first, and what a child wrote before what its parent did since", async () => {
  const directory = mkdtempSync(join(tmpdir(), "ao-forwarder-"));
  for (const stream of ["999999997-b", "owner", "99999999-a", "999999998-c"]) {
    writeFileSync(join(directory, `${stream}.jsonl`), line(1));
  }
  const order: string[] = [];
  const server = startServer(() => undefined, { onEvents: (stream) => void order.push(stream) });
  try {
    const forwarder = createSpoolForwarder({ directory, connect: () => connectTo(server.url) });
    await forwarder.finish({ deliverMs: 5000, settleMs: 5000 });
    expect(order).toEqual(["owner", "999999998-c", "999999997-b", "99999999-a"]);
  } finally {
    await server.stop(true);
    rmSync(directory, { recursive: true, force: true });
  }
});
