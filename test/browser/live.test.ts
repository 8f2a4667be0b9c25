// What happens while a page is open: a program that runs, an edit in another tab, a server that dies under
// it. Whoever looks must see it without a reload, and miss nothing.
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { findChromium, logIn } from "#test/support/chromium.ts";
import {
  CHAIN,
  FINDING,
  Stage,
  card,
  connection,
  idsOf,
  rewrite,
} from "#test/support/what-if-page.ts";

const STREAM = `stream a story about this: ${FINDING}`;

describe.skipIf(findChromium() === null)("live", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
    await stage.record("first", ...CHAIN);
  });
  afterAll(() => stage?.[Symbol.asyncDispose]());

  test("a program's calls, its stream, its edges and its end appear while it runs", async () => {
    const page = await stage.page("/");
    await expect.poll(() => connection(page).innerText()).toBe("live");
    const goOn = stage.mock.hold("Sum up");
    const letStream = stage.mock.hold("stream a story");
    const recording = stage.record("story", CHAIN[0], CHAIN[1], "Sum up: $2", STREAM);
    await row(page, "story").getByRole("link").click();
    await expect.poll(() => card(page, "n3").getAttribute("data-status")).toBe("running");
    await expect.poll(() => lines(page)).toEqual(["n1 n2", "n2 n3"]);
    const before = await corners(page, ["n1", "n2", "n3"]);

    goOn();
    await card(page, "n4").waitFor();
    expect(await corners(page, ["n1", "n2", "n3"])).toEqual(before);
    await card(page, "n4").click();
    await page.getByRole("tab", { name: "Output" }).click();
    const words = page.getByRole("region", { name: "Stream" });
    await expect.poll(() => words.innerText()).toContain("Parcel A-1042");
    expect(await words.innerText()).not.toContain("That is answer enough");
    expect(await page.locator(".run-header .status").innerText()).toMatch(/running/);
    await expect.poll(() => page.locator(".run-header .facts").innerText()).toContain("4 calls");

    const late = await stage.secondTab(page);
    await late.getByText("It began before this page was opened").waitFor();
    await late.close();
    await page.bringToFront();

    letStream();
    await recording;
    const messages = page.getByRole("list", { name: "Messages" });
    await expect.poll(() => messages.innerText()).toContain("That is answer enough");
    await expect.poll(() => page.locator(".run-header .status").innerText()).toMatch(/finished/);
    await expect.poll(() => lines(page)).toEqual(["n1 n2", "n1 n4", "n2 n3"]);
  });

  test("a conversation that goes on is followed by whoever is at its end, and by nobody else", async () => {
    const page = await stage.page("/");
    await page.setViewportSize({ width: 1024, height: 500 });
    const asks = Array.from({ length: 9 }, (_, index) => `Where is parcel ${index + 1}?`);
    const steps = asks.slice(4).map((ask) => stage.mock.hold(ask));
    const recording = stage.record("talk", ...asks);
    await row(page, "talk").getByRole("link").click();
    await page.getByRole("tab", { name: "Messages" }).click();
    const talk = page.getByRole("region", { name: "Conversation" });
    const turn = (number: number) => talk.getByRole("article", { name: `n${number} ` });
    const inTalk = (words: string) =>
      page.evaluate<number>(`{
        const at = document.querySelector('[aria-label="Conversation"]');
        ${words};
      }`);
    const fromEnd = () => inTalk("Math.round(at.scrollHeight - at.scrollTop - at.clientHeight)");
    await inTalk("at.scrollTop = at.scrollHeight");
    await turn(5).waitFor();
    await inTalk("at.scrollTop = at.scrollHeight");
    steps[0]?.();
    await turn(6).waitFor();
    steps[1]?.();
    await turn(7).waitFor();
    await expect.poll(fromEnd).toBeLessThan(2);

    await inTalk("at.scrollTop = 0");
    for (const step of steps.slice(2)) step();
    await recording;
    await expect.poll(() => page.locator(".run-header .facts").innerText()).toMatch(/9 calls/);
    expect(await inTalk("at.scrollTop")).toBe(0);
  });

  test("an edit in one tab shows in the other, also in a call that is open there", async () => {
    const first = await stage.page("/?session=first&node=n1&tab=output");
    const second = await stage.secondTab(first);
    await second.getByRole("list", { name: "Messages" }).getByText(FINDING).waitFor();
    // A tab behind another one draws seldom.
    await first.bringToFront();
    await first.getByRole("button", { name: "Edit output" }).click();
    await rewrite(first, "It lies on the moon.");
    await first.getByRole("button", { name: "Save edit" }).click();
    await second.getByRole("list", { name: "Messages" }).getByText("on the moon").waitFor();
    await card(second, "n1").locator(".edited").waitFor();
    await second.bringToFront();
    await second.getByRole("button", { name: "Revert to original" }).click();
    await first.getByRole("list", { name: "Messages" }).getByText(FINDING).waitFor();
    await expect.poll(() => card(first, "n1").locator(".edited").count()).toBe(0);
  });

  test("a server that is killed is told of, and what is recorded meanwhile is there after it", async () => {
    const page = await stage.page("/", { canFail: true });
    await expect.poll(() => connection(page).innerText()).toBe("live");
    await row(page, "first").waitFor();
    await killServer(stage);
    await expect.poll(() => connection(page).innerText()).toBe("not connected");
    // It starts the server again.
    await stage.record("meanwhile", CHAIN[0]);
    await expect.poll(() => connection(page).innerText()).toBe("live");
    await row(page, "meanwhile").getByRole("link").click();
    await card(page, "n1").waitFor();
  });

  test("a run that goes on while the server is killed is shown whole afterwards", async () => {
    const page = await stage.page("/", { canFail: true });
    const goOn = stage.mock.hold("Write a letter");
    const recording = stage.record("through", ...CHAIN);
    await row(page, "through").getByRole("link").click();
    await expect.poll(() => card(page, "n2").getAttribute("data-status")).toBe("running");
    await killServer(stage);
    await expect.poll(() => connection(page).innerText()).toBe("not connected");
    goOn();
    expect((await recording).report.nodes).toBe(4);
    await expect.poll(() => connection(page).innerText()).toBe("live");
    await expect
      .poll(() => page.locator(".run-header .facts").innerText())
      .toMatch(/finished.*4 calls/s);
    await card(page, "n4").waitFor();
    await expect.poll(() => lines(page)).toEqual(["n1 n2", "n2 n4", "n3 n4"]);
  });

  test("a browser without the cookie gets no page, no data and no live events", async () => {
    const context = await stage.browser.newContext();
    onTestFinished(() => context.close());
    const own = await logIn(context, stage.installation);
    const { origin } = new URL(own.url());
    await context.clearCookies();
    const page = await context.newPage();
    await page.goto(`${origin}/?session=first`);
    expect(await page.locator("body").innerText()).toContain("ao open");
    expect(await page.content()).not.toMatch(/first|parcel/i);
    const got = await page.evaluate<unknown>(`Promise.all([
      ...["/overview", "/sessions/first", "/runs/last/nodes", "/search?q=parcel"].map((path) =>
        fetch(path).then((answer) => answer.status)),
      new Promise((resolve) => {
        const socket = new WebSocket("ws://" + location.host + "/ws");
        socket.onmessage = ({ data }) => resolve(data);
        socket.onopen = () => socket.send('{"type":"subscribe","since":0}');
        socket.onclose = () => resolve("closed");
      }),
    ])`);
    expect(got).toEqual([401, 401, 401, 401, "closed"]);
  });
});

/** A session in the list. */
function row(page: Page, name: string): Locator {
  const list = page.getByRole("treegrid", { name: "Sessions" });
  return list.getByRole("row").filter({ hasText: name });
}

/** Where cards stand on the screen. */
function corners(page: Page, ids: readonly string[]): Promise<unknown[]> {
  return Promise.all(ids.map((id) => card(page, id).boundingBox()));
}

/** The edges in the picture, as `source target`. */
function lines(page: Page): Promise<string[]> {
  return idsOf(page, ".react-flow__edge");
}

async function killServer({ installation }: Stage): Promise<void> {
  const { pid } = await installation.json<{ pid: number }>("server", "status");
  process.kill(pid, "SIGKILL");
}
