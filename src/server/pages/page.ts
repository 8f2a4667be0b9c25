// The page at `/`: a frame that src/web fills. A string, because it is served from the executable.

/**
 * The frame; `nonce` is let through for style sheets that the page makes itself, as editors do.
 */
export function renderPage(nonce: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="style-nonce" content="${nonce}">
<title>ao</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/app.css">
<div id="app"></div>
<script type="module" src="/app.js"></script>
</html>
`;
}
