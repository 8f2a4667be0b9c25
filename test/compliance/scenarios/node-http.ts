// What a program can see of node:http, one line per observation. Run with and without ao.
import http, { type ClientRequest, type IncomingMessage, get, request } from "node:http";
import { Readable } from "node:stream";

const base = process.argv[2] ?? "";
const headers = { "content-type": "application/json" };

function say(name: string, ...values: unknown[]): void {
  // oxlint-disable-next-line no-console -- the output is what is compared.
  console.log(name, ...values);
}

say("functions", request === http.request, request.name, request.length, request.toString());
say("descriptor", Object.getOwnPropertyDescriptor(http, "request"));
for (const wrong of [() => request("nowhere"), () => request({ method: "BAD METHOD" })]) {
  try {
    wrong();
  } catch (error) {
    say("wrong use", (error as Error).stack);
  }
}

interface Options {
  readonly path: string;
  readonly send?: (outgoing: ClientRequest) => void;
  readonly receive?: (response: IncomingMessage, outgoing: ClientRequest) => void;
  readonly options?: http.RequestOptions;
}

/** Every event of a request and its response, in order. */
function observe(name: string, { path, send, receive, options }: Options): Promise<void> {
  return new Promise((resolve) => {
    const events: unknown[] = [];
    const note = (...event: unknown[]) => void events.push(event.length === 1 ? event[0] : event);
    const outgoing = request(`${base}${path}`, { method: "POST", headers, ...options });
    note(
      "keys",
      Object.keys(outgoing).filter((key) => !key.startsWith("_")),
    );
    note("listeners", outgoing.eventNames().map(String));
    for (const event of ["abort", "continue", "finish", "timeout", "information"]) {
      outgoing.on(event, () => note(event));
    }
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      note("error", error.name, error.message, error.code, Object.keys(error));
    });
    outgoing.on("response", (response) => {
      note("response", response.statusCode, response.headers, response.eventNames().map(String));
      note(
        "response keys",
        Object.keys(response).filter((key) => !key.startsWith("_")),
      );
      for (const event of ["aborted", "end", "close"]) response.on(event, () => note(event));
      response.on("error", (error: NodeJS.ErrnoException) => {
        note("response error", error.message, error.code);
      });
      if (receive === undefined) {
        response.on("data", (part: Buffer) => note("data", part.toString("latin1")));
      } else receive(response, outgoing);
    });
    outgoing.on("close", () => {
      // What closes the response comes in the same turn or the next.
      setTimeout(() => {
        say(name, JSON.stringify(events));
        resolve();
      }, 20);
    });
    if (send === undefined) outgoing.end('{"a":1}');
    else send(outgoing);
  });
}

for (const path of [
  "echo",
  "stream",
  "error",
  "gzip",
  "br",
  "redirect",
  "empty",
  "nothing",
  "cookies",
  "delay",
]) {
  await observe(path, { path });
}
await observe("writes", {
  path: "echo",
  send: (outgoing) => {
    say(
      "write",
      outgoing.write('{"a":'),
      outgoing.write("MX0=", "base64", () => undefined),
    );
    say("end", outgoing.end("\n") === outgoing);
  },
});
await observe("pipe", {
  path: "echo",
  send: (outgoing) => void Readable.from(['{"p":', "1}"]).pipe(outgoing),
});
await observe("large", {
  path: "echo",
  send: (outgoing) => void Readable.from(["x".repeat(100_000), "y"]).pipe(outgoing),
  receive: (response) => void response.resume(),
});
await observe("expect", {
  path: "echo",
  options: { headers: { ...headers, expect: "100-continue" } },
  send: (outgoing) => void outgoing.on("continue", () => outgoing.end('{"c":1}')),
});
await observe("encoding", {
  path: "stream",
  receive: (response) => void response.setEncoding("utf8").resume(),
});
await observe("iterated", {
  path: "stream",
  receive: (response) =>
    void (async () => {
      for await (const part of response) say("part", String(part));
    })(),
});
await observe("paused", {
  path: "stream",
  receive: (response) => {
    response.pause();
    setTimeout(() => response.resume(), 40);
  },
});
await observe("destroyed response", {
  path: "stream",
  receive: (response) => void response.once("data", () => response.destroy()),
});
await observe("destroyed response with error", {
  path: "stream",
  receive: (response) => void response.once("data", () => response.destroy(new Error("mine"))),
});
await observe("destroyed request", {
  path: "hang",
  send: (outgoing) => {
    outgoing.end("{}");
    setTimeout(() => outgoing.destroy(), 20);
  },
});
await observe("destroyed midway", {
  path: "hang-midway",
  receive: (_response, outgoing) => void outgoing.destroy(new Error("mine")),
});
await observe("aborted", {
  path: "hang",
  options: { signal: AbortSignal.timeout(30) },
});
await observe("timeout", {
  path: "hang",
  options: { timeout: 30 },
  send: (outgoing) => {
    outgoing.on("timeout", () => outgoing.destroy());
    outgoing.end("{}");
  },
});
await observe("break midway", { path: "break-midway" });
await observe("break before", { path: "break-before" });
await observe("keep-alive", {
  path: "echo",
  options: { agent: new http.Agent({ keepAlive: true }) },
});
await observe("no agent", { path: "echo", options: { agent: false } });
await new Promise<void>((resolve) => {
  get(`${base}echo?not`, (response) => response.resume().on("end", () => resolve()));
});
await new Promise<void>((resolve) => {
  request("http://127.0.0.1:1/v1/echo", { method: "POST" })
    .on("error", (error) => {
      say("refused", error.stack);
      resolve();
    })
    .end("{}");
});
http.globalAgent.destroy();
