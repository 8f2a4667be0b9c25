// The file that `ao export` writes, opened from the disk in a browser without a network.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "#test/support/chromium.ts";
import { HOSTILE, Pages } from "#test/support/page-fixture.ts";

/** Names of controls that do something to the run, or to the server. */
const CHANGING =
  /^\W*(re-run|preview|edit|revert|delete|stop|clear|server|save|select|show all as|start)\b/i;
const CONTROLS =
  "button, input:enabled:not([type=search]), textarea:enabled, [contenteditable=true]";
/** The answer that an edit puts in the place of the first one. */
const MONDAY = "It was handed to the neighbour in the green house on Monday morning.";

const call = (page: Page, id: string) => page.getByRole("region", { name: `Call ${id}` });

describe.skipIf(findChromium() === null)("an exported file", () => {
  let pages: Pages;
  let file: string;
  beforeAll(async () => {
    pages = await Pages.start();
    const { installation } = pages;
    await pages.record("exported", ["first question", "more about it:", `hostile ${HOSTILE}`]);
    await installation.ao(["note", "exported", HOSTILE]);
    await installation.ao(["label", "exported", HOSTILE.slice(0, 190)]);
    await installation.ao(["edit", "exported", "n1", "--text", MONDAY]);
    await pages.rerun("exported");
    file = join(pages.folder, "exported.html");
    const written = await installation.ao(["export", "exported", "--html", "--out", file]);
    if (written.exitCode !== 0) throw new Error(written.stderr);
  });
  afterAll(() => pages?.[Symbol.asyncDispose]());

  test("shows the run's picture, its calls, and where texts came from", async () => {
    const page = await pages.openFile(file);
    await page.locator(".react-flow__node").nth(2).waitFor();
    expect(await page.title()).toBe("exported · ao");
    await page.locator('[data-id="n2"]').click();
    await call(page, "n2")
      .getByRole("link", { name: /^It was handed/ })
      .click();
    await call(page, "n1").locator("mark").waitFor();
    for (const view of ["Tree", "Timeline", "Messages"]) {
      await page.getByRole("tab", { name: view }).click();
      await page.getByRole("tabpanel", { name: view }).getByText("more about it").first().waitFor();
    }
    await page.reload();
    await call(page, "n1").waitFor();
    await page.getByRole("tabpanel", { name: "Messages" }).waitFor();
  });

  test("shows what the re-run changed", async () => {
    const page = await pages.openFile(file);
    await page.getByRole("button", { name: "Compare" }).click();
    const changed = page.locator('.call-entry[data-state="changed"]').first();
    await changed.waitFor();
    await changed.getByText("neighbour").first().waitFor();
    expect(await changed.locator("del, ins").count()).toBeGreaterThan(0);
  });

  test.each(["", "#?node=n1&tab=output", "#?screen=information", "#?screen=compare"])(
    "has nothing that would change something: %s",
    async (place) => {
      const page = await pages.openFile(file);
      await page.locator(".react-flow__node").first().waitFor();
      if (place !== "") {
        await page.evaluate(`location.hash = location.hash + "&" + "${place.slice(2)}"`);
        await page.reload();
      }
      await page.getByRole("button", { name: /Information|Back to run b/ }).waitFor();
      const names = await page.evaluate<string[]>(
        `[...document.querySelectorAll(${JSON.stringify(CONTROLS)})]
          .filter((one) => one.checkVisibility())
          .map((one) => one.ariaLabel ?? one.textContent)`,
      );
      expect(names.filter((name) => CHANGING.test(name))).toEqual([]);
      expect(names).toContain("Settings");
    },
  );

  test("keeps recorded markup text", async () => {
    const page = await pages.openFile(file);
    await page.locator('[data-id="n3"]').click();
    await expect
      .poll(() => call(page, "n3").locator(".text-block").first().innerText())
      .toContain(HOSTILE);
    await page.getByRole("button", { name: "Information" }).click();
    await page.getByText("<svg onload=hacked=1>").first().waitFor();
    expect(await page.evaluate("window.hacked")).toBeUndefined();
    expect(await page.locator("iframe, base, img, .app script, .app style").count()).toBe(0);
    // Nor is there markup of it in the file.
    expect(readFileSync(file, "utf8")).not.toContain("<svg onload");
  });
});
