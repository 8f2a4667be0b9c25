// The pages behind the login, over real recordings: the list of sessions, a run, its calls, and the
// API's documentation; what is recorded stays text, and what happens is shown while it happens.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import {
  findChromium,
  launchChromium,
  logIn,
  openAddress,
  watchPage,
} from "#test/support/chromium.ts";
import { type MockProvider, startMockProvider } from "#test/support/mock-provider.ts";
import { recordSample } from "#test/support/recorded-sample.ts";
import { Installation } from "#test/support/run-ao.ts";

/** Asks for each of its arguments; before one that names a file it waits for that file. */
const AGENT = `
import { existsSync } from "node:fs";
for (const word of process.argv.slice(2)) {
  if (word.startsWith("/")) {
    while (!existsSync(word)) await Bun.sleep(10);
    continue;
  }
  const response = await fetch(process.env.OPENAI_BASE_URL + "/chat/completions", {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer key" },
    body: JSON.stringify({ model: "gpt-4o-mini", stream: word.startsWith("slow"), messages: [{ role: "user", content: word }] }),
  });
  await response.text();
}`;
const FINDING = "Parcel A-1042 waits in the customs depot of Leipzig for an invoice.";
const HOSTILE = [
  "<img src=x onerror=\"window.hacked = 'img'\"><script>window.hacked = 'script'</script>",
  "</pre></details><iframe srcdoc='<script>parent.hacked = 1</script>'></iframe>",
  "[click](javascript:window.hacked='link') <a href=\"javascript:hacked=1\">here</a>",
  "<svg onload=hacked=1> <style>body { display: none }</style> <base href=//evil.test>",
].join("\n");

describe.skipIf(findChromium() === null)("pages", () => {
  let browser: Browser;
  let installation: Installation;
  let mock: MockProvider;
  let folder: string;
  let agent: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "ao-pages-"));
    agent = join(folder, "agent.mjs");
    writeFileSync(agent, AGENT);
    installation = new Installation({ AO_PORT: String(await freePort()) });
    [browser, mock] = await Promise.all([
      launchChromium(),
      startMockProvider([
        { name: "hostile", when: /^hostile/, reply: HOSTILE },
        { name: "slow", when: /^slow/, reply: { text: "word by word ".repeat(60), slow: true } },
        {
          name: "fails",
          when: /^fail/,
          reply: { error: { status: 400, message: "no <b>way</b>" } },
        },
        { name: "first", when: /^first/, reply: FINDING },
        { name: "other", when: /(.*)/, reply: ({ match }) => `An answer to ${match[0]}` },
      ]),
      recordSample(installation),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await mock?.close();
    await installation?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  const record = (name: string, ...words: string[]) =>
    installation.record(["--name", name, agent, ...words], { environment: mock.environment });
  /** A page of a browser of its own, logged in; it must not complain, nor talk to anybody else. */
  const openPage = async (session?: string, options = {}): Promise<Page> => {
    const context = await browser.newContext({
      viewport: { width: 1024, height: 700 },
      ...options,
    });
    const page = await logIn(context, installation);
    const watched = watchPage(page);
    onTestFinished(async () => {
      const { origin, host } = new URL(page.url());
      await context.close();
      const foreign = watched.requests.filter(
        (url) => !url.startsWith(`${origin}/`) && !url.startsWith(`ws://${host}/`),
      );
      expect([foreign, watched.complaints]).toEqual([[], []]);
    });
    if (session !== undefined) await page.goto(`${new URL(page.url()).origin}/?session=${session}`);
    return page;
  };

  test("the list shows what was recorded, and leads to it", async () => {
    const page = await openPage();
    await page.locator("tbody tr").first().waitFor();
    const cells = await page
      .locator("tbody tr", { hasText: "sample" })
      .locator("td")
      .allInnerTexts();
    expect(cells.slice(1, 5)).toEqual(["✓ finished", "just now", "1", "7"]);
    expect(Number(cells[5])).toBeGreaterThan(100);
    expect(cells[6]).toMatch(/^(<?\$0\.\d+)$/);
    await page.getByRole("link", { name: "sample" }).click();
    await page.locator(".call").nth(6).waitFor();
    expect(await page.title()).toBe("sample · ao");
  });

  test("a run is a list of calls with what ao graph says of them", async () => {
    const page = await openPage("sample");
    await page.locator(".call").nth(6).waitFor();
    expect(await textOf(page, "header.run")).toMatch(/✓ finished · 7 calls · .* tokens · /);
    const graph = await installation.json<{ edges: { source: string; target: string }[] }>(
      "graph",
      "sample",
    );
    const order = await page.evaluate<string[]>(
      `[...document.querySelectorAll(".call")].map(({ id }) => id)`,
    );
    for (const { source, target } of graph.edges) {
      expect(order.indexOf(source)).toBeLessThan(order.indexOf(target));
    }
    const second = page.locator("#n2");
    expect(await second.innerText()).toMatch(/n2\s+llm\s+Which rule.*gpt-4o-mini.*✓ ok/s);
    expect(await second.locator(".sources").innerText()).toBe("came from n1 (content)");
    await second.locator(".sources a").click();
    expect(new URL(page.url()).hash).toBe("#n1");
    expect(await page.locator("#n1:target").count()).toBe(1);
    expect(await second.locator("details").getAttribute("open")).toBeNull();
  });

  test("with the keyboard alone a call opens to its messages, tools and JSON", async () => {
    const page = await openPage("sample");
    const answered = page.locator("#n5");
    await answered.waitFor();
    const focused = () => page.evaluate(`document.activeElement.closest("#n5 summary") !== null`);
    for (let presses = 0; presses < 40 && !(await focused()); presses++) {
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await answered.locator(".message").nth(3).waitFor();
    const body = await answered.locator(".body").innerText();
    expect(body).toMatch(/user\s+Find out in one sentence/);
    expect(body).toMatch(/calls track_parcel\s+\{\s+"parcel": "A-1042"\s+\}/);
    expect(body).toMatch(/track_parcel answered\s+Parcel A-1042: in the customs depot/);
    await answered.locator(".body summary").first().click();
    const json = await answered.locator(".body pre").first().innerText();
    expect(JSON.parse(json)).toMatchObject({ model: "gpt-4o-mini", tools: [{ type: "function" }] });
  });

  test("recorded HTML, scripts and links stay text", async () => {
    await record("hostile", `hostile ${HOSTILE}`, "fail");
    const page = await openPage("hostile");
    await page.locator("#n1 summary").click();
    await page.locator("#n2 summary").first().click();
    await page.locator("#n1 .message").nth(1).waitFor();
    for (const summary of await page.locator("#n1 .body summary").all()) await summary.click();
    await page.locator("#n1 .body pre").nth(1).waitFor();
    expect(await page.locator("#n1 .message .text").last().innerText()).toBe(HOSTILE);
    expect(await textOf(page, "#n2 .preview")).toContain("no <b>way</b>");
    expect(await page.evaluate("window.hacked")).toBeUndefined();
    const foreign = "main :is(img, script, iframe, style, base, b, svg:not(.bar))";
    expect(await page.locator(foreign).count()).toBe(0);
    expect(await page.locator("a[href^='javascript']").count()).toBe(0);
  });

  test("calls, the words of a stream, edges and the end appear while the program runs", async () => {
    const gates = ["one", "two"].map((name) => join(folder, name));
    const list = await openPage();
    const words = ["first", gates[0] ?? "", `slow: ${FINDING}`, gates[1] ?? ""];
    const recording = record("live", ...words);
    const row = list.locator("tbody tr").first();
    await expect.poll(() => row.innerText()).toMatch(/live.*◌ running/s);
    await row.locator("a").click();
    await list.locator("#n1").waitFor();
    expect(await textOf(list, "header.run .status")).toBe("◌ running");
    writeFileSync(gates[0] ?? "", "");
    await expect.poll(() => textOf(list, "#n2 .preview")).toContain("word by word");
    expect(await textOf(list, "#n2 .status")).toBe("◌ running");
    await expect.poll(() => textOf(list, "#n2 .status")).toBe("✓ ok");
    await list.locator("#n2 .sources a", { hasText: "n1" }).waitFor();
    writeFileSync(gates[1] ?? "", "");
    await expect.poll(() => textOf(list, "header.run .status")).toBe("✓ finished");
    await recording;
  });

  test("the page survives a restart of the server and shows what came meanwhile", async () => {
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    // Not one that may not complain: a lost connection is on the browser's console.
    const page = await logIn(context, installation);
    const state = page.locator("#connection");
    await expect.poll(() => state.innerText()).toBe("live");
    await installation.ao(["server", "stop"]);
    await expect.poll(() => state.innerText()).toBe("not connected");
    await record("meanwhile", "x");
    await expect.poll(() => state.innerText(), { timeout: 10_000 }).toBe("live");
    await page.locator("tbody tr", { hasText: "meanwhile" }).waitFor();
  });

  test("deleting sessions empties the list, which then says what to type", async () => {
    await using own = new Installation();
    await own.record(["--name", "gone", agent, "x"], { environment: mock.environment });
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    const page = await logIn(context, own);
    await page.locator("tbody tr", { hasText: "gone" }).waitFor();
    await own.ao(["rm", "gone"]);
    await page.getByText("ao record agent.ts").waitFor();
  });

  test("a session that is not there is told with a way back", async () => {
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const address = new URL(await openAddress(installation));
    address.search = "?session=nope";
    await page.goto(address.href);
    await page.getByRole("alert").waitFor();
    expect(await textOf(page, "main")).toMatch(
      /Cannot find session "nope": no such session\s+All sessions/,
    );
  });

  test.each(["light", "dark"])(
    "nothing is cut off at 1024 × 700, in %s colours",
    async (scheme) => {
      const page = await openPage("sample", { colorScheme: scheme });
      await page.locator("#n5 summary").click();
      await page.locator("#n5 .message").first().waitFor();
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
      const ground = await page.evaluate("getComputedStyle(document.body).backgroundColor");
      expect(ground === "rgb(255, 255, 255)").toBe(scheme === "light");
    },
  );

  test("/docs shows every route of the API, without a network", async () => {
    const page = await openPage();
    const { origin } = new URL(page.url());
    await page.goto(`${origin}/docs`);
    await page.locator("details").first().waitFor();
    const described = await page.evaluate<number>(
      `fetch("/docs/json").then((r) => r.json()).then(({ paths }) =>
        Object.values(paths).flatMap((methods) => Object.keys(methods)).length)`,
    );
    expect(await page.locator("details").count()).toBe(described);
    expect(described).toBeGreaterThan(15);
    await page.getByText("/sessions/{id}/runs").click();
    expect(await page.locator("details[open] pre").first().innerText()).toBe("string");
  });
});

function textOf(page: Page, selector: string): Promise<string> {
  return page.locator(selector).first().innerText();
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
