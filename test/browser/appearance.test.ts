// How the page looks to who has a small window, weak eyes or a screen reader.
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "#test/support/chromium.ts";
import { Pages } from "#test/support/page-fixture.ts";
import { recordSample } from "#test/support/recorded-sample.ts";

const CONTRAST = readFileSync(new URL("../fixtures/contrast.js", import.meta.url), "utf8");
/** What a person can do something with; a screen reader says its name. */
const INTERACTIVE =
  "button|link|textbox|searchbox|checkbox|radio|combobox|slider|switch|tab|treeitem|option|dialog|tree|treegrid|tablist|listbox|separator";
const NAMELESS = new RegExp(String.raw`^\s*- (?:${INTERACTIVE})(?! ")\b.*$`, "gm");

/** Each with what it waits for. */
const PLACES = {
  "the graph with a call": ["?session=sample&node=n5", ".text-block"],
  "an output in the tree": ["?session=sample&view=tree&node=n2&tab=output", ".text-block"],
  "the cache in the timeline": ["?session=sample&view=timeline&node=n5&tab=cache", ".verdict"],
  "the code in the messages": ["?session=sample&view=messages&node=n5&tab=code", ".made-by"],
  "run information": ["?session=sample&screen=information", ".output-line"],
  comparison: ["?session=sample&screen=compare", ".compare .empty"],
  server: ["?screen=server", ".log-line"],
  settings: ["?screen=settings", "fieldset"],
} as const;

const show = async (page: Page, [query, sign]: (typeof PLACES)[keyof typeof PLACES]) => {
  await page.goto(new URL(query, page.url()).href);
  await page.locator(sign).first().waitFor();
};

describe.skipIf(findChromium() === null)("the page's looks", () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start();
    await recordSample(pages.installation);
  });
  afterAll(() => pages?.[Symbol.asyncDispose]());

  test.each([
    { width: 1024, height: 700, colorScheme: "light" },
    { width: 1024, height: 700, colorScheme: "dark" },
    { width: 1440, height: 900, colorScheme: "light" },
    { width: 1440, height: 900, colorScheme: "dark" },
  ] as const)(
    "at $width × $height in $colorScheme colours nothing is cut off and texts have contrast",
    async ({ colorScheme, ...viewport }) => {
      const page = await pages.open("", { viewport, colorScheme });
      const problems: Record<string, unknown> = {};
      for (const [name, place] of Object.entries(PLACES)) {
        await show(page, place);
        const isWhole = await page.evaluate(`[
          document.documentElement.scrollWidth <= innerWidth,
          document.documentElement.scrollHeight <= innerHeight,
        ]`);
        const { seen, found } = await page.evaluate<{ seen: number; found: string[] }>(CONTRAST);
        expect(seen).toBeGreaterThan(15);
        problems[name] = { isWhole, found };
      }
      const none = { isWhole: [true, true], found: [] };
      expect(problems).toEqual(Object.fromEntries(Object.keys(PLACES).map((name) => [name, none])));
    },
  );

  test("everything that can be used has a name for who cannot see it", async () => {
    const page = await pages.open();
    const nameless: Record<string, unknown> = {};
    for (const [name, place] of Object.entries(PLACES)) {
      await show(page, place);
      const heard = await page.locator("body").ariaSnapshot();
      nameless[name] = heard.match(NAMELESS) ?? [];
    }
    expect(nameless).toEqual(Object.fromEntries(Object.keys(PLACES).map((name) => [name, []])));
  });

  test("these checks find what they look for", async () => {
    const page = await pages.open();
    await page.getByText("Choose a session").waitFor();
    await page.evaluate(`document.querySelector(".welcome").insertAdjacentHTML("beforeend",
      "<p id=pale>too pale to read</p><button></button>");
      document.querySelector("#pale").style.color = "rgb(128 128 128 / 0.7)";`);
    const { found } = await page.evaluate<{ found: string[] }>(CONTRAST);
    expect(found).toEqual([expect.stringMatching(/^[23]\.\d+ P: too pale to read$/)]);
    const heard = await page.locator("body").ariaSnapshot();
    expect(heard.match(NAMELESS)).toEqual([expect.stringMatching(/- button$/)]);
  });

  test("tabs are tabs: one of a row is chosen, and the panel says of which it is", async () => {
    const page = await pages.open("?session=sample&node=n5");
    for (const [list, chosen, panel] of [
      ["Projection", "Graph", "Graph"],
      ["Parts of the call", "Input", "Input"],
    ] as const) {
      const tabs = page.getByRole("tablist", { name: list });
      await tabs.waitFor();
      expect(await tabs.getByRole("tab", { selected: true }).allInnerTexts()).toEqual([chosen]);
      await page.getByRole("tabpanel", { name: panel, exact: true }).waitFor();
    }
  });
});
