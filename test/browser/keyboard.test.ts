// The page with the keyboard alone: no test here touches the mouse. Whoever works fast, or cannot point,
// would miss every key that does not do what the sheet of keys says.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "#test/support/chromium.ts";
import { CHAIN, FINDING, Stage, card } from "#test/support/what-if-page.ts";

describe.skipIf(findChromium() === null)("keyboard", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
    await stage.record("parcel", ...CHAIN);
    await stage.record("other", "When is a delivery late?");
  });
  afterAll(() => stage?.[Symbol.asyncDispose]());

  const openChain = async (place = ""): Promise<Page> => {
    const page = await stage.page(`/?session=parcel${place}`);
    await card(page, "n4").waitFor();
    return page;
  };

  test("/ searches, the arrows and Enter open what was found, Escape takes the search back", async () => {
    const page = await stage.page("/");
    const rows = page.getByRole("treegrid", { name: "Sessions" }).getByRole("row");
    await expect.poll(() => rows.count()).toBe(2);
    await page.keyboard.press("/");
    await page.keyboard.type("Leipzig");
    await expect.poll(() => rows.count()).toBe(1);
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => focused(page, "[role=row]")).toBe(true);
    await page.keyboard.press("Enter");
    await card(page, "n4").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.press("Escape");
    await expect.poll(() => rows.count()).toBe(2);
  });

  test("j k h l go through the calls, Enter opens one, Escape closes it", async () => {
    const page = await openChain();
    const chosen = () => new URL(page.url()).searchParams.get("node");
    const press = async (key: string): Promise<string | null> => {
      await page.keyboard.press(key);
      return chosen();
    };
    expect(await press("j")).toBe("n1");
    expect(await press("j")).toBe("n2");
    expect(await press("j")).toBe("n3");
    expect(await press("k")).toBe("n2");
    expect(await press("h")).toBe("n1");
    expect(await press("l")).toBe("n2");
    expect(await press("l")).toBe("n4");
    await page.getByRole("region", { name: "Call n4" }).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => focused(page, ".node [role=tab]")).toBe(true);
    await page.keyboard.press("ArrowRight");
    await page.getByRole("list", { name: "Messages" }).getByText("That is answer enough").waitFor();
    expect(await press("Escape")).toBeNull();
    expect(await press("Enter")).toBe("n1");
  });

  test("e edits, Ctrl+Enter saves, R previews, r re-runs, d compares, [ and ] go between the runs", async () => {
    const page = await openChain("&node=n1");
    await page.getByRole("region", { name: "Call n1" }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowRight");
    await page.getByRole("list", { name: "Messages" }).getByText(FINDING).waitFor();
    await page.keyboard.press("e");
    await expect.poll(() => focused(page, ".cm-editor")).toBe(true);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("jkr? It lies in Prague.");
    await page.keyboard.press("ControlOrMeta+Enter");
    await card(page, "n1").locator(".edited").waitFor();

    await page.keyboard.press("R");
    const start = page.getByRole("dialog").getByRole("button", { name: /^Re-run: 2 live calls/ });
    await start.waitFor();
    await page.keyboard.press("Escape");
    await start.waitFor({ state: "detached" });
    const recorded = new URL(page.url()).searchParams.get("run");
    await page.keyboard.press("r");
    await page.getByText(/The re-run has ended/).waitFor();
    const rerun = new URL(page.url()).searchParams.get("run");
    expect(rerun).not.toBe(recorded);
    await page.keyboard.press("d");
    await page
      .getByRole("article", { name: /: changed$/ })
      .first()
      .waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("region", { name: "Run", exact: true }).waitFor();

    const current = page.getByRole("navigation", { name: "Runs" }).locator("[aria-current]");
    await page.keyboard.press("[");
    await expect.poll(() => current.innerText()).toContain("recorded");
    await page.keyboard.press("]");
    await expect.poll(() => current.innerText()).toContain("re-run");
    expect(new URL(page.url()).searchParams.get("run")).toBe(rerun);
  });

  test("1 to 4 choose the view, and each shows the same call", async () => {
    const page = await openChain("&node=n2");
    const shown = page.getByRole("tablist", { name: "Projection" }).locator("[aria-selected=true]");
    for (const [key, title] of [
      ["2", "Tree"],
      ["3", "Timeline"],
      ["4", "Messages"],
      ["1", "Graph"],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => shown.innerText()).toBe(title);
      await page.getByRole("region", { name: "Call n2" }).waitFor();
    }
  });

  test("? shows the keys; Ctrl+K finds a call by its words; Escape closes both", async () => {
    const page = await openChain();
    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: "Keys" });
    await sheet.getByText("Next call in time").waitFor();
    await page.keyboard.press("j");
    expect(new URL(page.url()).searchParams.get("node")).toBeNull();
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    await page.keyboard.press("ControlOrMeta+k");
    const palette = page.getByRole("dialog", { name: /Find a command/ });
    await palette.waitFor();
    await page.keyboard.press("Escape");
    await palette.waitFor({ state: "detached" });
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type("when is a");
    await palette.getByRole("option", { name: /n3 When is a delivery late/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Call n3" }).waitFor();
  });

  test("no key does anything while somebody types it", async () => {
    const page = await openChain("&node=n3&tab=output");
    await page.getByRole("list", { name: "Messages" }).waitFor();
    const place = page.url();
    await page.keyboard.press("e");
    await expect.poll(() => focused(page, ".cm-editor")).toBe(true);
    await page.keyboard.type("jkhlredR1234[]?/");
    expect(await page.locator(".cm-content").innerText()).toContain("jkhlredR1234[]?/");
    expect(page.url()).toBe(place);
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(page, "[role=alertdialog]")).toBe(true);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("list", { name: "Messages" }).waitFor();
  });
});

/** Whether the focus is on or in such an element. */
function focused(page: Page, selector: string): Promise<boolean> {
  return page.evaluate(`document.activeElement.closest(${JSON.stringify(selector)}) !== null`);
}
