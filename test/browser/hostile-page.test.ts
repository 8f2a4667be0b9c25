// Hostile pages in a browser that is logged in: on another port, under another name, without an
// origin, and under a name that leads to this server (DNS rebinding). They read and change nothing.
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { PAGE_ICON } from "#src/server/pages/page-style.ts";
import { findChromium, launchChromium, logIn } from "#test/support/chromium.ts";
import { recordSample } from "#test/support/recorded-sample.ts";
import { Installation } from "#test/support/run-ao.ts";

const ATTACKS = readFileSync(new URL("../fixtures/attacks.js", import.meta.url), "utf8");
const SANDBOXED = `<iframe sandbox="allow-scripts allow-forms allow-popups" srcdoc="<p>x"></iframe>`;
const DATA_URL = `<iframe src="data:text/html,<p>x"></iframe>`;

type AttackKind = "reading" | "writing";

interface Attacker {
  readonly name: string;
  /** Where its page is. */
  readonly host: string;
  /** The page's markup; the attack comes from the frame in it, where there is one. */
  readonly markup?: string;
  /** Its name leads to ao's own port, as after a DNS rebinding. */
  readonly isRebound?: boolean;
}

const ATTACKERS: readonly Attacker[] = [
  { name: "a page on another port", host: "127.0.0.1" },
  { name: "a page under another name of this machine", host: "localhost" },
  { name: "a page of another site", host: "evil.test" },
  { name: "a sandboxed frame on another port", host: "127.0.0.1", markup: SANDBOXED },
  { name: "a data: frame of another site", host: "evil.test", markup: DATA_URL },
  { name: "a page whose name was bound to this server", host: "evil.test", isRebound: true },
];

describe.skipIf(findChromium() === null)("hostile pages", () => {
  let browser: Browser;
  let context: BrowserContext;
  let installation: Installation;
  let attacker: Server;
  let own: Page;
  let base: string;

  beforeAll(async () => {
    installation = new Installation();
    attacker = createServer((request, response) => {
      const isScript = request.url?.endsWith(".js");
      response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
      response.end(isScript ? SERVICE_WORKER : decodeURIComponent(request.url?.slice(2) ?? ""));
    });
    [browser] = await Promise.all([
      launchChromium("MAP evil.test 127.0.0.1"),
      recordSample(installation),
      new Promise<void>((resolve) => attacker.listen(0, "127.0.0.1", resolve)),
    ]);
    context = await browser.newContext();
    own = await logIn(context, installation);
    base = new URL(own.url()).origin;
  });
  afterAll(async () => {
    await browser?.close();
    attacker?.close();
    await installation?.[Symbol.asyncDispose]();
  });

  /** What a hostile page would like to change, as a holder of the token sees it. */
  const stateOfServer = async () => {
    const { stdout } = await installation.ao(["token"]);
    const read = async (path: string) => {
      const headers = { authorization: `Bearer ${stdout.trim()}` };
      return JSON.parse(await (await fetch(base + path, { headers })).text());
    };
    const { instance, pid } = await read("/health");
    return {
      instance,
      pid,
      list: await read("/sessions"),
      runs: await read("/sessions/last/runs"),
    };
  };

  /** The attacker's page. */
  const visit = async ({ host, markup, isRebound }: Attacker): Promise<Page> => {
    const page = await context.newPage();
    onTestFinished(() => page.close());
    const { port } = isRebound ? new URL(base) : (attacker.address() as AddressInfo);
    const address = `http://${host}:${port}/?${encodeURIComponent(markup ?? "<p>evil")}`;
    if (isRebound) {
      // Loaded from the attacker's server before its name was made to lead here.
      await page.route(address, (route) =>
        route.fulfill({ contentType: "text/html", body: "<p>evil" }),
      );
    }
    await page.goto(address);
    return page;
  };
  /** A frame in which the attacks can be run. */
  const enter = async (each: Attacker): Promise<Frame> => {
    const page = await visit(each);
    const frame = each.markup === undefined ? page.mainFrame() : page.frames().at(-1);
    if (frame === undefined) throw new Error("the frame is not there");
    await frame.evaluate(ATTACKS);
    return frame;
  };
  /** The names of this server as a page may call it; after rebinding also the page's own. */
  const targetsOf = ({ host, isRebound }: Attacker): string[] => {
    const { port } = new URL(base);
    return [base, `http://localhost:${port}`, ...(isRebound ? [`http://${host}:${port}`] : [])];
  };

  test.each(ATTACKERS)("$name reads nothing", async (each) => {
    const frame = await enter(each);
    for (const target of targetsOf(each)) {
      const got = await readAll(frame, target);
      expect(got.filter(([, result]) => result !== null)).toEqual([]);
    }
  });

  test.each(ATTACKERS)("$name changes nothing", async (each) => {
    const before = await stateOfServer();
    expect(before.list.sessions).toHaveLength(1);
    const frame = await enter(each);
    for (const target of targetsOf(each)) {
      for (const name of await attacksOf(frame, "writing")) {
        await attack(frame, "writing", [name, target]);
      }
    }
    expect(await stateOfServer()).toEqual(before);
  });

  test.each(ATTACKERS.filter(({ isRebound }) => !isRebound))(
    "the attacks of $name do work, on a server that is careless",
    async (each) => {
      const careless = startCarelessServer();
      onTestFinished(() => careless.stop());
      const frame = await enter(each);
      const got = await readAll(frame, careless.url);
      expect(got.length).toBeGreaterThan(12);
      expect(got.filter(([, result]) => result === null)).toEqual([]);
      for (const name of await attacksOf(frame, "writing")) {
        careless.changes.length = 0;
        await attack(frame, "writing", [name, careless.url]);
        await expect.poll(() => careless.changes, { message: name }).not.toEqual([]);
      }
    },
  );

  test("no page can put ours into a frame, and so get clicks meant for something else", async () => {
    for (const path of ["/", "/login", "/docs", "/sessions", "/health", "/icon.svg"]) {
      const markup = `<iframe src="${base}${path}"></iframe><object data="${base}${path}"></object>`;
      const page = await visit({ name: "", host: "127.0.0.1", markup: `${markup}<p>end` });
      const inner = page.frames().slice(1);
      expect(inner.map((each) => each.url())).not.toContain(base + path);
      for (const each of inner) {
        // A refused object's frame goes away, sometimes only while it is looked at.
        const text = await each.evaluate("document.documentElement.innerText").catch((error) => {
          if (each.isDetached()) return "";
          throw error;
        });
        expect(text).not.toMatch(/sample|ao open|API|status/);
      }
    }
  });

  test("a window that a page opens leaves it: nothing to read, nobody to post messages to", async () => {
    const frame = await enter({ name: "", host: "127.0.0.1" });
    const opened = context.waitForEvent("page");
    await frame.evaluate(`void (globalThis.opened = open(${JSON.stringify(`${base}/`)}))`);
    const popup = await opened;
    await popup.locator(".sessions").waitFor();
    expect(await popup.evaluate("window.opener")).toBeNull();
    expect(await frame.evaluate("opened.closed")).toBe(true);
    await popup.evaluate("window.heard = []; onmessage = ({ data }) => heard.push(data); 0");
    await frame.evaluate(`opened.postMessage("evil", "*")`);
    await popup.waitForTimeout(200);
    expect(await popup.evaluate("heard")).toEqual([]);
    await popup.close();
  });

  test("a service worker of another port sees none of our pages and reads nothing of ours", async () => {
    const frame = await enter({ name: "", host: "127.0.0.1" });
    const register = (script: string, scope: string) =>
      frame.evaluate(
        `navigator.serviceWorker.register(${JSON.stringify(script)}, { scope: ${JSON.stringify(scope)} })
          .then(() => "registered", ({ name }) => name)`,
      );
    expect(await register(`${base}/app.js`, "/")).toBe("SecurityError");
    expect(await register("/worker.js", `${base}/`)).toBe("SecurityError");
    expect(await register("/worker.js", "/")).toBe("registered");
    await frame.evaluate("navigator.serviceWorker.ready.then(() => 0)");
    await frame.page().reload();
    const answer = await frame.evaluate(
      `fetch(${JSON.stringify(`${base}/sessions`)}, { credentials: "include" }).then((r) => r.text())`,
    );
    expect(answer).toBe("nothing");
    await own.reload();
    await own.locator(".sessions").waitFor();
    expect(await own.evaluate("navigator.serviceWorker.controller")).toBeNull();
  });
});

function attacksOf(frame: Frame, kind: AttackKind): Promise<string[]> {
  return frame.evaluate(`Object.keys(attacks.${kind})`);
}

/** Runs one attack against a server's address; resolves to what a reading one got hold of. */
function attack(frame: Frame, kind: AttackKind, aim: readonly [string, string]): Promise<unknown> {
  const [name, target] = aim.map((text) => JSON.stringify(text));
  return frame.evaluate(`attacks.${kind}[${name}](${target})`);
}

/** Every reading attack of a frame, and what each got. */
async function readAll(frame: Frame, target: string): Promise<[string, unknown][]> {
  const names = await attacksOf(frame, "reading");
  return Promise.all(
    names.map(async (name): Promise<[string, unknown]> => {
      return [name, await attack(frame, "reading", [name, target])];
    }),
  );
}

/** Answers on another port like the servers that were broken into: to anybody, with everything. */
function startCarelessServer() {
  const changes: string[] = [];
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch(request, server) {
      if (request.headers.has("upgrade") && server.upgrade(request)) return undefined;
      if (!["GET", "OPTIONS"].includes(request.method)) changes.push(request.method);
      const isImage = request.url.endsWith(".svg");
      const body = isImage ? PAGE_ICON : "/* readable */";
      const headers = carelessHeaders(request);
      if (isImage) headers["content-type"] = "image/svg+xml";
      return new Response(body, { headers });
    },
    websocket: { message: () => undefined },
  });
  return { url: `http://127.0.0.1:${server.port}`, changes, stop: () => server.stop(true) };
}

function carelessHeaders(request: Request): Record<string, string> {
  const isStream = request.headers.get("accept") === "text/event-stream";
  const type = isStream ? "text/event-stream" : "text/javascript";
  const { pathname } = new URL(request.url);
  return {
    "access-control-allow-origin": request.headers.get("origin") ?? "*",
    "access-control-allow-credentials": "true",
    "access-control-allow-headers": "content-type, authorization",
    "access-control-allow-methods": "DELETE, PATCH",
    "content-type": pathname.endsWith(".css") ? "text/css" : type,
  };
}

const SERVICE_WORKER = `
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  event.respondWith(fetch(event.request).catch(() => new Response("nothing")));
});`;
