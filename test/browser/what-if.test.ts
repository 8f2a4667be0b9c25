// What people come for, with the mouse: change what a call answered, see before what that changes, run it
// again, and compare. Requests are counted at the provider: what is not to be sent again is not sent.
import { renameSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { findChromium } from "#test/support/chromium.ts";
import { CHAIN, FINDING, Stage, card, cardsFrom, rewrite } from "#test/support/what-if-page.ts";

const EDITED = "Parcel A-1042 waits in the customs depot of Prague for an invoice.";
/** JSON, but not what a provider answers. */
const WRONG = '{ "choices": 7 }';

describe.skipIf(findChromium() === null)("what if", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage?.[Symbol.asyncDispose]());

  /** A chain of four calls of its own, open at the output of the first. */
  const openChain = async (name: string, options = {}): Promise<Page> => {
    await stage.record(name, ...CHAIN);
    const page = await stage.page(`/?session=${name}&node=n1&tab=output`, options);
    await output(page).getByText(FINDING).waitFor();
    stage.mock.asked.length = 0;
    return page;
  };

  test("an edited answer changes the calls that depend on it, and no others", async () => {
    const page = await openChain("parcel");
    await editFirst(page);
    await card(page, "n1").locator(".edited").waitFor();
    await page.getByRole("region", { name: "Call n1" }).getByText("output edited").waitFor();

    await page.getByRole("button", { name: "Preview" }).click();
    const preview = page.getByRole("dialog", { name: /what will run/ });
    await expect.poll(() => firstCells(page)).toEqual(["n1", "n2", "n4"]);
    expect(stage.mock.asked).toEqual([]);
    await preview.getByRole("button", { name: /^Re-run: 2 live calls/ }).click();

    const runs = page.getByRole("navigation", { name: "Runs" }).getByRole("button");
    await expect.poll(() => runs.count()).toBe(2);
    await expect.poll(() => runs.last().getAttribute("aria-current")).toBe("page");
    await page
      .getByRole("status")
      .getByText(/The re-run has ended.*: 1 from the cache, 1 edited, 2 live/)
      .waitFor();
    expect(await cardsFrom(page, "edited")).toEqual(["n1"]);
    expect(await cardsFrom(page, "live")).toEqual(["n2", "n4"]);
    expect(await cardsFrom(page, "cache")).toEqual(["n3"]);
    expect(await page.locator(".card .badge.cache").count()).toBe(1);
    expect(stage.mock.asked.map((text) => text.split(":")[0])).toEqual([
      "Write a letter about this",
      "Sum up",
    ]);
    expect(stage.mock.asked[0]).toContain("Prague");

    await runs.first().click();
    await expect.poll(() => cardsFrom(page, "live")).toEqual(["n1", "n2", "n3", "n4"]);
  });

  test("a comparison shows which calls changed, the words that differ, and what the program wrote", async () => {
    const page = await openChain("compared");
    await editFirst(page);
    await page.getByRole("button", { name: /^Re-run/ }).click();
    await page.getByRole("status").getByRole("button", { name: "Compare" }).click();
    const comparison = page.getByRole("region", { name: "Comparison" });
    const changed = comparison.getByRole("article", { name: /: changed$/ });
    await expect.poll(() => changed.count()).toBe(3);
    expect(await comparison.getByRole("article", { name: /: same$/ }).count()).toBe(1);
    const letter = changed.nth(1);
    expect(await letter.locator("del").allInnerTexts()).toEqual(["Leipzig", "Leipzig"]);
    expect(await letter.locator("ins").allInnerTexts()).toEqual(["Prague", "Prague"]);
    await comparison.getByText("the program wrote something else").waitFor();
    const line = comparison.locator(".output-line").last();
    await line.scrollIntoViewIfNeeded();
    expect(await line.innerText()).toMatch(/Result: .*Leipzig.*Prague/s);

    await comparison.getByRole("switch", { name: "Only differences" }).click();
    await expect.poll(() => comparison.getByRole("article", { name: /: same$/ }).count()).toBe(0);
    expect(await changed.count()).toBe(3);
    await page.goBack();
    await page.getByRole("region", { name: "Run" }).waitFor();
  });

  test("the original comes back, and a re-run then sends nothing", async () => {
    const page = await openChain("reverted");
    await editFirst(page);
    await page.getByRole("button", { name: "Show original" }).click();
    const difference = page.getByRole("region", { name: "Difference to the original" });
    expect(await difference.innerText()).toMatch(/Leipzig.*Prague/s);
    await page.getByRole("button", { name: "Revert to original" }).click();
    await output(page).getByText(FINDING).waitFor();
    await expect.poll(() => card(page, "n1").locator(".edited").count()).toBe(0);
    await page.getByRole("button", { name: "Re-run: nothing goes out" }).click();
    await page.getByText(/The re-run has ended.*: 4 from the cache, 0 live/).waitFor();
    expect(stage.mock.asked).toEqual([]);
  });

  test("an edit that cannot be is refused beside the editor, and what was written stays", async () => {
    const page = await openChain("refused", { canFail: true });
    await page.getByRole("button", { name: "Edit output" }).click();
    const panel = page.getByRole("region", { name: "Edit the output of n1" });
    await panel.getByLabel("What to edit").selectOption({ label: "Whole output as JSON" });
    const refuse = async (text: string, why: RegExp): Promise<void> => {
      await rewrite(page, text);
      await panel.getByRole("button", { name: "Save edit" }).click();
      await panel.getByRole("alert").getByText(why).waitFor();
      expect(await panel.locator(".cm-content").innerText()).toBe(text);
    };
    await refuse('{ "choices": [', /^This is not JSON: /);
    await refuse(WRONG, /Cannot edit the output of n1: choices: is 7, must be a list/);
    const edits = await page.evaluate(`fetch("/runs/last/edits").then((answer) => answer.json())`);
    expect(edits).toEqual({ edits: [] });

    // Who looks elsewhere meanwhile finds it again; who wants to leave is asked.
    await card(page, "n3").click();
    await card(page, "n1").click();
    expect(await panel.locator(".cm-content").innerText()).toBe(WRONG);
    await panel.getByRole("button", { name: "Cancel" }).click();
    await panel.getByRole("button", { name: "Discard changes" }).click();
    await output(page).getByText(FINDING).waitFor();
  });

  test("a re-run that is under way shows how far it is, and stops", async () => {
    const page = await openChain("stopped");
    await editFirst(page);
    const letGo = stage.mock.hold("Sum up");
    await page.getByRole("button", { name: /^Re-run/ }).click();
    await expect.poll(() => card(page, "n4").getAttribute("data-status")).toBe("running");
    await page.getByText("3 of 4 calls: 1 from the cache, 1 edited, 2 live").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText(/The re-run was ended by SIGTERM/).waitFor();
    letGo();
    await page.getByRole("button", { name: /^Re-run/ }).waitFor();
    expect(await page.locator(".run-header .facts").innerText()).toMatch(/SIGTERM/);
    await expect.poll(() => card(page, "n4").getAttribute("data-status")).not.toBe("running");
  });

  test("back leads from a re-run to the run that it repeats", async () => {
    await stage.record("back", ...CHAIN);
    const page = await stage.page("/?session=back");
    await page.getByRole("button", { name: /^Re-run: nothing/ }).click();
    const runs = page.getByRole("navigation", { name: "Runs" }).getByRole("button");
    await expect.poll(() => runs.last().getAttribute("aria-current")).toBe("page");
    await page.goBack();
    await expect.poll(() => runs.first().getAttribute("aria-current")).toBe("page");
  });

  test("a re-run that cannot start says why, and leaves the page where it was", async () => {
    const page = await openChain("gone", { canFail: true });
    const away = `${stage.agent}.away`;
    renameSync(stage.agent, away);
    onTestFinished(() => renameSync(away, stage.agent));
    await page.getByRole("button", { name: /^Re-run/ }).click();
    const why = /^Cannot run ".*agent\.mjs" again: the file is gone; put it back/;
    await page.getByRole("status").getByText(why).waitFor();
    expect(await output(page).innerText()).toContain(FINDING);
    expect(await page.getByRole("button", { name: /^Re-run/ }).isEnabled()).toBe(true);
  });

  test("who reads a call goes on reading it when somebody else runs the session again", async () => {
    const page = await openChain("read");
    await stage.installation.rerun(["read"]);
    const runs = page.getByRole("navigation", { name: "Runs" }).getByRole("button");
    await expect.poll(() => runs.count()).toBe(2);
    expect(await runs.first().getAttribute("aria-current")).toBe("page");
    expect(await output(page).innerText()).toContain(FINDING);
  });
});

/** Another depot in the first call's output. */
async function editFirst(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Edit output" }).click();
  await rewrite(page, EDITED);
  await page.getByRole("button", { name: "Save edit" }).click();
  await output(page).getByText(EDITED).waitFor();
}

/** The messages of the side that is open. */
function output(page: Page) {
  return page.getByRole("list", { name: "Messages" });
}

/** The ids in the first column of the preview. */
async function firstCells(page: Page): Promise<string[]> {
  const rows = page.getByRole("dialog").locator(".preview-row.row");
  return rows.locator("[role=cell]:first-child").allInnerTexts();
}
