// The page at `/`: a frame that src/web fills. A string, because it is served from the executable.

export const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>ao</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/page.css">
<header class="top">
<a class="home" href="/">ao</a>
<span id="connection" role="status"></span>
<a href="/docs">API</a>
</header>
<main id="content"><p class="empty">Loading…</p></main>
<script type="module" src="/page.js"></script>
</html>
`;
