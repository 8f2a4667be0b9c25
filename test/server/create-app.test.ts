// The routes without a port: answers, errors and headers as a client sees them.
import { describe, expect, test } from "vitest";
import { createApp } from "#src/server/create-app.ts";
import {
  createTestContext,
  TEST_PORT,
  TEST_TOKEN,
  type TestContext,
} from "#test/support/server-context.ts";

interface Call {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

function createServer(context: TestContext = createTestContext()) {
  const app = createApp(context);
  const call = (
    path: string,
    { method = "GET", body, headers = {} }: Call = {},
  ): Promise<Response> =>
    Promise.resolve(
      app.handle(
        new Request(`http://127.0.0.1:${TEST_PORT}${path}`, {
          method,
          headers: {
            host: `127.0.0.1:${TEST_PORT}`,
            authorization: `Bearer ${TEST_TOKEN}`,
            ...(body === undefined ? {} : { "content-type": "application/json" }),
            ...headers,
          },
          ...(body === undefined ? {} : { body }),
        }),
      ),
    );
  return { app, call, context };
}

const jsonOf = async (response: Response) => JSON.parse(await response.text());
const errorOf = async (response: Response) => (await jsonOf(response)).error;

describe("routes", () => {
  test("GET /health answers without a token and says who it is", async () => {
    const { call } = createServer();
    const response = await call("/health", { headers: { authorization: "" } });
    expect(response.status).toBe(200);
    expect(await jsonOf(response)).toEqual({
      status: "ok",
      name: "ao",
      version: "1.2.3",
      instance: "test-instance",
      pid: 4242,
      uptime_seconds: 0,
      active_sessions: 0,
      total_sessions: 0,
    });
  });

  test.each(["", "/api"])(
    "sessions can be made, found in every way and deleted under %j",
    async (prefix) => {
      const { call } = createServer();
      const made = await call(`${prefix}/sessions`, { method: "POST", body: '{"name":"first"}' });
      expect(made.status).toBe(201);
      const { session_id } = await jsonOf(made);
      for (const reference of [session_id, session_id.slice(0, 5), "first", "last"]) {
        const found = await call(`${prefix}/sessions/${reference}`);
        expect((await jsonOf(found)).session_id).toBe(session_id);
      }
      expect((await jsonOf(await call(`${prefix}/sessions?limit=5`))).sessions).toHaveLength(1);
      expect((await jsonOf(await call(`${prefix}/sessions/first/stats`))).session_id).toBe(
        session_id,
      );
      const deleted = await call(`${prefix}/sessions/first`, { method: "DELETE" });
      expect([deleted.status, await deleted.text()]).toEqual([204, ""]);
      expect((await call(`${prefix}/sessions/first`)).status).toBe(404);
    },
  );

  test("POST /sessions needs no body", async () => {
    const { call } = createServer();
    expect((await call("/sessions", { method: "POST" })).status).toBe(201);
  });

  test("sessions can be renamed, and runs deleted", async () => {
    const { call, context } = createServer();
    const session = await context.runs.createSession({ name: "s" });
    const run = context.runs.addRun(session.session_id);
    const renamed = await call("/sessions/s", { method: "PATCH", body: '{"name":"other"}' });
    expect(await jsonOf(renamed)).toEqual({ ...session, name: "other" });
    for (const body of ["{}", '{"name":"a b"}', '{"name":"a","kind":"chat"}']) {
      expect((await call("/sessions/other", { method: "PATCH", body })).status).toBe(400);
    }
    const deleted = await call(`/runs/${run.run_id}`, { method: "DELETE" });
    expect([deleted.status, await deleted.text()]).toEqual([204, ""]);
    expect((await call(`/runs/${run.run_id}`)).status).toBe(404);
  });

  test.each([
    ["/search?q=a&limit=5", 200],
    ["/search?q=%22a%20b", 200],
    ["/search", 400],
    ["/search?q=", 400],
    ["/search?q=a&limit=0", 400],
    ["/search?q=a&limit=many", 400],
  ])("GET %s is answered with %d", async (path, status) => {
    const response = await createServer().call(path);
    expect(response.status).toBe(status);
    if (status === 200) expect(await jsonOf(response)).toEqual({ hits: [], complete: true });
  });

  test("runs can be listed, read and labelled", async () => {
    const { call, context } = createServer();
    const session = await context.runs.createSession({ name: "s" });
    const run = context.runs.addRun(session.session_id);
    expect((await jsonOf(await call("/sessions/s/runs"))).runs).toEqual([run]);
    expect((await jsonOf(await call(`/runs/${run.run_id}/nodes`))).run).toEqual(run);
    const patched = await call(`/runs/${run.run_id}`, {
      method: "PATCH",
      body: '{"label":"good","result":"satisfactory"}',
    });
    expect(await jsonOf(patched)).toEqual({ ...run, label: "good", result: "satisfactory" });
    const cleared = await call(`/runs/${run.run_id}`, { method: "PATCH", body: '{"label":null}' });
    expect((await jsonOf(cleared)).label).toBeNull();
  });

  test("the graph is streamed, and an error before its first piece gets its status", async () => {
    const { call, context } = createServer();
    const run = context.runs.addRun("abcdefghjkmn");
    const response = await call(`/runs/${run.run_id}/graph`);
    expect(response.headers.get("content-type")).toBe("application/json;charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await jsonOf(response)).toEqual({ nodes: [] });
    context.runs.graphPieces = ["FAIL"];
    expect((await call(`/runs/${run.run_id}/graph`)).status).toBe(500);
    context.runs.graphPieces = ['{"nodes":', "FAIL"];
    const broken = await call(`/runs/${run.run_id}/graph`);
    await expect(broken.text()).rejects.toThrow();
  });

  test("POST /clear says how many sessions it deleted", async () => {
    const { call, context } = createServer();
    await context.runs.createSession({});
    expect(await jsonOf(await call("/clear", { method: "POST" }))).toEqual({ deleted: 1 });
  });

  test("POST /shutdown answers, then stops; requests after that get 503", async () => {
    const { call, context } = createServer();
    const response = await call("/shutdown", { method: "POST" });
    expect(response.status).toBe(202);
    expect(await context.lifecycle.whenStopRequested()).toBe("asked over HTTP");
    expect((await call("/health")).status).toBe(503);
  });
});

describe("bad input", () => {
  const cases: [string, string, Call, number, string, string][] = [
    ["unknown route", "/nope", {}, 404, "not_found", "Cannot GET /nope: no such route"],
    [
      "wrong method",
      "/health",
      { method: "DELETE" },
      404,
      "not_found",
      "Cannot DELETE /health: no such route",
    ],
    [
      "unknown session",
      "/sessions/nope",
      {},
      404,
      "not_found",
      'Cannot find session "nope": there is none',
    ],
    [
      "broken JSON",
      "/sessions",
      { method: "POST", body: "{" },
      400,
      "bad_input",
      "Cannot read the body: JSON Parse error: Expected '}'",
    ],
    [
      "bad name",
      "/sessions",
      { method: "POST", body: '{"name":"../x"}' },
      400,
      "bad_input",
      'Cannot use "name" of the body: expected string to match',
    ],
    [
      "unknown field",
      "/sessions",
      { method: "POST", body: '{"nmae":"x"}' },
      400,
      "bad_input",
      'Cannot use "nmae" of the body: unexpected property',
    ],
    [
      "wrong type",
      "/sessions",
      { method: "POST", body: "[]" },
      400,
      "bad_input",
      "Cannot use the body: expected object",
    ],
    [
      "bad query",
      "/sessions?limit=0",
      {},
      400,
      "bad_input",
      'Cannot use "limit" of the query: expected integer to be greater or equal to 1',
    ],
    [
      "query not a number",
      "/sessions?limit=x",
      {},
      400,
      "bad_input",
      'Cannot use "limit" of the query: expected integer',
    ],
    [
      "bad kind",
      "/sessions?kind=x",
      {},
      400,
      "bad_input",
      'Cannot use "kind" of the query: expected',
    ],
    [
      "bad node id",
      "/runs/abcdefghjkmn/nodes/x",
      {},
      400,
      "bad_input",
      'Cannot use "node" of the params: expected string to match',
    ],
    ["bad hash", "/attachments/../../etc", {}, 404, "not_found", "Cannot GET /etc: no such route"],
    [
      "empty patch",
      "/runs/abcdefghjkmn",
      { method: "PATCH", body: "{}" },
      400,
      "bad_input",
      "Cannot use the body: expected object to have at least 1 properties",
    ],
    [
      "unknown result",
      "/runs/abcdefghjkmn",
      { method: "PATCH", body: '{"result":"meh"}' },
      400,
      "bad_input",
      'Cannot use "result" of the body: expected "satisfactory", "failed" or null',
    ],
    [
      "unknown colour",
      "/runs/abcdefghjkmn",
      { method: "PATCH", body: '{"colour":"notacolour"}' },
      400,
      "bad_input",
      'Cannot use "colour" of the body: expected "red", "orange", ',
    ],
    [
      "form body",
      "/sessions",
      {
        method: "POST",
        body: "name=x",
        headers: { "content-type": "application/x-www-form-urlencoded" },
      },
      415,
      "unsupported_media_type",
      'Cannot read a body of type "application/x-www-form-urlencoded": only application/json is taken',
    ],
    [
      "text body",
      "/sessions",
      { method: "POST", body: "{}", headers: { "content-type": "text/plain" } },
      415,
      "unsupported_media_type",
      'Cannot read a body of type "text/plain": only application/json is taken',
    ],
    [
      "too long by its head",
      "/sessions",
      { method: "POST", body: "{}", headers: { "content-length": "50000000" } },
      413,
      "too_large",
      "Cannot take the body: it is over 10 MB",
    ],
  ];
  test.each(cases)("%s", async (...row) => {
    const [, path, call, status, code, message] = row;
    const { call: send } = createServer();
    const response = await send(path, call);
    const error = await errorOf(response);
    expect([response.status, error.code]).toEqual([status, code]);
    expect(error.message).toContain(message);
  });

  test("a chunked body is refused when it passes the limit, and not read further", async () => {
    const { app } = createServer();
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(2 ** 20).fill(32));
        if (sent === 50) controller.close();
      },
    });
    const response = await app.handle(
      new Request(`http://localhost:${TEST_PORT}/sessions`, {
        method: "POST",
        body,
        headers: {
          host: `localhost:${TEST_PORT}`,
          authorization: `Bearer ${TEST_TOKEN}`,
          "content-type": "application/json",
        },
      }),
    );
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(15);
  });

  test("an error of ours is logged with its stack and answered as internal", async () => {
    const { call, context } = createServer();
    context.runs.counts = () => Promise.reject(new Error("boom"));
    const response = await call("/health");
    expect([response.status, await errorOf(response)]).toEqual([
      500,
      { code: "internal", message: "boom" },
    ]);
    expect(context.lines).toMatchObject([
      {
        level: "error",
        message: "request failed",
        fields: { path: "/health", error: expect.stringContaining("boom\n") },
      },
    ]);
  });
});

describe("answers to a browser", () => {
  const SECURITY = {
    "content-security-policy":
      "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  };
  test.each([
    "/health",
    "/sessions",
    "/nope",
    "/login",
    "/login.js",
    "/docs",
    "/docs/json",
    "/sessions/none",
    "/app.js",
    "/app.css",
  ])("%s carries the security headers", async (path) => {
    const response = await createServer().call(path);
    expect(Object.fromEntries(response.headers)).toMatchObject(SECURITY);
    expect(response.headers.has("access-control-allow-origin")).toBe(false);
  });

  test("/ lets style sheets through that carry its own nonce, and scripts of files alone", async () => {
    const { call } = createServer();
    const [page, other] = [await call("/"), await call("/")];
    const { "content-security-policy": base, ...others } = SECURITY;
    expect(Object.fromEntries(page.headers)).toMatchObject(others);
    const policy = page.headers.get("content-security-policy") ?? "";
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    expect(policy).toBe(`${base}; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:`);
    expect(await page.text()).toContain(`content="${nonce}"`);
    expect(other.headers.get("content-security-policy")).not.toBe(policy);
  });

  test("the page's script and style sheet may be kept by whoever names their version, and by no one else", async () => {
    const { call } = createServer();
    const page = await (await call("/")).text();
    const parts = [...page.matchAll(/"(\/app\.(?:js|css))(\?version=\w+)"/g)];
    expect(parts.map(([, path]) => path)).toEqual(["/app.css", "/app.js"]);
    for (const [, path = "", version = ""] of parts) {
      const kept = async (query: string) =>
        (await call(`${path}${query}`)).headers.get("cache-control");
      expect(await kept(version)).toBe("private, max-age=31536000, immutable");
      expect(await kept("")).toBe("no-store");
      expect(await kept("?version=of-another-ao")).toBe("no-store");
    }
  });

  test("pages hold no inline script or style", async () => {
    for (const path of ["/", "/login", "/docs"]) {
      const page = await (await createServer().call(path)).text();
      expect(page).not.toMatch(/<style|style=|\son\w+=|<script>|https?:/);
      for (const [, file] of page.matchAll(/(?:src|href)="([^"]+)"/g)) {
        expect((await createServer().call(file ?? "")).status).toBe(200);
      }
    }
  });

  test("a browser without a login sees a page that says what to type, with status 401", async () => {
    const response = await createServer().call("/", {
      headers: { authorization: "", accept: "text/html" },
    });
    expect(response.status).toBe(401);
    expect(await response.text()).toContain("<pre>ao open</pre>");
  });

  test.each([
    ["image/png", "image/png", "inline"],
    ["application/pdf", "application/pdf", "inline"],
    ["text/html", "text/html", "attachment"],
    ["image/svg+xml", "image/svg+xml", "attachment"],
    ["text/html\r\nx-evil: 1", "application/octet-stream", "attachment"],
    ["IMAGE/PNG; charset=x", "image/png", "inline"],
  ])("an attachment recorded as %j is sent as %s, %s", async (recorded, type, disposition) => {
    const { call, context } = createServer();
    const sha256 = "ab".repeat(32);
    context.runs.addAttachment(sha256, recorded, new Uint8Array([1, 2, 3]));
    const response = await call(`/attachments/${sha256}`);
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("content-disposition")).toMatch(new RegExp(`^${disposition}`));
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-security-policy")?.includes("sandbox")).toBe(
      disposition === "attachment",
    );
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([1, 2, 3]);
  });

  test("the OpenAPI document describes every route of the API once", async () => {
    const { call, app } = createServer();
    const document = await jsonOf(await call("/docs/json"));
    expect(document.openapi).toBe("3.1.0");
    const described = Object.keys(document.paths);
    expect(described).toContain("/sessions/{id}");
    expect(described.filter((path) => path.startsWith("/api"))).toEqual([]);
    const create = document.paths["/sessions"].post;
    expect(Object.keys(create.requestBody.content)).toEqual(["application/json"]);
    expect(
      create.requestBody.content["application/json"].schema.properties.name.pattern,
    ).toBeTruthy();
    expect(
      create.responses["201"].content["application/json"].schema.properties.session_id,
    ).toBeTruthy();
    for (const { path, method } of app.routes) {
      if (
        path.startsWith("/api") ||
        method === "WS" ||
        /^\/(login|docs|page|app|icon)?(\.|$|\/(page\.js|json))/.test(path)
      )
        continue;
      const name = path.replace(/:([^/]+)/g, "{$1}");
      expect(document.paths[name]?.[method.toLowerCase()], `${method} ${path}`).toBeTruthy();
    }
  });
});
