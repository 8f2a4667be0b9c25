// The HTML of an exported file: the page of the web interface with the recorded answers inside. Runs in
// the CLI.
import { createHash } from "node:crypto";
import { EXPORTED_ELEMENT, type ExportedSession } from "#src/protocol/exported-session.ts";
import { pageBundle } from "#src/server/pages/page-script.ts";

/**
 * One file that asks nobody for anything. Its policy lets this very script run and nothing else: what is
 * recorded stays text, also where it looks like a script.
 */
export async function renderExport(exported: ExportedSession): Promise<string> {
  const { script, style } = await pageBundle();
  const code = script.replaceAll("</script", String.raw`<\/script`);
  const hash = createHash("sha256").update(code).digest("base64");
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:; font-src data:`;
  // In JSON a `<` stands in strings alone.
  const data = JSON.stringify(exported).replaceAll("<", String.raw`\u003c`);
  return [
    "<!doctype html>",
    '<html lang="en">',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(exported.overview.session.name)} · ao</title>`,
    `<style>${style.replaceAll("</style", String.raw`<\/style`)}</style>`,
    '<div id="app"></div>',
    `<script type="application/json" id="${EXPORTED_ELEMENT}">${data}</script>`,
    `<script type="module">${code}</script>`,
    "</html>",
    "",
  ].join("\n");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
