// The machine's Chromium for the tests of the pages: `.ci/run` installs it. Where there is none the
// tests are skipped, loudly; where CI is set that is a failure.
import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { Installation } from "#test/support/run-ao.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** The browser's path, or null. `AO_TEST_CHROMIUM` names another one. */
export function findChromium(): string | null {
  const named = process.env["AO_TEST_CHROMIUM"];
  if (named) return named;
  const found = NAMES.map((name) => Bun.which(name)).find((path) => path !== null);
  return found ?? (existsSync(MAC) ? MAC : null);
}

/** Before all tests of the project: says what is missing. */
export function setup(): void {
  if (findChromium() !== null) return;
  const message =
    "No Chromium was found. Install it (apt-get install chromium), or set AO_TEST_CHROMIUM to its path.";
  if (process.env["CI"]) throw new Error(message);
  const line = "!".repeat(80);
  process.stderr.write(`\n${line}\nTHE TESTS IN A BROWSER ARE SKIPPED. ${message}\n${line}\n\n`);
}

/** For a machine without a screen, and without a way to the makers of the browser. */
export const CHROMIUM_ARGUMENTS: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts it. `resolve` maps names to addresses: `MAP evil.test 127.0.0.1`. */
export function launchChromium(resolve?: string): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error("Cannot start a browser: there is none");
  return chromium.launch({
    executablePath,
    args: [
      ...CHROMIUM_ARGUMENTS,
      // Chromium keeps pages of other sites away from loopback by itself, as not all browsers do;
      // with that, a test of our own defences would prove nothing.
      "--disable-features=LocalNetworkAccessChecks",
      ...(resolve === undefined ? [] : [`--host-resolver-rules=${resolve}`]),
    ],
  });
}

/** The address that logs a browser in, as `ao open` prints it. */
export async function openAddress(installation: Installation, session?: string): Promise<string> {
  const words = session === undefined ? [] : [session];
  const { stdout, stderr } = await installation.ao(["open", ...words, "--no-browser"]);
  const [address = ""] = stdout.split("\n");
  if (!address.startsWith("http")) throw new Error(`Cannot open: ${stdout}${stderr}`);
  return address;
}

/** A page that is logged in. */
export async function logIn(context: BrowserContext, installation: Installation): Promise<Page> {
  const page = await context.newPage();
  await page.goto(await openAddress(installation));
  await page.waitForURL((url) => url.pathname === "/");
  return page;
}

/** What a page asked of whom, and what it complained about. */
export interface Watched {
  readonly requests: string[];
  /** Console messages, uncaught errors, and violations of the Content-Security-Policy. */
  readonly complaints: string[];
}

/** Remembers everything from now on. */
export function watchPage(page: Page): Watched {
  const watched: Watched = { requests: [], complaints: [] };
  page.on("request", (request) => watched.requests.push(request.url()));
  page.on("websocket", (socket) => watched.requests.push(socket.url()));
  // Chromium tells of violations on the console.
  page.on("console", (message) => watched.complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => watched.complaints.push(String(error)));
  return watched;
}
