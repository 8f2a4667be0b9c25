// The page at `/`: a frame that src/web fills. A string, because it is served from the executable.

export interface PageFrame {
  /** Let through for style sheets that the page makes itself, as editors do. */
  readonly nonce: string;
  /** The number of the newest delta: what the page asks for is not older. */
  readonly seq: number;
  /** Of script and style sheet: those of another version are not taken for them. */
  readonly version: string;
}

/** The frame. */
export function renderPage({ nonce, seq, version }: PageFrame): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="style-nonce" content="${nonce}">
<meta name="ao-seq" content="${seq}">
<title>ao</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/app.css?version=${version}">
<div id="app"></div>
<script type="module" src="/app.js?version=${version}"></script>
</html>
`;
}
