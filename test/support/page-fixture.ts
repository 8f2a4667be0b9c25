// Pages of the web interface in a real browser, over recordings of a small agent that talks to a mock.
// A page that complains on its console, or asks anybody but its own server, fails the test. Tests only.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { launchChromium, logIn, type Watched, watchPage } from "#test/support/chromium.ts";
import {
  type MockProvider,
  type MockRule,
  startMockProvider,
} from "#test/support/mock-provider.ts";
import { Installation, type Reported } from "#test/support/run-ao.ts";

/** Asks for each of its arguments, together with the answer before it; a `data:` address is a picture. */
const AGENT = `
let answer = "";
for (const word of process.argv.slice(2)) {
  const content = word.startsWith("data:")
    ? [{ type: "text", text: "What is on it?" }, { type: "image_url", image_url: { url: word } }]
    : (word + " " + answer).trim();
  const response = await fetch(process.env.OPENAI_BASE_URL + "/chat/completions", {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer key" },
    body: JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content }] }),
  });
  const body = await response.json();
  if (!response.ok) process.exitCode = 1;
  answer = body.choices?.[0].message.content ?? "";
}`;

/** What tries to be more than text. */
export const HOSTILE: string = [
  "<img src=x onerror=\"window.hacked = 'img'\"><script>window.hacked = 'script'</script>",
  "</pre></details><iframe srcdoc='<script>parent.hacked = 1</script>'></iframe>",
  "[click](javascript:window.hacked='link') <a href=\"javascript:hacked=1\">here</a>",
  "<svg onload=hacked=1> <style>body { display: none }</style> <base href=//evil.test>",
].join("\n");

/** The answer to a word that begins with `first`. */
export const FINDING = "Parcel A-1042 waits in the customs depot of Leipzig for an invoice.";

const PATIENCE_MS = 10_000;
const RULES: readonly MockRule[] = [
  { name: "hostile", when: /^hostile/, reply: HOSTILE },
  {
    name: "fails",
    when: /^fail/,
    reply: { error: { status: 400, message: "no <b>way</b>" } },
  },
  { name: "first", when: /^first/, reply: FINDING },
  { name: "other", when: /(.*)/, reply: ({ match }) => `An answer to ${match[0]}` },
];

export interface OpenOptions extends BrowserContextOptions {
  readonly installation?: Installation;
  /** Complaints that the test causes itself. */
  readonly expected?: RegExp;
}

interface Login {
  readonly address: string;
  readonly state: Awaited<ReturnType<BrowserContext["storageState"]>>;
}

/** A browser, an installation of ao, and a mock of a provider. */
export class Pages implements AsyncDisposable {
  readonly browser: Browser;
  readonly installation: Installation;
  readonly folder: string;
  readonly #mock: MockProvider;
  /** What a browser that is logged in keeps, for each installation. */
  readonly #logins = new Map<Installation, Promise<Login>>();
  readonly #agent: string;

  private constructor(browser: Browser, mock: MockProvider) {
    this.browser = browser;
    this.#mock = mock;
    this.installation = new Installation();
    this.folder = mkdtempSync(join(tmpdir(), "ao-pages-"));
    this.#agent = this.program("agent.mjs", AGENT);
  }

  static async start(): Promise<Pages> {
    const [browser, mock] = await Promise.all([launchChromium(), startMockProvider(RULES)]);
    return new Pages(browser, mock);
  }

  /** Writes a program, and says where it is. */
  program(name: string, code: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, code);
    return file;
  }

  /** Records the agent with these words, or another program. */
  record(
    name: string,
    words: readonly string[],
    { program = this.#agent, installation = this.installation } = {},
  ): Promise<Reported> {
    const { environment } = this.#mock;
    return installation.record(["--name", name, program, ...words], { environment });
  }

  rerun(...words: string[]): Promise<Reported> {
    return this.installation.rerun(words, { environment: this.#mock.environment });
  }

  /** A page in a browser of its own that is logged in, at a query such as `?session=sample`. */
  async open(query = "", options: OpenOptions = {}): Promise<Page> {
    const { installation = this.installation, expected, ...wishes } = options;
    const login = await this.#logIn(installation);
    const { origin, host } = new URL(login.address);
    const context = await this.browser.newContext({
      viewport: { width: 1024, height: 700 },
      storageState: login.state,
      ...wishes,
    });
    // Before the test's own limit: what is waited for is told then.
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const watched = watchPage(page);
    onTestFinished(async () => {
      await context.close();
      expectQuiet(watched, [`${origin}/`, `ws://${host}/`, "data:"], expected);
    });
    await page.goto(`${origin}/${query}`);
    return page;
  }

  /** A file, in a browser without a network. */
  async openFile(file: string, place = ""): Promise<Page> {
    const context = await this.browser.newContext({
      offline: true,
      viewport: { width: 1024, height: 700 },
    });
    // Before the test's own limit: what is waited for is told then.
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const watched = watchPage(page);
    onTestFinished(async () => {
      await context.close();
      expectQuiet(watched, [`file://${file}`, "data:"]);
    });
    await page.goto(`file://${file}${place}`);
    return page;
  }

  #logIn(installation: Installation): Promise<Login> {
    const known = this.#logins.get(installation);
    if (known !== undefined) return known;
    const login = (async () => {
      const context = await this.browser.newContext();
      const page = await logIn(context, installation);
      const state = await context.storageState();
      await context.close();
      return { address: page.url(), state };
    })();
    this.#logins.set(installation, login);
    return login;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.#mock.close();
    await this.installation[Symbol.asyncDispose]();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function expectQuiet(watched: Watched, own: readonly string[], expected?: RegExp): void {
  const foreign = watched.requests.filter((url) => !own.some((start) => url.startsWith(start)));
  const complaints = watched.complaints.filter((text) => expected?.test(text) !== true);
  expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
}
