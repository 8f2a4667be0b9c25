// The API's documentation page: every route, without a network.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "#test/support/chromium.ts";
import { Pages } from "#test/support/page-fixture.ts";

describe.skipIf(findChromium() === null)("/docs", () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start();
  });
  afterAll(() => pages?.[Symbol.asyncDispose]());

  test("the page's link leads to every route of the API, each with what it takes and gives", async () => {
    const page = await pages.open();
    await page.getByRole("link", { name: "API" }).click();
    await page.locator("details").first().waitFor();
    expect(new URL(page.url()).pathname).toBe("/docs");
    const described = await page.evaluate<number>(
      `fetch("/docs/json").then((r) => r.json()).then(({ paths }) =>
        Object.values(paths).flatMap((methods) => Object.keys(methods)).length)`,
    );
    expect(described).toBeGreaterThan(15);
    expect(await page.locator("details").count()).toBe(described);
    await page.getByText("/sessions/{id}/runs").click();
    expect(await page.locator("details[open] pre").first().innerText()).toBe("string");
  });
});
