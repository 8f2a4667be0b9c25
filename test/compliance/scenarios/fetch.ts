// What a program can see of `fetch`, one line per observation. Run with and without ao.
const base = process.argv[2] ?? "";
const post = { method: "POST", headers: { "content-type": "application/json" }, body: '{"a":1}' };

function say(name: string, ...values: unknown[]): void {
  // oxlint-disable-next-line no-console -- how the runtime prints a Response is what is compared.
  console.log(name, ...values);
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { thrown: error };
  const descriptors = Object.getOwnPropertyDescriptors(error);
  return {
    constructor: error.constructor.name,
    text: String(error),
    keys: Reflect.ownKeys(descriptors).map(String),
    code: (error as { code?: unknown }).code,
    stack: error.stack,
  };
}

async function attempt(name: string, run: () => Promise<unknown>): Promise<void> {
  try {
    say(name, await run());
  } catch (error) {
    say(name, "threw", describeError(error));
  }
}

const streamOf = (...parts: string[]) => {
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      const part = parts[next++];
      if (part === undefined) controller.close();
      else controller.enqueue(new TextEncoder().encode(part));
    },
  });
};

// The function itself.
say("descriptor", Object.getOwnPropertyDescriptor(globalThis, "fetch"));
say("own", Reflect.ownKeys(fetch), Object.getOwnPropertyDescriptors(fetch));
say("text", fetch.toString(), Function.prototype.toString.call(fetch), Bun.inspect(fetch));
say(
  "kind",
  typeof fetch,
  "prototype" in fetch,
  Object.getPrototypeOf(fetch) === Function.prototype,
);
try {
  Reflect.construct(fetch, []);
} catch (error) {
  say("construct", (error as Error).name);
}

// Wrong use.
await attempt("no arguments", () => (fetch as unknown as () => Promise<Response>)());
await attempt("bad url", () => fetch("nowhere/v1/", post));
await attempt("bad method", () => fetch(`${base}echo`, { ...post, method: "BAD METHOD" }));
// oxlint-disable-next-line unicorn/no-invalid-fetch-options -- on purpose.
await attempt("body on GET", () => fetch(`${base}echo`, { body: "x" }));
await attempt("refused", () => fetch("http://127.0.0.1:1/v1/echo", post));
await attempt("used request", async () => {
  const request = new Request(`${base}echo`, post);
  await request.text();
  return fetch(request);
});
async function outer(): Promise<Response> {
  return await fetch("http://127.0.0.1:1/v1/echo", post);
}
await attempt("async stack", async () => await outer());

// Responses.
for (const path of ["echo", "stream", "error", "gzip", "br", "empty", "nothing", "cookies"]) {
  const response = await fetch(`${base}${path}`, post);
  say(`${path} printed`, response);
  say(`${path} nested`, { deep: { deeper: { response } } });
  say(`${path} head`, response.status, response.statusText, response.ok, response.url);
  say(`${path} more`, response.type, response.redirected, response.bodyUsed);
  say(`${path} headers`, [...response.headers], response.headers.getSetCookie());
  say(`${path} own`, Reflect.ownKeys(response), Object.keys(response), JSON.stringify(response));
  say(`${path} is`, response instanceof Response, response.constructor === Response);
  say(`${path} tag`, Object.prototype.toString.call(response));
  const copy = response.clone();
  say(
    `${path} clone`,
    copy.url,
    copy.type,
    copy.redirected,
    copy.status,
    Object.is(copy, response),
  );
  say(`${path} texts`, await copy.text(), await response.text(), response.bodyUsed);
  await attempt(`${path} twice`, () => response.text());
}
for (const read of ["text", "json", "arrayBuffer", "bytes", "blob"] as const) {
  const response = await fetch(`${base}echo`, post);
  say(`read by ${read}`, await response[read]());
  say(`printed after ${read}`, response);
}
await attempt("bad json", async () => (await fetch(`${base}stream`, post)).json());
await attempt("head", async () => {
  const response = await fetch(`${base}echo`, { method: "HEAD" });
  return [response.body, await response.text()];
});
await attempt("body seen", async () => {
  const response = await fetch(`${base}echo`, post);
  const { body } = response;
  say("body", body, body === response.body, body?.locked);
  say("printed with body", response);
  return await response.text();
});
await attempt("byob", async () => {
  const { body } = await fetch(`${base}echo`, post);
  return body?.getReader({ mode: "byob" }) === undefined;
});

// Streams: which part comes when.
await attempt("chunks", async () => {
  const order: string[] = [];
  const response = await fetch(`${base}stream`, post);
  order.push("head");
  for await (const part of response.body ?? []) order.push(new TextDecoder().decode(part));
  return order;
});
await attempt("reader", async () => {
  const reader = (await fetch(`${base}stream`, post)).body?.getReader();
  const first = await reader?.read();
  await reader?.cancel("enough");
  return [first, await reader?.read(), await reader?.closed];
});
await attempt("tee", async () => {
  const [left, right] = (await fetch(`${base}stream`, post)).body?.tee() ?? [];
  return [await new Response(left).text(), await new Response(right).text()];
});
await attempt("wrapped", async () => {
  const response = await fetch(`${base}stream`, post);
  return new Response(response.body, response).text();
});
await attempt("pipe", async () => {
  const response = await fetch(`${base}stream`, post);
  return new Response(response.body?.pipeThrough(new TransformStream() as never)).text();
});
await attempt("locked", async () => {
  const response = await fetch(`${base}stream`, post);
  response.body?.getReader();
  return response.text();
});

// Giving up.
for (const path of ["hang", "hang-midway"]) {
  await attempt(`abort ${path}`, async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    return (await fetch(`${base}${path}`, { ...post, signal: controller.signal })).text();
  });
  await attempt(`abort with reason ${path}`, async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort({ mine: true }), 30);
    return (await fetch(`${base}${path}`, { ...post, signal: controller.signal })).text();
  });
  await attempt(`timeout ${path}`, async () =>
    (await fetch(`${base}${path}`, { ...post, signal: AbortSignal.timeout(30) })).text(),
  );
}
await attempt("aborted before", () =>
  fetch(`${base}echo`, { ...post, signal: AbortSignal.abort() }),
);
await attempt("abort between reads", async () => {
  const controller = new AbortController();
  const { body } = await fetch(`${base}stream`, { ...post, signal: controller.signal });
  const reader = body?.getReader();
  await reader?.read();
  controller.abort();
  const thrown = await reader?.read().catch((error: unknown) => error);
  return thrown === controller.signal.reason;
});
async function readBroken(): Promise<string> {
  return await (await fetch(`${base}break-midway`, post)).text();
}
try {
  await readBroken();
} catch (error) {
  // Its stack is the one difference that is left: see the test of it.
  const { name, message, code } = error as NodeJS.ErrnoException;
  say("break midway", name, message, code);
  if (process.argv[3] === "stacks") say("stack of break midway", (error as Error).stack);
}
await attempt("break before", () => fetch(`${base}break-before`, post));

// Redirects.
for (const redirect of ["follow", "manual", "error"] as const) {
  await attempt(`redirect ${redirect}`, async () => {
    const response = await fetch(`${base}redirect`, { ...post, redirect });
    return [
      response.status,
      response.url,
      response.redirected,
      response.type,
      await response.text(),
    ];
  });
}

// Bodies.
const bodies: readonly (readonly [string, () => RequestInit])[] = [
  ["bytes", () => ({ body: new TextEncoder().encode('{"b":1}') })],
  ["buffer", () => ({ body: new TextEncoder().encode('{"b":2}').buffer })],
  ["view", () => ({ body: new DataView(new TextEncoder().encode('{"b":3}').buffer, 1, 3) })],
  ["blob", () => ({ body: new Blob(['{"b":4}'], { type: "application/json" }) })],
  ["params", () => ({ body: new URLSearchParams({ b: "5" }) })],
  ["stream", () => ({ body: streamOf('{"b":', "6}") })],
  [
    "iterable",
    () => ({
      body: (async function* () {
        yield '{"b":';
        yield "7}";
      })() as never,
    }),
  ],
];
for (const [name, init] of bodies) {
  await attempt(`body ${name}`, async () =>
    (await fetch(`${base}echo`, { method: "POST", ...init() })).text(),
  );
}
await attempt("body form", async () => {
  const form = new FormData();
  form.set("file", new File(["content"], "a.txt"));
  const text = await (await fetch(`${base}echo`, { method: "POST", body: form })).text();
  return text.replace(/Boundary\w+/g, "Boundary");
});
for (const [name, init] of bodies) {
  await attempt(`request with ${name}`, async () => {
    const request = new Request(`${base}echo`, { method: "POST", ...init() });
    const response = await fetch(request);
    return [await response.text(), request.bodyUsed];
  });
}
await attempt("request and init", async () => {
  const request = new Request(`${base}echo`, post);
  const response = await fetch(request, { method: "PUT", body: "other" });
  return [await response.text(), request.bodyUsed];
});
await attempt("url object", async () => (await fetch(new URL(`${base}echo`), post)).url);
await attempt("failing stream", async () => {
  const body = new ReadableStream({
    pull() {
      throw new RangeError("no more");
    },
  });
  return fetch(`${base}echo`, { method: "POST", body });
});
await attempt("pulls", async () => {
  let pulled = 0;
  const body = new ReadableStream(
    {
      pull(controller) {
        pulled++;
        if (pulled > 3) controller.close();
        else controller.enqueue(new TextEncoder().encode(String(pulled)));
      },
    },
    { highWaterMark: 0 },
  );
  return [await (await fetch(`${base}echo`, { method: "POST", body })).text(), pulled];
});

if (process.argv[3] === "unhandled") void outer();
