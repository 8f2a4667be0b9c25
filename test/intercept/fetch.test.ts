import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { installAlways } from "#src/intercept/install.ts";
import { type BehaviourServer, startBehaviourServer } from "#test/support/behaviour-server.ts";
import { type MemoryRecorder, createMemoryRecorder } from "#test/support/memory-recorder.ts";

let server: BehaviourServer;
let recorder: MemoryRecorder;
let restore: () => void;
const captured = fetch;

beforeEach(async () => {
  server = await startBehaviourServer();
  recorder = createMemoryRecorder();
  restore = installAlways(recorder);
});

afterEach(async () => {
  restore();
  await server[Symbol.asyncDispose]();
  expect(fetch).toBe(captured);
  expect(recorder.reports).toEqual([]);
});

const post = (body: unknown = '{"a":1}', more: object = {}): RequestInit =>
  ({ method: "POST", body, ...more }) as RequestInit;

const encode = (text: string) => new TextEncoder().encode(text);

function streamOf(...parts: string[]): ReadableStream {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(encode(part));
      controller.close();
    },
  });
}

const form = new FormData();
form.set("model", "whisper");
form.set("file", new File(["sound"], "a.wav"));

const bodies: readonly (readonly [string, () => unknown, string])[] = [
  ["a string", () => '{"a":1}', '{"a":1}'],
  ["bytes", () => encode("{}"), "{}"],
  ["a buffer", () => encode("{}").buffer, "{}"],
  ["part of a buffer", () => new DataView(encode(" {} ").buffer, 1, 2), "{}"],
  ["a Blob", () => new Blob(["{}"]), "{}"],
  ["parameters", () => new URLSearchParams({ a: "1 2" }), "a=1+2"],
  ["a stream", () => streamOf('{"a":', "1}"), '{"a":1}'],
  [
    "an async iterable",
    () =>
      (async function* () {
        yield "{";
        yield encode("}");
      })(),
    "{}",
  ],
];

describe("fetch", () => {
  test.each(bodies)("records a request whose body is %s", async (_name, body, text) => {
    const response = await fetch(`${server.url}echo`, post(body()));
    expect(await response.text()).toBe(text);
    await recorder.settled(1);
    expect(recorder.calls).toMatchObject([{ body: text, text, status: 200, outcome: "ended" }]);
  });

  test.each(bodies)("records a Request whose body is %s", async (_name, body, text) => {
    const response = await fetch(new Request(`${server.url}echo`, post(body())));
    expect(await response.text()).toBe(text);
    await recorder.settled(1);
    expect(recorder.calls).toMatchObject([{ body: text, text, outcome: "ended" }]);
  });

  test("records a form in a serialisation that agrees with its recorded type", async () => {
    await (await fetch(`${server.url}echo`, post(form))).text();
    await recorder.settled(1);
    const [call] = recorder.calls;
    const type = call?.requestType ?? "";
    const recorded = await new Response(call?.body, {
      headers: { "content-type": type },
    }).formData();
    expect(recorded.get("model")).toBe("whisper");
    expect(await (recorded.get("file") as File).text()).toBe("sound");
  });

  test("gives the very promise of fetch where the request is no call", async () => {
    restore();
    const promise = Promise.resolve(new Response("x"));
    const args: unknown[][] = [];
    const fake = (...given: unknown[]) => {
      args.push(given);
      return promise;
    };
    const before = globalThis.fetch;
    globalThis.fetch = fake as unknown as typeof fetch;
    restore = installAlways(recorder);
    const init = { method: "POST" };
    expect(fetch("http://example.com/other", init)).toBe(promise);
    expect(args[0]?.[1]).toBe(init);
    restore();
    globalThis.fetch = before;
  });

  test("passes a candidate untouched whose body shows that it is no call", async () => {
    const response = await fetch(`${server.url}echo`, post("this is not a call"));
    expect(await response.text()).toBe("this is not a call");
    expect(recorder.calls).toEqual([]);
  });

  test.each([
    ["error", 429, '{"e":1}'],
    ["gzip", 200, '{"zipped":true}'],
    ["br", 200, '{"zipped":true}'],
    ["redirect", 200, '{"a":1}'],
    ["stream", 200, "one two three"],
    ["empty", 200, ""],
    ["nothing", 204, ""],
  ])("records one call for %s", async (path, status, text) => {
    await (await fetch(`${server.url}${path}`, post())).text();
    await recorder.settled(1);
    expect(recorder.calls).toMatchObject([{ status, text, decoded: true, outcome: "ended" }]);
  });

  test("ends a call with its last byte where the length is known, also if nobody asks for more", async () => {
    const response = await fetch(`${server.url}error`, post());
    const length = Number(response.headers.get("content-length") ?? Number.NaN);
    const reader = response.body?.getReader();
    const part = await reader?.read();
    expect(recorder.calls[0]?.outcome).toBe(
      part?.value?.byteLength === length ? "ended" : "running",
    );
    await reader?.cancel();
  });

  test("ends a call whose answer says that it is empty, also if nobody reads it", async () => {
    const response = await fetch(`${server.url}empty`, post());
    expect(response.headers.get("content-length")).toBe("0");
    expect(recorder.calls).toMatchObject([{ status: 200, text: "", outcome: "ended" }]);
    expect([response.bodyUsed, await response.text()]).toEqual([false, ""]);
  });

  test.each([
    ["an abort", "cancelled", (controller: AbortController) => controller.abort()],
    ["an abort with a reason", "cancelled", (c: AbortController) => c.abort(new Error("mine"))],
    [
      "a time-out",
      "failed",
      (c: AbortController) => c.abort(new DOMException("late", "TimeoutError")),
    ],
  ])("records %s as %s, before and after the head", async (_name, outcome, abort) => {
    for (const path of ["hang", "hang-midway"]) {
      const controller = new AbortController();
      const { signal } = controller;
      const reading = fetch(`${server.url}${path}`, post("{}", { signal })).then((r) => r.text());
      setTimeout(() => abort(controller), 30);
      await expect(reading).rejects.toBe(signal.reason ?? (await reading.catch((e) => e)));
    }
    await recorder.settled(2);
    expect(recorder.calls.map((call) => call.outcome)).toEqual([outcome, outcome]);
    expect(recorder.calls[1]?.text).toBe('{"begun":');
  });

  test("records a body that broke off as failed, with what came", async () => {
    const reading = fetch(`${server.url}break-midway`, post()).then((response) => response.text());
    const thrown: unknown = await reading.catch((error: unknown) => error);
    expect(recorder.calls).toMatchObject([{ outcome: "failed", text: '{"begun":' }]);
    expect(recorder.calls[0]?.error).toBe(thrown);
  });

  test("records an unreachable server as failed, with the program's own error", async () => {
    const thrown: unknown = await fetch("http://127.0.0.1:1/v1/x", post()).catch((e: unknown) => e);
    expect(recorder.calls).toMatchObject([{ outcome: "failed", status: null }]);
    expect(recorder.calls[0]?.error).toBe(thrown);
  });

  test("records a stream that the program stops reading as cancelled, with what came", async () => {
    const response = await fetch(`${server.url}stream`, post());
    for await (const part of response.body ?? []) {
      expect(new TextDecoder().decode(part)).toBe("one ");
      break;
    }
    expect(recorder.calls).toMatchObject([{ outcome: "cancelled", text: "one " }]);
  });

  test("ends the call of a response that nobody can read any more", async () => {
    await (async () => {
      for (let i = 0; i < 20; i++) await fetch(`${server.url}hang-midway`, post());
    })();
    await expect
      .poll(
        () => {
          Bun.gc(true);
          return recorder.calls.filter((call) => call.outcome === "cancelled").length;
        },
        { timeout: 10_000 },
      )
      .toBeGreaterThan(10);
  });

  test("records a clone and its original as one body", async () => {
    const response = await fetch(`${server.url}stream`, post());
    const texts = await Promise.all([response.clone().text(), response.text()]);
    expect(texts).toEqual(["one two three", "one two three"]);
    expect(recorder.calls[0]?.text).toBe("one two three");
  });
});

describe("a cached answer", () => {
  const parts = ["data: 1\n\n", "data: 2\n\n"];

  beforeEach(() => {
    recorder.answer = () => ({
      status: 200,
      contentType: "text/event-stream",
      parts: parts.map(encode),
    });
  });

  test.each(bodies)("is given instead of sending %s", async (_name, body) => {
    const response = await fetch(`${server.url}echo`, post(body()));
    expect(response.url).toBe(`${server.url}echo`);
    expect([response.status, response.statusText, response.ok]).toEqual([200, "OK", true]);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    const read: string[] = [];
    for await (const part of response.body ?? []) read.push(new TextDecoder().decode(part));
    expect(read).toEqual(parts);
    expect(server.seen).toEqual([]);
    expect(recorder.calls).toMatchObject([{ outcome: "ended", text: parts.join("") }]);
  });

  test("is not given where there is none: the request goes out whole", async () => {
    recorder.answer = () => null;
    for (const [, body, text] of bodies) {
      const response = await fetch(`${server.url}echo`, post(body()));
      expect(await response.text()).toBe(text);
    }
    expect(server.seen).toHaveLength(bodies.length);
  });

  test("keeps to the program's abort", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const response = await fetch(`${server.url}echo`, post("{}", { signal }));
    controller.abort();
    await expect(response.text()).rejects.toBe(signal.reason);
    await expect(fetch(`${server.url}echo`, post("{}", { signal }))).rejects.toBe(signal.reason);
    expect(recorder.calls.map((call) => call.outcome)).toEqual(["cancelled", "cancelled"]);
  });

  test("comes with its recorded timing where it has one, and ends with an abort meanwhile", async () => {
    recorder.answer = () => ({
      status: 200,
      contentType: "text/event-stream",
      parts: parts.map(encode),
      at: [20, 60],
    });
    const started = performance.now();
    const response = await fetch(`${server.url}echo`, post());
    const head = performance.now() - started;
    expect(await response.text()).toBe(parts.join(""));
    const whole = performance.now() - started;
    expect(head).toBeGreaterThan(18);
    expect(whole).toBeGreaterThan(58);
    const signal = AbortSignal.timeout(5);
    await expect(fetch(`${server.url}echo`, post("{}", { signal }))).rejects.toThrow("timed out");
    expect(recorder.calls.map((call) => call.outcome)).toEqual(["ended", "failed"]);
  });

  test("prints as a Response", async () => {
    const response = await fetch(`${server.url}echo`, post());
    expect(Bun.inspect(response)).toContain(`url: "${server.url}echo"`);
    expect(response).toBeInstanceOf(Response);
  });
});

describe("an edited request", () => {
  const edited = '{"edited":"ä"}';

  beforeEach(() => {
    recorder.send = () => edited;
  });

  test.each(bodies)("goes out in place of %s", async (_name, body) => {
    const response = await fetch(`${server.url}echo`, post(body()));
    expect(await response.text()).toBe(edited);
    expect(server.seen).toEqual([`POST /v1/echo ${encode(edited).length} ${edited}`]);
    expect(recorder.calls).toMatchObject([{ outcome: "ended", text: edited, status: 200 }]);
  });

  test("goes out in place of a Request's body, and of one whose length the program told", async () => {
    const request = new Request(`${server.url}echo`, post("{}", { headers: { "x-a": "1" } }));
    expect(await (await fetch(request)).text()).toBe(edited);
    const headers = { "content-length": "2", "content-encoding": "identity" };
    const response = await fetch(`${server.url}echo`, post("{}", { headers }));
    expect(await response.text()).toBe(edited);
  });

  test("leaves the rest of the request as it is", async () => {
    const echo = Bun.serve({ port: 0, fetch: ({ headers }) => Response.json(headers.toJSON()) });
    try {
      const headers = { "content-type": "application/vnd.own+json", authorization: "Bearer x" };
      const init = Object.defineProperty(post(), "headers", { get: () => headers });
      const response = await fetch(`${echo.url}v1/`, init);
      expect(await response.json()).toMatchObject(headers);
      expect(init.body).toBe('{"a":1}');
    } finally {
      await echo.stop(true);
    }
  });
});

describe("a failure of ao's own", () => {
  test.each(["consider", "begin", "respond", "chunk", "end"])(
    "in %s is reported and does not reach the program",
    async (place) => {
      restore();
      const fail = () => {
        throw new Error(`own failure in ${place}`);
      };
      const { consider } = recorder;
      recorder.consider = (request) => {
        if (place === "consider") fail();
        const candidate = consider(request);
        if (candidate === null) return null;
        return {
          begin(body) {
            if (place === "begin") fail();
            const call = candidate.begin(body);
            return call === null ? null : { ...call, [place]: fail };
          },
        };
      };
      restore = installAlways(recorder);
      expect(await (await fetch(`${server.url}stream`, post())).text()).toBe("one two three");
      expect(recorder.reports.map(({ error }) => String(error))).toContain(
        `Error: own failure in ${place}`,
      );
      recorder.reports.length = 0;
    },
  );
});
