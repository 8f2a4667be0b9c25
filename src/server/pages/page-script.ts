// The page at `/`: src/web as one script and one style sheet. Runs in the server and in the build.
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { EMBEDDED_PAGE } from "./embedded-page.ts";

/** The browser's part of ao. */
export interface PageBundle {
  readonly script: string;
  readonly style: string;
  /** Of this script and style sheet alone. */
  readonly version: string;
}

let bundled: Promise<PageBundle> | undefined;

/** The executable carries it; a run from source bundles it when it is first asked for. */
export function pageBundle(): Promise<PageBundle> {
  const embedded = EMBEDDED_PAGE as PageBundle | null;
  if (embedded !== null) return Promise.resolve(embedded);
  bundled ??= bundlePage();
  return bundled;
}

/** @throws where src/web does not compile. */
export async function bundlePage(): Promise<PageBundle> {
  const result = await Bun.build({
    entrypoints: [fileURLToPath(new URL("../../web/main.tsx", import.meta.url))],
    target: "browser",
    format: "esm",
    minify: true,
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const script = result.outputs.find(({ path }) => path.endsWith(".js"));
  const style = result.outputs.find(({ path }) => path.endsWith(".css"));
  if (script === undefined || style === undefined) {
    throw new Error("Cannot bundle src/web: a part is missing");
  }
  const parts = { script: await script.text(), style: await style.text() };
  const hash = createHash("sha256").update(parts.script).update(parts.style).digest("hex");
  return { ...parts, version: hash.slice(0, 16) };
}
