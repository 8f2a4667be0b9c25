// What the page in the browser takes: `bun scripts/bench/page.ts`. Needs dist/ao and Chromium. Software
// draws here, as on a machine without a graphics card.
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { bundlePage } from "#src/server/pages/page-script.ts";
import { startChatServer } from "#test/support/chat-server.ts";
import { launchChromium, logIn, openAddress } from "#test/support/chromium.ts";
import { Installation } from "#test/support/run-ao.ts";
import { QuietBrowser } from "./quiet-browser.ts";
import { median, printFigure, printFigureAtLeast } from "./measure.ts";

const programs = new URL("../../test/fixtures/programs", import.meta.url).pathname;
const LAYERED = join(programs, "layered-calls.ts");
const VIEW = { width: 1440, height: 900 };
/** Frames per second. */
const SMOOTH_FRAMES = 50;

await using installation = new Installation();
let answers = 0;
await using chat = startChatServer({
  answer: () => {
    answers += 1;
    return `Finding ${answers * 7919}: ship ${answers} waits at quay ${answers % 97} with tea.`;
  },
});
const environment = { CHAT_URL: chat.baseUrl };
const record = (name: string, words: string[]) =>
  installation.record(["--name", name, ...words], { environment });

for (const count of [300, 2000, 10_000]) await record(`calls-${count}`, [LAYERED, String(count)]);
await record("large", [join(programs, "large-prompts.ts"), "1", "10000000"]);

printFigure("weight of the page, gzipped", await weight(), "KB", 600);
await openings();

const browser = await launchChromium();
const context = await browser.newContext({ viewport: VIEW });
const first = await logIn(context, installation);
const { origin } = new URL(first.url());
await first.close();
await pan();
await largePrompt();
await liveEvents();
await browser.close();

async function weight(): Promise<number> {
  const { script, style } = await bundlePage();
  return (Bun.gzipSync(script).length + Bun.gzipSync(style).length) / 1024;
}

/** The medians of five openings of a warm server, from the address to the first things of the run. */
async function openings(): Promise<void> {
  await using quiet = await QuietBrowser.launch(VIEW);
  const address = await openAddress(installation);
  await quiet.visit(address);
  const opening = async (session: string, selector: string): Promise<number> => {
    const url = `${new URL(address).origin}/?session=${session}`;
    const times: number[] = [];
    for (let index = 0; index < 5; index++) times.push(await quiet.timeUntil(selector, url));
    return median(times);
  };
  const calls = async (count: number, most: number): Promise<void> => {
    const time = await opening(`calls-${count}`, '.card, [role="treeitem"]');
    printFigure(`${count.toLocaleString("en")} calls, until they can be seen`, time, "ms", most);
  };
  await calls(300, 500);
  await calls(2000, 1500);
  await calls(10_000, 1500);
}

async function pan(): Promise<void> {
  const page = await openRun(context, "calls-2000", ".card");
  await page.mouse.move(800, 500);
  const frames = await framesDuring(page, async () => {
    for (let step = 0; step < 120; step++) {
      await page.mouse.wheel(0, step < 60 ? 40 : -30);
      await page.waitForTimeout(8);
    }
  });
  const rate = 1000 / median(frames);
  printFigureAtLeast("2,000 calls, frames per second while it is moved", rate, "", SMOOTH_FRAMES);
  await page.close();
}

async function largePrompt(): Promise<void> {
  const page = await openRun(context, "large", ".card");
  const frames = await framesDuring(page, async () => {
    await page.locator(".react-flow__node").first().click();
    await page.locator(".node .message").first().waitFor();
    await page.waitForTimeout(500);
  });
  printFigure(
    "a prompt of 10 MB, the longest frame while it opens",
    Math.max(...frames),
    "ms",
    200,
  );
  await page.close();
}

async function liveEvents(): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${origin}/`);
  const recording = record("live", [LAYERED, "1500", "25"]);
  await page.locator('.sessions [role="row"]', { hasText: "live" }).click();
  await page.locator(".card").first().waitFor();
  const frames = await framesDuring(page, async () => {
    const started = performance.now();
    await recording;
    const seconds = (performance.now() - started) / 1000;
    console.log(`  ${Math.round((1500 * 2) / seconds)} events a second`);
  });
  printFigure("while 1,500 calls come in, the median frame", median(frames), "ms", 50);
  await page.close();
}

async function openRun(from: BrowserContext, session: string, selector: string): Promise<Page> {
  const page = await from.newPage();
  await page.goto(`${origin}/?session=${session}`);
  await page.locator(selector).first().waitFor();
  await page.waitForTimeout(500);
  return page;
}

/** The times between frames while something is done, in milliseconds. */
async function framesDuring(page: Page, action: () => Promise<void>): Promise<number[]> {
  await page.evaluate(`
    window.frames_ = [];
    window.stop_ = false;
    let last = performance.now();
    requestAnimationFrame(function frame(now) {
      window.frames_.push(now - last);
      last = now;
      if (!window.stop_) requestAnimationFrame(frame);
    });`);
  await action();
  return page.evaluate<number[]>("(window.stop_ = true, window.frames_.slice(1))");
}
