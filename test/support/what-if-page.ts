// Pages for the tests of what happens while a page is open, and of what is changed in it: a browser, an
// installation on a port that stays, a program to record, and the provider that it asks.
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import type { Browser, Locator, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { type AskMock, startAskMock, writeAgent } from "#test/support/ask-mock.ts";
import { launchChromium, logIn, watchPage } from "#test/support/chromium.ts";
import { Installation, type Reported } from "#test/support/run-ao.ts";

export const FINDING = "Parcel A-1042 waits in the customs depot of Leipzig for an invoice.";
const RULE = "A delivery counts as late after five working days without a scan.";
/** A letter is about the finding, the summary about the letter and the rule; the rule is about nothing. */
export const CHAIN = [
  "Where is the parcel?",
  "Write a letter about this: $1",
  "When is a delivery late?",
  "Sum up: $2 And the rule: $3",
] as const;

export class Stage implements AsyncDisposable {
  readonly browser: Browser;
  readonly installation: Installation;
  readonly mock: AskMock = startAskMock(replyTo);
  readonly #folder = mkdtempSync(`${tmpdir()}/ao-stage-`);
  readonly agent = writeAgent(this.#folder);

  private constructor(browser: Browser, port: number) {
    this.browser = browser;
    this.installation = new Installation({ AO_PORT: String(port) });
  }

  static async open(): Promise<Stage> {
    return new Stage(await launchChromium(), await freePort());
  }

  /** Records the program asking for these. */
  record(name: string, ...asks: readonly string[]): Promise<Reported> {
    const words = ["--name", name, this.agent, ...asks];
    return this.installation.record(words, { environment: this.mock.environment });
  }

  /**
   * A page of a browser of its own, logged in. It must talk to nobody else, and not complain; but that the
   * server refuses or is gone is on the console, too, where a test says that it happens.
   */
  async page(query: string, { canFail = false } = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: { width: 1440, height: 900 } });
    onTestFinished(() => context.close());
    // Less than a test has, so that the error names what did not come.
    context.setDefaultTimeout(12_000);
    const page = await logIn(context, this.installation);
    await openPlace(page, query, canFail);
    return page;
  }

  /** Another tab of the browser that a page is in. */
  async secondTab(first: Page): Promise<Page> {
    const page = await first.context().newPage();
    await openPlace(page, first.url(), false);
    return page;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.installation[Symbol.asyncDispose]();
    await this.mock.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The card of a call in the graph. */
export function card(page: Page, id: string): Locator {
  return page.locator(`.react-flow__node[data-id="${id}"] .card`);
}

/** The ids that nodes or edges of the graph have, in order. */
export async function idsOf(page: Page, selector: string): Promise<string[]> {
  const ids = await page.evaluate<string[]>(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map(({ dataset }) => dataset.id)`,
  );
  return ids.sort();
}

/** The calls that are shown as answered so: `cache`, `edited` or `live`. */
export function cardsFrom(page: Page, source: string): Promise<string[]> {
  return idsOf(page, `.react-flow__node:has(.card[data-source="${source}"])`);
}

/** The words that say whether the page hears from the server. */
export function connection(page: Page): Locator {
  return page.locator(".top-bar .connection");
}

/** Puts a text in the place of what stands in the editor that has the focus. */
export async function rewrite(page: Page, text: string): Promise<void> {
  const editor = page.locator(".edit-panel .cm-content");
  await editor.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

async function openPlace(page: Page, query: string, canFail: boolean): Promise<void> {
  const watched = watchPage(page);
  onTestFinished(() => {
    const { origin, host } = new URL(page.url());
    const foreign = watched.requests.filter(
      (url) => !url.startsWith(`${origin}/`) && !url.startsWith(`ws://${host}/`),
    );
    const complaints = watched.complaints.filter((text) => !canFail || !isFailure(text));
    expect([foreign, complaints]).toEqual([[], []]);
  });
  const base = page.context().pages()[0]?.url() ?? page.url();
  await page.goto(new URL(query, base).href);
}

/** A refused request or connection, as Chromium words it. */
function isFailure(complaint: string): boolean {
  return /Failed to load resource|WebSocket connection to/.test(complaint);
}

function replyTo(text: string): string {
  if (text.startsWith("Where")) return FINDING;
  if (text.startsWith("When")) return RULE;
  return `${text.slice(text.indexOf(": ") + 2)} That is answer enough.`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
