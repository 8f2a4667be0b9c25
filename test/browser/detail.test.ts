// One call in detail: what went in and came out, as text whatever it holds; where it came from and went;
// why it was or was not served; its code.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "#test/support/chromium.ts";
import { FINDING, HOSTILE, Pages } from "#test/support/page-fixture.ts";
import { recordSample } from "#test/support/recorded-sample.ts";

/** A red dot. */
const PICTURE =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==";
/** What may not be in the page: recorded text would be markup then. */
const FOREIGN = [
  ":is(main, .app) :is(script, iframe, base)",
  ".app style",
  ".app :is(img, svg)[onload], .app img[src='x']",
  "a[href^='javascript' i]",
].join(", ");

const MARKUP = "<img src=x onerror=hacked=1>";
/** Markup in all that a program says of itself. */
const MARKED = `
import { log, subrun } from "ao";
const [text] = process.argv.slice(2);
await subrun(text, () => fetch(process.env.OPENAI_BASE_URL + "/chat/completions", {
  method: "POST",
  headers: { "content-type": "application/json", authorization: "Bearer key" },
  body: JSON.stringify({ model: text, messages: [{ role: text, content: text }] }),
}).then((response) => response.text()));
log(text);
console.log(text);`;

/** Goes on with a talk in which a model thought. */
const THOUGHT = "First I weigh what the depot said, word for word.";
const THINKER = `
const content = [
  { type: "thinking", thinking: ${JSON.stringify(THOUGHT)}, signature: "c2ln" },
  { type: "text", text: "It is in Leipzig." },
];
await fetch(process.env.ANTHROPIC_BASE_URL + "/v1/messages", {
  method: "POST",
  headers: { "content-type": "application/json", "x-api-key": "key" },
  body: JSON.stringify({
    model: "claude-sonnet-4-5",
    max_tokens: 99,
    messages: [
      { role: "user", content: "Where is it?" },
      { role: "assistant", content },
      { role: "user", content: "And since when?" },
    ],
  }),
}).then((response) => response.text());`;

const call = (page: Page, id: string) => page.getByRole("region", { name: `Call ${id}` });
const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true });
const form = (page: Page, name: string) =>
  page.getByRole("group", { name: "Form" }).getByRole("button", { name, exact: true });

describe.skipIf(findChromium() === null)("a call in detail", () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start();
    await recordSample(pages.installation);
    await pages.record("chain", ["first question", "more about it:", PICTURE]);
    await pages.record("hostile", [`hostile ${HOSTILE}`, "fail"]);
    await pages.record("thinker", [], { program: pages.program("thinker.mjs", THINKER) });
    const program = pages.program("marked.mjs", MARKED);
    await pages.record("marked", [MARKUP], { program });
    for (const words of [
      ["label", "hostile", HOSTILE.slice(0, 190)],
      ["note", "hostile", HOSTILE],
      [
        "edit",
        "chain",
        "n1",
        "--text",
        "It was handed to the neighbour in the green house on Monday.",
      ],
    ]) {
      const { exitCode, stderr } = await pages.installation.ao(words);
      if (exitCode !== 0) throw new Error(stderr);
    }
    await pages.rerun("chain");
  });
  afterAll(() => pages?.[Symbol.asyncDispose]());

  const recordedChain = async () => {
    const { runs } = await pages.installation.json<{ runs: { run_id: string }[] }>("runs", "chain");
    return runs.map(({ run_id }) => run_id).toSorted();
  };

  test("is read as messages with its tools, as a JSON tree, and as JSON", async () => {
    const page = await pages.open("?session=sample&node=n5");
    const messages = call(page, "n5").getByRole("list", { name: "Messages" });
    await messages.getByRole("listitem").nth(2).waitFor();
    const text = await messages.innerText();
    expect(text).toMatch(/user\s.*Find out in one sentence/s);
    expect(text).toMatch(/track_parcel\s+is called.*"parcel": ?"A-1042"/s);
    expect(text).toMatch(/track_parcel\s+answered.*Parcel A-1042: in the customs depot/s);
    await form(page, "Tree").click();
    const tree = call(page, "n5").getByRole("tree");
    await tree.getByRole("treeitem", { name: "model: “gpt-4o-mini”" }).waitFor();
    await form(page, "JSON").click();
    const json = await call(page, "n5").locator(".cm-content").innerText();
    expect(json).toContain(`"model": "gpt-4o-mini"`);
    await tab(page, "Output").click();
    await form(page, "Messages").click();
    await messages.getByText("It is held at the customs depot").waitFor();
    await tab(page, "Raw").click();
    await expect
      .poll(() => call(page, "n5").locator(".cm-content").innerText())
      .toContain(`"id": "n5"`);
  });

  test.each(["graph", "tree", "timeline", "messages"])(
    "recorded HTML, scripts and links stay text: %s",
    async (view) => {
      const page = await pages.open(`?session=hostile&view=${view}&node=n1`, {
        viewport: { width: 1440, height: 900 },
      });
      const said = call(page, "n1").locator(".text-block").first();
      await said.waitFor();
      expect(await said.innerText()).toBe(`hostile ${HOSTILE}`);
      await tab(page, "Output").click();
      await expect.poll(() => said.innerText()).toBe(HOSTILE);
      for (const name of ["Tree", "JSON"]) {
        await form(page, name).click();
        await call(page, "n1").getByText("<script>").first().waitFor();
      }
      await page.getByRole("button", { name: "Next call" }).click();
      await call(page, "n2").getByText("no <b>way</b>").first().waitFor();
      await expectHarmless(page);
    },
  );

  test("a subrun's name, a log and an output that hold markup stay text", async () => {
    for (const rest of ["", "view=tree", "view=timeline", "screen=information"]) {
      const page = await pages.open(`?session=marked&${rest}`);
      await page.locator(".run-views, .output-line").getByText(MARKUP).first().waitFor();
      await expectHarmless(page);
    }
  });

  test("a label, a note and a search that hold markup stay text", async () => {
    const page = await pages.open("?session=hostile&screen=information");
    expect(await page.getByLabel("Note").inputValue()).toBe(HOSTILE);
    await page.getByText("<img src=x").first().waitFor();
    await page.getByLabel("Search sessions").fill("<script>window.hacked");
    await page.getByRole("tab", { name: /^Matches · \d/ }).click();
    await page.locator(".match mark").first().waitFor();
    await expectHarmless(page);
  });

  test("an underlined text lights its edge, and leads to where it came from, marked there", async () => {
    const page = await pages.open("?session=sample&node=n2", {
      viewport: { width: 1440, height: 900 },
    });
    const origin = call(page, "n2").getByRole("link", { name: /after how many days/ });
    await origin.hover();
    await page.locator('.react-flow__edge[data-id="n1 n2"] .lit').waitFor();
    expect(await page.getByRole("tooltip").innerText()).toMatch(
      /from n1 \(content\)[^]*after how many days a delivery counts as delayed/,
    );
    const text = await origin.innerText();
    await origin.click();
    await call(page, "n1").waitFor();
    await expect.poll(() => call(page, "n1").locator("mark").allInnerTexts()).toEqual([text]);
    expect(await tab(page, "Output").getAttribute("aria-selected")).toBe("true");
    expect(await page.locator(".react-flow__edge .lit").count()).toBe(0);
    await page.goBack();
    await origin.waitFor();
  });

  test("the JSON has the same underlines: lit, followed with the pointer and with Enter, and marked", async () => {
    const page = await pages.open("?session=sample&node=n2", {
      viewport: { width: 1440, height: 900 },
    });
    await form(page, "JSON").click();
    const origin = call(page, "n2").locator(".cm-content .origin");
    await origin.hover();
    await page.locator('.react-flow__edge[data-id="n1 n2"] .lit').waitFor();
    expect(await page.getByRole("tooltip").innerText()).toMatch(/from n1 \(content\)/);
    const text = await origin.innerText();
    await origin.click();
    const mark = call(page, "n1").locator(".cm-content .focus-mark");
    await expect.poll(() => mark.allInnerTexts().then((all) => all.join(""))).toBe(text);
    await page.goBack();
    await origin.waitFor();
    await page.evaluate(`{
      const origin = document.querySelector(".cm-content .origin");
      const text = document.createTreeWalker(origin, NodeFilter.SHOW_TEXT).nextNode();
      document.querySelector(".cm-content").focus();
      getSelection().collapse(text, 2);
    }`);
    await page.keyboard.press("Enter");
    await mark.first().waitFor();
    await page.getByRole("button", { name: "Edit output" }).waitFor();
    await form(page, "Messages").click();
  });

  test("an edge says what went along it, and leads to where that is used", async () => {
    const page = await pages.open("?session=sample", { viewport: { width: 1440, height: 900 } });
    const edge = page.locator('.react-flow__edge[data-id="n2 n6"]');
    await edge.waitFor();
    const [x, y] = await page.evaluate<[number, number]>(`{
      const path = document.querySelector('.react-flow__edge[data-id="n2 n6"] path');
      const at = path.getPointAtLength(path.getTotalLength() / 2);
      const { x, y } = new DOMPoint(at.x, at.y).matrixTransform(path.getScreenCTM());
      [x, y];
    }`);
    await page.mouse.move(x + 3, y);
    await edge.locator(".lit").waitFor();
    const tip = page.getByRole("tooltip");
    await tip.getByText("A parcel without movement").waitFor();
    expect(await tip.innerText()).toMatch(/n2 → n6 \(content\)/);
    await page.mouse.click(x + 3, y);
    await call(page, "n6").locator("mark", { hasText: "A parcel without movement" }).waitFor();
    expect(await tip.count()).toBe(0);
  });

  test("an output says where it went, and leads there", async () => {
    const page = await pages.open("?session=sample&node=n2&tab=output");
    const went = page.getByRole("region", { name: "Where it went" });
    await went.getByText("Where did this go?").waitFor();
    await went.getByRole("button", { name: /^n6 / }).click();
    await call(page, "n6").locator("mark", { hasText: "A parcel without movement" }).waitFor();
    expect(await tab(page, "Input").getAttribute("aria-selected")).toBe("true");
  });

  test("of a re-run it says what was served, and why not: the nearest call and the difference", async () => {
    const page = await pages.open("?session=chain&node=n1&tab=cache");
    await call(page, "n1")
      .getByText(/It was answered with an edit/)
      .waitFor();
    await page.getByRole("button", { name: "Next call" }).click();
    const miss = page.getByRole("region", { name: "Why it could not be served" });
    await miss.waitFor();
    await call(page, "n2").getByText("It went out").waitFor();
    expect(await miss.locator("code").innerText()).toBe("messages[0].content");
    expect(
      await miss
        .locator("ins")
        .allInnerTexts()
        .then((all) => all.join(" ")),
    ).toContain("green");
    expect(
      await miss
        .locator("del")
        .allInnerTexts()
        .then((all) => all.join(" ")),
    ).toContain("depot");
    await miss.getByRole("link", { name: /^n2 of run/ }).click();
    await expect.poll(() => call(page, "n2").innerText()).toContain(FINDING);
  });

  test("its line of code opens in the editor; it is copied as a command of curl", async () => {
    const page = await pages.open("?session=sample&node=n2&tab=code", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const link = page.getByRole("link", { name: "Open in editor" });
    expect(await link.getAttribute("href")).toMatch(
      /^vscode:\/\/file\/.*\/scripts\/sample\/agent\.ts:16:52$/,
    );
    await page.getByRole("button", { name: "Copy as curl" }).click();
    await page.getByRole("status").getByText("in the clipboard").waitFor();
    const copied = await page.evaluate<string>("navigator.clipboard.readText()");
    expect(copied).toMatch(/^curl .*\/v1\/chat\/completions/s);
    expect(copied).toContain("Which rule says");
    expect(copied).not.toContain("mock-key");
  });

  test("a picture in a prompt is shown", async () => {
    const [first] = await recordedChain();
    const page = await pages.open(`?session=chain&run=${first}&node=n3`);
    const picture = call(page, "n3").getByRole("img", { name: /^image\/png/ });
    await picture.waitFor();
    const width = () => page.evaluate(`document.querySelector("a.image img").naturalWidth`);
    await expect.poll(width).toBe(5);
  });

  test("the run's conversation shows pictures too, and folds what a model thought", async () => {
    const [first] = await recordedChain();
    const page = await pages.open(`?session=chain&run=${first}&view=messages`);
    const talk = page.getByRole("tabpanel", { name: "Messages" });
    await talk.getByRole("img", { name: /^image\/png/ }).waitFor();
    await page.goto(page.url().replace(/\?.*/, "?session=thinker&view=messages"));
    await talk.getByText("It is in Leipzig.").waitFor();
    expect(await talk.getByText(THOUGHT).isVisible()).toBe(false);
    await talk.getByText("Thinking").click();
    await talk.getByText(THOUGHT).waitFor();
  });
});

async function expectHarmless(page: Page): Promise<void> {
  expect(await page.evaluate("window.hacked")).toBeUndefined();
  expect(await page.locator(FOREIGN).count()).toBe(0);
}
