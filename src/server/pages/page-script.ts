// The script of the page at `/`: src/web as one file. Runs in the server and in the build.
import { fileURLToPath } from "node:url";
import { EMBEDDED_SCRIPT } from "./embedded-script.ts";

let bundled: Promise<string> | undefined;

/** The executable carries the script; a run from source bundles it when it is first asked for. */
export function pageScript(): Promise<string> {
  const embedded = EMBEDDED_SCRIPT as string | null;
  if (embedded !== null) return Promise.resolve(embedded);
  bundled ??= bundlePageScript();
  return bundled;
}

/** @throws where src/web does not compile. */
export async function bundlePageScript(): Promise<string> {
  const result = await Bun.build({
    entrypoints: [fileURLToPath(new URL("../../web/main.ts", import.meta.url))],
    target: "browser",
    format: "esm",
    minify: true,
  });
  const [output] = result.outputs;
  if (output === undefined) throw new Error("Cannot bundle src/web: no output");
  return output.text();
}
