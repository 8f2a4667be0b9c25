// Takes pictures of the page over the sample and a re-run of it, light and dark, into a folder:
// `bun scripts/screenshots.ts [folder]`; those of the README are in scripts/screenshots. Needs dist/ao and
// Chromium.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { startMock } from "#scripts/sample/mock-provider.ts";
import { launchChromium, logIn } from "#test/support/chromium.ts";
import { Installation } from "#test/support/run-ao.ts";

const repository = new URL("..", import.meta.url).pathname;
const folder = process.argv[2] ?? join(repository, "dist", "screenshots");
const VIEW = { width: 1360, height: 820 };

interface Shot {
  readonly name: string;
  /** The query of its address. */
  readonly place: string;
  /** There when the screen is. */
  readonly until: string;
  readonly act?: (page: Page) => Promise<void>;
}

const SHOTS: readonly Shot[] = [
  { name: "sessions", place: "", until: '.sessions [role="row"]' },
  { name: "graph", place: "?session=sample&run=RUN&node=n5", until: ".node .message" },
  { name: "tree", place: "?session=sample&run=RUN&view=tree", until: '[role="treeitem"]' },
  { name: "timeline", place: "?session=sample&run=RUN&view=timeline", until: ".bar" },
  { name: "messages", place: "?session=sample&run=RUN&view=messages", until: ".said" },
  { name: "cache", place: "?session=sample&node=n6&tab=cache", until: ".cache-tab" },
  {
    name: "compare",
    place: "?session=sample&screen=compare&only=differences",
    until: ".call-line",
  },
  { name: "information", place: "?session=sample&screen=information", until: ".information" },
  { name: "server", place: "?screen=server", until: ".server-card" },
  { name: "settings", place: "?screen=settings", until: ".screen" },
  {
    name: "preview",
    place: "?session=sample&run=RUN",
    until: ".card",
    act: async (page) => {
      await page.keyboard.press("R");
      await page.locator(".preview-row").first().waitFor();
    },
  },
  {
    name: "keys",
    place: "?session=sample",
    until: ".card",
    act: async (page) => {
      await page.keyboard.press("?");
      await page.locator("dialog").waitFor();
    },
  },
];

await using installation = new Installation();
const first = await recordWhatIf(installation);
const browser = await launchChromium();
for (const colorScheme of ["light", "dark"] as const) {
  const context = await browser.newContext({ viewport: VIEW, colorScheme });
  const page = await logIn(context, installation);
  const { origin } = new URL(page.url());
  for (const { name, place, until, act } of SHOTS) {
    await page.goto(`${origin}/${place.replace("RUN", first)}`);
    await page.locator(until).first().waitFor();
    await act?.(page);
    // What glides has come to rest.
    await page.waitForTimeout(400);
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
  }
  await context.close();
}
await browser.close();
console.log(`${SHOTS.length * 2} pictures in ${folder}`);

/** The sample, its tool's answer edited, and run again; gives the id of the first run. */
async function recordWhatIf(to: Installation): Promise<string> {
  const mock = await startMock();
  try {
    const environment = { OPENAI_API_KEY: "mock-key", OPENAI_BASE_URL: mock.url };
    const script = join(repository, "scripts/sample/agent.ts");
    const { report } = await to.record(["--name", "sample", script], { environment });
    const tool = await toolOf(to);
    const text = "Parcel A-1042: in the sorting centre in Erfurt since today, waiting for a van.";
    await to.ao(["edit", "sample", tool, "--text", text]);
    await to.rerun(["sample"], { environment });
    return report.run_id ?? "";
  } finally {
    await mock.stop();
  }
}

async function toolOf(from: Installation): Promise<string> {
  const graph = await from.json<{ nodes: { id: string; kind: string }[] }>("graph", "sample");
  return graph.nodes.find(({ kind }) => kind === "tool")?.id ?? "";
}
