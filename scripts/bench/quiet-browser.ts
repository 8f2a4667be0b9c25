// A Chromium that nobody looks into while it opens a page. What drives tests listens to the network, and
// for each request the browser then notes the script's stack: it reads a script of a megabyte once more,
// which is half of the time until the page stands.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHROMIUM_ARGUMENTS, findChromium } from "#test/support/chromium.ts";

const SETTLED_MS = 500;

/** In the page: the time of the frame in which the first such element was drawn. */
function drawnTimer(selector: string): string {
  return `new MutationObserver((_, observer) => {
    if (document.querySelector(${JSON.stringify(selector)}) === null) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => performance.mark("drawn")));
  }).observe(document, { subtree: true, childList: true });`;
}

/** Null as yet. */
const DRAWN = 'performance.getEntriesByName("drawn")[0]?.startTime ?? null';

export class QuietBrowser implements AsyncDisposable {
  readonly #profile: string;
  readonly #process: Bun.Subprocess;
  readonly #address: string;

  private constructor(profile: string, child: Bun.Subprocess, address: string) {
    this.#profile = profile;
    this.#process = child;
    this.#address = address;
  }

  /** @throws where there is no Chromium, or it does not start. */
  static async launch(view: {
    readonly width: number;
    readonly height: number;
  }): Promise<QuietBrowser> {
    const executable = findChromium();
    if (executable === null) throw new Error("Cannot start a browser: there is none");
    const profile = mkdtempSync(join(tmpdir(), "ao-bench-browser-"));
    const child = Bun.spawn(
      [
        executable,
        "--headless",
        ...CHROMIUM_ARGUMENTS,
        "--remote-debugging-port=0",
        `--window-size=${view.width},${view.height}`,
        `--user-data-dir=${profile}`,
        "about:blank",
      ],
      { stdout: "ignore", stderr: "ignore" },
    );
    try {
      return new QuietBrowser(profile, child, `http://127.0.0.1:${await portOf(profile)}/json`);
    } catch (problem) {
      child.kill();
      throw problem;
    }
  }

  /** Opens an address and leaves the page open for a while: to log in. */
  async visit(url: string): Promise<void> {
    await using tab = await this.#openTab();
    await tab.send("Page.navigate", { url });
    await Bun.sleep(4 * SETTLED_MS);
  }

  /** Milliseconds from the address to the frame that shows the first such element. */
  async timeUntil(selector: string, url: string): Promise<number> {
    await using tab = await this.#openTab();
    await tab.send("Page.enable", {});
    await tab.send("Page.addScriptToEvaluateOnNewDocument", { source: drawnTimer(selector) });
    await Bun.sleep(SETTLED_MS);
    await tab.send("Page.navigate", { url });
    for (let tries = 0; tries < 20; tries++) {
      await Bun.sleep(2 * SETTLED_MS);
      const { result } = (await tab.send("Runtime.evaluate", { expression: DRAWN })) as {
        readonly result: { readonly value?: unknown };
      };
      if (typeof result.value === "number") return result.value;
    }
    throw new Error(`Nothing at ${url} looks like ${selector}`);
  }

  async #openTab(): Promise<Tab> {
    const response = await fetch(`${this.#address}/new?about:blank`, { method: "PUT" });
    const { id, webSocketDebuggerUrl } = (await response.json()) as {
      readonly id: string;
      readonly webSocketDebuggerUrl: string;
    };
    return Tab.connect(webSocketDebuggerUrl, () => fetch(`${this.#address}/close/${id}`));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill();
    await this.#process.exited;
    rmSync(this.#profile, { recursive: true, force: true });
  }
}

/** The browser writes it into its profile once it listens. */
async function portOf(profile: string): Promise<string> {
  const file = join(profile, "DevToolsActivePort");
  for (let tries = 0; tries < 100; tries++) {
    const [port = ""] = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    if (port !== "") return port;
    await Bun.sleep(100);
  }
  throw new Error("The browser does not start");
}

/** One page, spoken to in the browser's own protocol: https://chromedevtools.github.io/devtools-protocol/ */
class Tab implements AsyncDisposable {
  readonly #socket: WebSocket;
  readonly #close: () => Promise<unknown>;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #sent = 0;

  private constructor(socket: WebSocket, close: () => Promise<unknown>) {
    this.#socket = socket;
    this.#close = close;
    socket.addEventListener("message", ({ data }) => {
      const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
      if (id !== undefined) this.#waiting.get(id)?.(result);
    });
  }

  static async connect(url: string, close: () => Promise<unknown>): Promise<Tab> {
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", reject);
    });
    return new Tab(socket, close);
  }

  send(method: string, params: Readonly<Record<string, unknown>>): Promise<unknown> {
    const id = ++this.#sent;
    const answer = new Promise<unknown>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params }));
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    await this.#close();
  }
}
