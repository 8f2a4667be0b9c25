// Looking at what was recorded: a run in its four projections, what is known of it besides its calls; and
// the server and the settings.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Run } from "#src/protocol/session.ts";
import { findChromium } from "#test/support/chromium.ts";
import { Pages } from "#test/support/page-fixture.ts";
import { recordSample } from "#test/support/recorded-sample.ts";

const PARTS = `
import { log, subrun } from "ao";
const ask = (content) => fetch(process.env.OPENAI_BASE_URL + "/chat/completions", {
  method: "POST",
  headers: { "content-type": "application/json", authorization: "Bearer key" },
  body: JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content }] }),
}).then((response) => response.json());
await ask("before");
for (const name of ["one", "two"]) await subrun(name, () => ask("inside of " + name));
log("a word of the program", { success: true });
console.log("\\u001b[31mred\\u001b[0m and \\u001b[1mbold\\u001b[0m");
console.error("to stderr");`;

const NODE = ".react-flow__node";
const EDGE = ".react-flow__edge";

const row = (page: Page, name: string) =>
  page.getByRole("treegrid", { name: "Sessions" }).getByRole("row", { name });
const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true });
const selected = (page: Page, node: string) =>
  page.locator(`[data-id="${node}"] .card[data-selected]`);

describe.skipIf(findChromium() === null)("looking", () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start();
    await recordSample(pages.installation);
    await pages.record("parts", [], { program: pages.program("parts.mjs", PARTS) });
  });
  afterAll(() => pages?.[Symbol.asyncDispose]());

  describe("a run", () => {
    test("is pictured with the calls and edges that ao graph has", async () => {
      const page = await pages.open("?session=sample", {
        viewport: { width: 1600, height: 2400 },
      });
      await page.locator(NODE).nth(6).waitFor();
      const graph = await pages.installation.json<{
        nodes: { id: string }[];
        edges: { source: string; target: string }[];
      }>("graph", "sample");
      const ids = await idsOf(page, NODE);
      expect(ids.toSorted()).toEqual(graph.nodes.map(({ id }) => id).toSorted());
      const recorded = graph.edges.map(({ source, target }) => `${source} ${target}`);
      const pictured = await idsOf(page, EDGE);
      expect(recorded).toEqual(expect.arrayContaining(pictured));
      // What is left out follows from the others.
      const implied = recorded.filter((edge) => !pictured.includes(edge));
      expect(implied.filter((edge) => !isImplied(edge, pictured))).toEqual([]);
      expect(pictured.length).toBeGreaterThan(6);
      const tops = await Promise.all(
        graph.edges.map(async ({ source, target }) => [
          await topOf(page, source),
          await topOf(page, target),
        ]),
      );
      expect(tops.filter(([source = 0, target = 0]) => source >= target)).toEqual([]);
      expect(await page.locator(`[data-id="n2"]`).innerText()).toMatch(
        /n2\s+Which rule says.*✓.*A parcel without.*gpt-4o-mini · .* · <\$0\.0001/s,
      );
    });

    test("has four projections of one selection; the address keeps it, back and forward work", async () => {
      const page = await pages.open("?session=sample");
      await page.locator(`[data-id="n5"]`).click();
      await selected(page, "n5").waitFor();
      const chosen = {
        Tree: page.getByRole("treeitem", { selected: true }),
        Timeline: page.locator('.timeline-row[aria-selected="true"]'),
        Messages: page.locator(".turn[data-selected]"),
      };
      for (const [name, item] of Object.entries(chosen)) {
        await tab(page, name).click();
        await expect.poll(() => item.innerText()).toContain("n5");
        expect(new URL(page.url()).searchParams.get("view")).toBe(name.toLowerCase());
      }
      await page.goBack();
      await expect.poll(() => chosen.Timeline.innerText()).toContain("n5");
      await page.getByRole("option", { name: /^n2 / }).click();
      await page.getByRole("region", { name: "Call n2" }).waitFor();
      await page.reload();
      await expect.poll(() => chosen.Timeline.innerText()).toContain("n2");
      await page.goBack();
      await page.getByRole("region", { name: "Call n5" }).waitFor();
      await page.goForward();
      await page.getByRole("region", { name: "Call n2" }).waitFor();
      await tab(page, "Graph").click();
      await selected(page, "n2").waitFor();
    });

    test("has a small picture of itself only where that shows more, and folded if one wants", async () => {
      const page = await pages.open("?session=sample", { viewport: { width: 1600, height: 2000 } });
      const small = page.getByRole("img", { name: "Small picture of the whole run" });
      await page.locator(NODE).nth(6).waitFor();
      expect(await small.count()).toBe(0);
      await page.setViewportSize({ width: 1024, height: 480 });
      await small.waitFor();
      await page.getByRole("button", { name: "Fold the small picture away" }).click();
      expect(await small.count()).toBe(0);
      await page.reload();
      await page.getByRole("button", { name: "Show the small picture" }).click();
      await small.waitFor();
    });

    test("has its subruns as groups that fold and open", async () => {
      const page = await pages.open("?session=parts", { viewport: { width: 1440, height: 1600 } });
      const group = page.locator(NODE, { hasText: "two" }).filter({ has: page.locator(".group") });
      const inside = page.locator(NODE, { hasText: "inside of two" });
      await inside.waitFor();
      await group.getByRole("button", { name: "Fold the subrun" }).click();
      await inside.waitFor({ state: "detached" });
      await group.getByRole("button", { name: "Unfold the subrun" }).click();
      await inside.waitFor();
      await group.getByRole("button", { name: "open", exact: true }).click();
      await page.getByRole("heading", { name: "parts › two" }).waitFor();
      await page.getByRole("navigation", { name: "Subruns" }).getByText("program").click();
      await tab(page, "Tree").click();
      await page.getByRole("treeitem", { name: "one" }).click();
      await page.getByRole("treeitem", { name: "inside of one" }).waitFor();
      expect(await page.getByRole("treeitem").count()).toBe(4);
    });

    test("stands in its family, in the list and in a strip to switch between", async () => {
      const again = "again with other words in the first answer";
      await pages.record("family", ["first", "second"]);
      await pages.installation.ao(["edit", "family", "n1", "--text", again]);
      await pages.rerun("family");
      const page = await pages.open("?session=family");
      await row(page, "family").getByRole("button", { name: "Show the runs of family" }).click();
      const levels = page.locator('.row[data-kind="run"]');
      await levels.nth(1).waitFor();
      expect(
        await Promise.all([0, 1].map((index) => levels.nth(index).getAttribute("aria-level"))),
      ).toEqual(["2", "3"]);
      const strip = page.getByRole("navigation", { name: "Runs" });
      await page.locator('[data-id="n2"]', { hasText: again }).waitFor();
      await strip.getByRole("button", { name: "recorded" }).click();
      await page.locator('[data-id="n2"]', { hasText: "Parcel A-1042" }).waitFor();
      await levels.nth(1).getByRole("link").click();
      await page.locator('[data-id="n2"]', { hasText: again }).waitFor();
    });

    test("takes a note, a label and a result, which ao runs knows then", async () => {
      const page = await pages.open("?session=sample&screen=information");
      await page.getByLabel("Note").fill("forgets the currency");
      await page.getByLabel("Label of the run").fill("first try");
      await page.keyboard.press("Enter");
      await page.getByRole("radio", { name: "satisfactory" }).check();
      const about = async () => {
        const { runs } = await pages.installation.json<{ runs: Run[] }>("runs", "sample");
        const { note, label, result } = runs[0] ?? {};
        return { note, label, result };
      };
      const said = { note: "forgets the currency", label: "first try", result: "satisfactory" };
      await expect.poll(about).toEqual(said);
      await expect.poll(() => row(page, "sample").innerText()).toContain("first try");
    });

    test("shows what the program wrote, in colours; and what it could see, without values", async () => {
      const page = await pages.open("?session=parts&screen=information");
      const output = page.getByRole("log");
      expect(await output.locator(".ansi-red").innerText()).toBe("red");
      expect(await output.locator(".ansi-bold").innerText()).toBe("bold");
      expect(await output.locator(`[data-stream="stderr"]`).innerText()).toContain("to stderr");
      await page.getByRole("region", { name: "Log" }).getByText("a word of the program").waitFor();
      const environment = page.getByRole("region", { name: "Environment" });
      await environment.locator("summary").click();
      await environment.getByText("OPENAI_API_KEY", { exact: true }).waitFor();
      expect(await page.locator("body").innerText()).not.toContain("mock-key-for-tests");
    });
  });

  test("the server's screen has its health, its logs and what it keeps", async () => {
    const page = await pages.open();
    await page.getByRole("button", { name: "Server" }).click();
    await page.getByRole("region", { name: "Health" }).getByText("✓ well").waitFor();
    await page.getByRole("row", { name: /^Recorded sessions .* [KM]B$/ }).waitFor();
    await page.locator(".log-line").first().waitFor();
    await page.getByLabel("Only lines with this text").fill("no line has this");
    await page.getByText("No line is like that.").waitFor();
  });

  test("a theme applies at once, and is there after a reload", async () => {
    const page = await pages.open("?screen=settings", { colorScheme: "light" });
    const ground = () => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
    await page.getByLabel("Dark").waitFor();
    const light = await ground();
    await page.getByLabel("Dark").check();
    expect(await ground()).not.toBe(light);
    await page.reload();
    await expect.poll(() => page.getByLabel("Dark").isChecked()).toBe(true);
    expect(await ground()).not.toBe(light);
    await page.getByLabel("As the system").check();
    expect(await ground()).toBe(light);
  });
});

function idsOf(page: Page, selector: string): Promise<string[]> {
  return page.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map(({ dataset }) => dataset.id)`,
  );
}

async function topOf(page: Page, node: string): Promise<number> {
  return (await page.locator(`${NODE}[data-id="${node}"]`).boundingBox())?.y ?? Number.NaN;
}

/** True where other edges lead from its source to its target. */
function isImplied(edge: string, others: readonly string[]): boolean {
  const [source = "", target = ""] = edge.split(" ");
  const reached = new Set([source]);
  for (const from of reached) {
    for (const other of others) {
      const [start = "", end = ""] = other.split(" ");
      if (start === from) reached.add(end);
    }
  }
  return reached.has(target);
}
