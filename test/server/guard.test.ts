// The guard: who gets in, by the head of a request. Then every route of the app is walked.
import { describe, expect, test } from "vitest";
import { runnerToken } from "#src/config/token.ts";
import { isAoError } from "#src/errors.ts";
import { type Access, createLoginCodes, loginCookie, serverAddress } from "#src/server/access.ts";
import { createApp } from "#src/server/create-app.ts";
import { guard } from "#src/server/guard.ts";
import { createTestContext, TEST_PORT, TEST_TOKEN } from "#test/support/server-context.ts";

const access: Access = {
  token: TEST_TOKEN,
  address: serverAddress(TEST_PORT, ["ao.example"]),
  logins: createLoginCodes(),
};
const COOKIE = loginCookie(access).split(";")[0] ?? "";
const BEARER = { authorization: `Bearer ${TEST_TOKEN}` };
const OWN = { origin: "http://localhost:5959" };
const RUN = "abcdefghjkmn";

type Headers = Record<string, string>;

function verdict(path: string, headers: Headers = {}, method = "GET"): string {
  const request = new Request(`http://127.0.0.1:5959${path}`, {
    method,
    headers: { host: "127.0.0.1:5959", ...headers },
  });
  try {
    guard(request, access);
    return "allowed";
  } catch (thrown) {
    if (isAoError(thrown)) return thrown.code;
    throw thrown;
  }
}

describe("Host", () => {
  test.each([
    ["127.0.0.1:5959", "allowed"],
    ["[::1]:5959", "allowed"],
    ["localhost:5959", "allowed"],
    ["LocalHost:5959", "allowed"],
    ["ao.example:5959", "allowed"],
    ["127.0.0.1", "forbidden"],
    ["127.0.0.1:5960", "forbidden"],
    ["127.0.0.1:05959", "forbidden"],
    ["localhost:5959.evil.example", "forbidden"],
    ["evil.example:5959", "forbidden"],
    ["localhost.:5959", "forbidden"],
    ["127.0.0.2:5959", "forbidden"],
    ["0.0.0.0:5959", "forbidden"],
    ["", "forbidden"],
  ])("%j is %s, on open routes too", (host, expected) => {
    expect(verdict("/sessions", { ...BEARER, host })).toBe(expected);
    expect(verdict("/health", { host })).toBe(expected);
  });
});

describe("Origin", () => {
  test.each([
    ["http://127.0.0.1:5959", "allowed"],
    ["http://localhost:5959", "allowed"],
    ["http://[::1]:5959", "allowed"],
    ["http://ao.example:5959", "allowed"],
    ["null", "forbidden"],
    ["https://localhost:5959", "forbidden"],
    ["http://localhost:3000", "forbidden"],
    ["http://localhost", "forbidden"],
    ["http://192.168.1.2:5959", "forbidden"],
    ["http://localhost:5959.evil.example", "forbidden"],
    ["http://evil.example", "forbidden"],
    ["vscode-webview://abc", "forbidden"],
    ["", "forbidden"],
  ])("%j is %s, also with the right token", (origin, expected) => {
    expect(verdict("/sessions", { ...BEARER, origin })).toBe(expected);
    expect(verdict("/ws", { ...BEARER, origin, upgrade: "websocket" })).toBe(expected);
    expect(verdict("/health", { origin })).toBe(expected);
  });
});

describe("credentials", () => {
  const upgrade = { upgrade: "websocket" };
  const own = (site: string): Headers => ({ cookie: COOKIE, "sec-fetch-site": site });
  test.each<[string, string, Headers, string, string]>([
    ["none", "/sessions", {}, "GET", "unauthorized"],
    ["the token", "/sessions", BEARER, "GET", "allowed"],
    [
      "a token with something behind",
      "/sessions",
      { authorization: `Bearer ${TEST_TOKEN}x` },
      "GET",
      "unauthorized",
    ],
    ["an empty token", "/sessions", { authorization: "Bearer " }, "GET", "unauthorized"],
    [
      "another scheme",
      "/sessions",
      { authorization: `Basic ${TEST_TOKEN}` },
      "GET",
      "unauthorized",
    ],
    ["the token in the query", `/sessions?token=${TEST_TOKEN}`, {}, "GET", "unauthorized"],
    [
      "a wrong token beside a good cookie",
      "/sessions",
      { ...own("same-origin"), authorization: "Bearer x" },
      "GET",
      "unauthorized",
    ],
    ["cookie, fetch of an own page", "/sessions", own("same-origin"), "GET", "allowed"],
    ["cookie, typed address", "/", own("none"), "GET", "allowed"],
    ["cookie, page on another port", "/sessions", own("same-site"), "GET", "forbidden"],
    [
      "cookie, a link followed from another port",
      "/",
      { ...own("same-site"), "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
      "GET",
      "unauthorized",
    ],
    [
      "cookie, a frame on another port",
      "/",
      { ...own("same-site"), "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
      "GET",
      "forbidden",
    ],
    [
      "cookie, a form of another port",
      "/clear",
      { ...own("same-site"), "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
      "POST",
      "forbidden",
    ],
    ["cookie, foreign page", "/sessions", own("cross-site"), "GET", "forbidden"],
    ["cookie, page unknown", "/sessions", { cookie: COOKIE }, "GET", "forbidden"],
    ["cookie and Origin, POST", "/clear", { cookie: COOKIE, ...OWN }, "POST", "allowed"],
    ["cookie without Origin, POST", "/clear", own("same-origin"), "POST", "forbidden"],
    [
      "cookie without Origin, socket",
      "/ws",
      { ...own("same-origin"), ...upgrade },
      "GET",
      "forbidden",
    ],
    ["cookie and Origin, socket", "/ws", { cookie: COOKIE, ...OWN, ...upgrade }, "GET", "allowed"],
    ["token without Origin, socket", "/ws", { ...BEARER, ...upgrade }, "GET", "allowed"],
    [
      "cookie of another port",
      "/sessions",
      { ...own("none"), cookie: COOKIE.replace("ao_5959", "ao_5960") },
      "GET",
      "unauthorized",
    ],
    [
      "cookie cut off",
      "/sessions",
      { ...own("none"), cookie: COOKIE.slice(0, -1) },
      "GET",
      "unauthorized",
    ],
    [
      "cookie with a longer life",
      "/sessions",
      { ...own("none"), cookie: COOKIE.replace("=", "=z") },
      "GET",
      "unauthorized",
    ],
    ["empty cookie", "/sessions", { ...own("none"), cookie: "ao_5959=" }, "GET", "unauthorized"],
  ])("%s", (...row) => {
    const [, path, headers, method, expected] = row;
    expect(verdict(path, headers, method)).toBe(expected);
  });

  test("a cookie ends with its time", () => {
    const old = loginCookie(access, Date.now() - 8 * 24 * 3600 * 1000).split(";")[0] ?? "";
    expect(verdict("/sessions", { cookie: old, "sec-fetch-site": "none" })).toBe("unauthorized");
  });

  test("the cookie is host-only, strict, hidden from scripts and named by its port", () => {
    expect(loginCookie(access)).toMatch(
      /^ao_5959=[^;]+; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict$/,
    );
  });
});

describe("a run's own token", () => {
  const bearer = { authorization: `Bearer ${runnerToken(TEST_TOKEN, RUN)}` };
  test.each([
    [`/runner?run=${RUN}`, "allowed"],
    [`/api/runner?run=${RUN}`, "allowed"],
    ["/runner?run=bbbbbbbbbbbb", "unauthorized"],
    [`/runner?run=${RUN}&run=bbbbbbbbbbbb`, "unauthorized"],
    ["/runner", "unauthorized"],
    [`/ws?run=${RUN}`, "unauthorized"],
    [`/runs/${RUN}?run=${RUN}`, "unauthorized"],
    [`/sessions?run=${RUN}`, "unauthorized"],
  ])("on %s is %s", (path, expected) => {
    expect(verdict(path, bearer)).toBe(expected);
  });
});

describe("content", () => {
  test.each<[string, Headers, string]>([
    ["no body", {}, "allowed"],
    ["JSON", { "content-type": "application/json", "content-length": "2" }, "allowed"],
    ["JSON with charset", { "content-type": "application/json; charset=utf-8" }, "allowed"],
    ["JSON lines", { "content-type": "application/jsonl" }, "unsupported_media_type"],
    ["no type", { "content-length": "2" }, "unsupported_media_type"],
    ["chunked without type", { "transfer-encoding": "chunked" }, "unsupported_media_type"],
    ["form without body", { "content-type": "multipart/form-data" }, "unsupported_media_type"],
    ["10 MB", { "content-type": "application/json", "content-length": "10485760" }, "allowed"],
    ["one more", { "content-type": "application/json", "content-length": "10485761" }, "too_large"],
  ])("%s", (_name, headers, expected) => {
    expect(verdict("/clear", { ...BEARER, ...headers }, "POST")).toBe(expected);
  });
});

test("every route but the open ones refuses a stranger, under / and under /api", async () => {
  const context = createTestContext();
  const app = createApp(context);
  const statuses = new Map<string, number>();
  for (const { method, path } of app.routes) {
    const filled = path
      .replace(":sha256", "ab".repeat(32))
      .replace(":node", "n1")
      .replace(/:\w+/g, RUN);
    const response = await app.handle(
      new Request(`http://127.0.0.1:5959${filled}`, {
        method: method === "WS" ? "GET" : method,
        headers: {
          host: "127.0.0.1:5959",
          ...(method === "WS" ? { upgrade: "websocket", connection: "upgrade" } : {}),
        },
      }),
    );
    statuses.set(`${method} ${path}`, response.status);
  }
  const letIn = [...statuses].filter(([, status]) => status !== 401 && status !== 403);
  expect(Object.fromEntries(letIn)).toEqual({
    "GET /health": 200,
    "GET /login": 200,
    "GET /login.js": 200,
    "GET /page.css": 200,
    "GET /icon.svg": 200,
    "GET /api/health": 200,
    "GET /api/login": 200,
    "GET /api/login.js": 200,
    "GET /api/page.css": 200,
    "GET /api/icon.svg": 200,
    // No code in the body.
    "POST /login": 400,
    "POST /api/login": 400,
  });
  expect(statuses.size).toBeGreaterThan(40);
  expect([...statuses.keys()]).toEqual(
    expect.arrayContaining(["WS /ws", "WS /runner", "WS /api/ws"]),
  );
});

const send = (app: ReturnType<typeof createApp>, path: string, headers: Headers, code?: string) =>
  Promise.resolve(
    app.handle(
      new Request(`http://127.0.0.1:5959${path}`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify({ code }),
      }),
    ),
  );

describe("the browser's login", () => {
  const browser = { host: "127.0.0.1:5959", ...OWN };
  test("a code is exchanged once for a cookie that then opens the API", async () => {
    const context = createTestContext();
    const app = createApp(context);
    const made = await send(app, "/login/code", { ...browser, ...BEARER });
    const { code, path } = JSON.parse(await made.text());
    expect(path).toBe(`/login#${code}`);
    expect(code.length).toBeGreaterThanOrEqual(32);
    const login = await send(app, "/login", browser, code);
    expect(login.status).toBe(204);
    const cookie = login.headers.get("set-cookie")?.split(";")[0] ?? "";
    const read = await app.handle(
      new Request("http://127.0.0.1:5959/sessions", {
        headers: { host: "127.0.0.1:5959", cookie, "sec-fetch-site": "same-origin" },
      }),
    );
    expect(read.status).toBe(200);
    expect((await send(app, "/login", browser, code)).status).toBe(401);
  });

  test("a code dies after a minute, and a wrong one is refused", async () => {
    let now = 1_000_000;
    const app = createApp(createTestContext({ now: () => now }));
    const made = await send(app, "/login/code", { ...browser, ...BEARER });
    const { code } = JSON.parse(await made.text());
    now += 60_000;
    expect((await send(app, "/login", browser, code)).status).toBe(401);
    expect((await send(app, "/login", browser, "x")).status).toBe(401);
  });

  test("a foreign page cannot log a browser in", async () => {
    const context = createTestContext();
    const app = createApp(context);
    const code = context.access.logins.create();
    const foreign = { ...browser, origin: "http://evil.example" };
    expect((await send(app, "/login", foreign, code)).status).toBe(403);
    expect((await send(app, "/login", browser, code)).status).toBe(204);
  });
});
