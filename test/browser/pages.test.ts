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

  const card = (page: Page, node: string) => page.locator(`.react-flow__node[data-id="${node}"]`);
  const row = (page: Page, name: string) =>
    page.locator('.sessions [role="row"]', { hasText: name });

  test("the list shows what was recorded, and leads to it", async () => {
    const page = await openPage();
    expect(await row(page, "sample").innerText()).toMatch(/just now[\s\S]*7 calls · \d+ tokens/);
    await row(page, "sample").getByText("sample", { exact: true }).click();
    await page.locator(".card").nth(6).waitFor();
    expect(await textOf(page, "h1")).toContain("sample");
  });

  test("a run is a picture of its calls and of what flowed between them", async () => {
    const page = await openPage("sample");
    await page.locator(".card").nth(6).waitFor();
    expect(await textOf(page, ".run-header .facts")).toMatch(/✓ finished[\s\S]*7 calls/);
    expect(await card(page, "n2").innerText()).toMatch(/n2\s+Which rule[\s\S]*gpt-4o-mini/);
    const graph = await installation.json<{ edges: { source: string; target: string }[] }>(
      "graph",
      "sample",
    );
    const top = async (node: string): Promise<number> =>
      (await card(page, node).boundingBox())?.y ?? Number.NaN;
    for (const { source, target } of graph.edges) {
      expect(await top(source)).toBeLessThan(await top(target));
    }
  });

  test("all projections show the one selection, and the address has it", async () => {
    const page = await openPage("sample");
    await card(page, "n5").click();
    await page.locator(".node .message").first().waitFor();
    for (const view of ["Tree", "Timeline", "Messages", "Graph"]) {
      await page.getByRole("tab", { name: view, exact: true }).click();
      await page.getByRole("tabpanel", { name: view }).waitFor();
      expect(await textOf(page, ".node h2, .node .node-title")).toContain("Parcel A-1042");
    }
    expect(new URL(page.url()).searchParams.get("node")).toBe("n5");
    await page.goBack();
    await page.getByRole("tabpanel", { name: "Messages" }).waitFor();
    await page.reload();
    await page.getByRole("tabpanel", { name: "Messages" }).waitFor();
  });

  test("underlined text leads to its source, where the same text is marked", async () => {
    const page = await openPage("sample");
    await card(page, "n5").click();
    const words = "where A-1042 was scanned last, and what it is waiting for";
    await page.locator(".node .message").getByText(words).click();
    await expect.poll(() => new URL(page.url()).searchParams.get("node")).toBe("n1");
    expect(new URL(page.url()).searchParams.get("tab")).toBe("output");
    await page.locator(".node").getByText(words).first().waitFor();
  });

  test("recorded HTML, scripts and links stay text", async () => {
    await record("hostile", `hostile ${HOSTILE}`, "fail");
    const page = await openPage("hostile");
    await card(page, "n1").click();
    await page.locator(".node .message").first().waitFor();
    expect(await textOf(page, ".node .message")).toContain("<img src=x onerror=");
    await page.getByRole("tab", { name: "Output" }).click();
    await page.locator(".node .message", { hasText: "</pre></details>" }).first().waitFor();
    expect(await card(page, "n2").innerText()).toContain("no <b>way</b>");
    for (const view of ["Tree", "Timeline", "Messages"]) {
      await page.getByRole("tab", { name: view, exact: true }).click();
      await page.getByRole("tabpanel", { name: view }).waitFor();
    }
    expect(await page.evaluate("window.hacked")).toBeUndefined();
    const foreign = "#app :is(img, script, iframe, style, base, object, embed)";
    expect(await page.locator(foreign).count()).toBe(0);
    expect(await page.locator("a[href^='javascript']").count()).toBe(0);
  });

  test("calls, the words of a stream, edges and the end appear while the program runs", async () => {
    const gates = ["one", "two"].map((name) => join(folder, name));
    const page = await openPage();
    const words = ["first", gates[0] ?? "", `slow: ${FINDING}`, gates[1] ?? ""];
    const recording = record("live", ...words);
    await row(page, "live").getByText("live", { exact: true }).click();
    await card(page, "n1").waitFor();
    expect(await textOf(page, ".run-header .status")).toContain("running");
    const before = await card(page, "n1").boundingBox();
    writeFileSync(gates[0] ?? "", "");
    await card(page, "n2").click();
    await page.getByRole("tab", { name: "Output" }).click();
    await expect.poll(() => textOf(page, ".node")).toContain("word by word");
    await page.locator('.react-flow__edge[data-id="n1 n2"]').waitFor({ state: "attached" });
    const moved = await page.evaluate<string>(
      `document.querySelector('.react-flow__node[data-id="n1"]').style.transform`,
    );
    expect(moved).toContain("translate");
    expect(before).not.toBeNull();
    writeFileSync(gates[1] ?? "", "");
    await expect.poll(() => textOf(page, ".run-header .status")).toContain("finished");
    await recording;
  });

  test("the page survives a restart of the server and shows what came meanwhile", async () => {
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    // Not one that may not complain: a lost connection is on the browser's console.
    const page = await logIn(context, installation);
    const state = page.locator(".connection");
    await expect.poll(() => state.innerText()).toBe("live");
    await installation.ao(["server", "stop"]);
    await expect.poll(() => state.innerText()).toBe("not connected");
    await record("meanwhile", "x");
    await expect.poll(() => state.innerText(), { timeout: 20_000 }).toBe("live");
    await row(page, "meanwhile").waitFor();
  });

  test("deleting sessions empties the list, which then says what to type", async () => {
    await using own = new Installation();
    await own.record(["--name", "gone", agent, "x"], { environment: mock.environment });
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    const page = await logIn(context, own);
    await row(page, "gone").waitFor();
    await own.ao(["rm", "gone"]);
    await page.getByText("ao record agent.ts").first().waitFor();
  });

  test("a session that is not there is told", async () => {
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const address = new URL(await openAddress(installation));
    address.search = "?session=nope";
    await page.goto(address.href);
    await page.getByRole("alert").waitFor();
    expect(await textOf(page, '[role="alert"]')).toContain('Cannot find session "nope"');
  });

  test.each(["light", "dark"] as const)(
    "nothing is cut off at 1024 × 700, in %s colours",
    async (scheme) => {
      const page = await openPage("sample", { colorScheme: scheme });
      await card(page, "n5").click();
      await page.locator(".node .message").first().waitFor();
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
      const ground = await page.evaluate("getComputedStyle(document.body).backgroundColor");
      expect(ground === "rgb(255, 255, 255)").toBe(scheme === "light");
    },
  );

  test("an answer is edited in the page, the edit stands, and is taken back", async () => {
    await record("edited", "first");
    const page = await openPage("edited");
    await card(page, "n1").click();
    await page.getByRole("tab", { name: "Output" }).click();
    await page.keyboard.press("e");
    const editor = page.locator(".cm-content");
    await editor.click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Another answer.");
    await page.keyboard.press("Control+Enter");
    await card(page, "n1").locator(".badge.edited").waitFor();
    const { edits } = await installation.json<{ edits: { value: unknown }[] }>("edit", "edited");
    expect(JSON.stringify(edits)).toContain("Another answer.");
  });

  test("an exported file shows the run without a network, and offers nothing to change", async () => {
    const file = join(folder, "sample.html");
    await installation.ao(["export", "sample", "--html", "--out", file]);
    const context = await browser.newContext({ offline: true });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const watched = watchPage(page);
    await page.goto(`file://${file}`);
    await card(page, "n5").click();
    await page.locator(".node .message").first().waitFor();
    expect(await page.getByRole("button", { name: /Re-run|Edit/ }).count()).toBe(0);
    expect(watched.requests.filter((url) => !url.startsWith("file:"))).toEqual([]);
    expect(watched.complaints).toEqual([]);
  });

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
