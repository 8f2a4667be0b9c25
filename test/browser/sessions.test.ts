// The list of sessions: what it says, search, filters, deleting, and what it says when there is nothing.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { findChromium } from "#test/support/chromium.ts";
import { Pages } from "#test/support/page-fixture.ts";
import { recordSample } from "#test/support/recorded-sample.ts";
import { Installation } from "#test/support/run-ao.ts";

const row = (page: Page, name: string) =>
  page.getByRole("treegrid", { name: "Sessions" }).getByRole("row", { name });

describe.skipIf(findChromium() === null)("the list of sessions", () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start();
    await recordSample(pages.installation);
    await pages.record("fails", ["fail"]);
    await pages.record("parts", ["one", "two"]);
  });
  afterAll(() => pages?.[Symbol.asyncDispose]());

  test("says what each was, and leads to it", async () => {
    const page = await pages.open();
    const text = row(page, "sample");
    expect(await text.innerText()).toMatch(
      /✓.*sample\s+just now\s+agent\.ts\s+7 calls · \d+ tokens · \$0\.0001 · [\d.]+ m?s/s,
    );
    await row(page, "sample").getByRole("link").click();
    await page.locator(".react-flow__node").first().waitFor();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toContain("sample");
    await expect.poll(() => page.title()).toBe("sample · ao");
    expect(await row(page, "sample").getAttribute("aria-current")).toBe("true");
  });

  test("is searched for what was said, down to the place where it was said", async () => {
    const page = await pages.open();
    await page.getByLabel("Search sessions").fill("customs depot in Leipzig");
    await expect.poll(() => page.getByRole("row").count()).toBe(1);
    expect(await page.getByRole("row").innerText()).toContain("sample");
    await page.getByRole("tab", { name: /^Matches · \d+/ }).click();
    const match = page.getByRole("list", { name: "Matches" }).getByRole("link").first();
    expect((await match.locator("mark").first().innerText()).toLowerCase()).toContain("customs");
    await match.click();
    await page.getByRole("region", { name: /^Call n\d/ }).waitFor();
    await page.getByLabel("Search sessions").fill("said by nobody");
    await page.getByText("Nothing recorded has “said by nobody” in it.").first().waitFor();
  });

  test("is filtered and sorted; the address keeps how", async () => {
    const page = await pages.open();
    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByLabel("Status").selectOption("failed");
    await expect.poll(() => page.getByRole("row").count()).toBe(1);
    expect(await page.getByRole("row").innerText()).toContain("fails");
    await page.reload();
    await expect.poll(() => page.getByRole("row").count()).toBe(1);
    await page.getByLabel("Result").selectOption("satisfactory");
    await page.getByRole("button", { name: "Take the filters away" }).click();
    await expect.poll(() => page.getByRole("row").count()).toBe(3);
    await page.getByLabel("Order").selectOption("name");
    const names = () => page.locator(".session-link .name").allInnerTexts();
    await expect.poll(names).toEqual(["fails", "parts", "sample"]);
  });

  test("deletes what is ticked after asking; when it is empty it says what to type", async () => {
    const installation = new Installation();
    onTestFinished(() => installation[Symbol.asyncDispose]());
    await pages.record("kept", ["a"], { installation });
    await pages.record("gone", ["b"], { installation });
    const page = await pages.open("?session=gone", {
      installation,
      // The page may ask once more for what it shows before it hears that it is gone.
      expected: /status of 404/,
    });
    await row(page, "gone").getByRole("checkbox").check();
    const remove = async () => {
      await page.getByRole("button", { name: "Delete…" }).click();
      const dialog = page.getByRole("dialog");
      expect(await dialog.innerText()).toContain("cannot be brought back");
      await dialog.getByRole("button", { name: "Delete 1 session" }).click();
    };
    await remove();
    await expect.poll(() => page.getByRole("row").count()).toBe(1);
    await page.getByText("Choose a session").waitFor();
    const left = await installation.json<{ sessions: { name: string }[] }>("sessions");
    expect(left.sessions.map(({ name }) => name)).toEqual(["kept"]);
    await row(page, "kept").getByRole("checkbox").check();
    await remove();
    const empty = page.getByRole("region", { name: "Sessions" });
    await empty.getByText("ao record agent.ts").waitFor();
  });

  test("stays beside a session that is not there, which is told", async () => {
    const page = await pages.open("?session=nope", { expected: /status of 404/ });
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").innerText()).toContain(
      'Cannot find session "nope": no such session',
    );
    await page.getByRole("button", { name: "to the sessions" }).click();
    await page.getByText("Choose a session").waitFor();
    await row(page, "sample").waitFor();
  });
});
