// The login page: reads the one-time code from the URL's fragment and trades it for the cookie.
// Strings, because they are served from the executable itself; `LOGIN_SCRIPT` runs in the browser.

/** Also the page of a 401: without a code it says how to get one. */
export const LOGIN_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>ao</title>
<link rel="stylesheet" href="/page.css">
<main>
<h1>ao</h1>
<p id="status">To open ao in this browser, run <code>ao open</code> in a terminal.</p>
</main>
<script src="/login.js"></script>
</html>
`;

export const LOGIN_SCRIPT = `"use strict";
const code = location.hash.slice(1);
const say = (text) => { document.getElementById("status").textContent = text; };
if (location.pathname.endsWith("/login") && code !== "") {
  // Out of the address bar and the history: it is a secret, if one for a minute only.
  history.replaceState(null, "", location.pathname + location.search);
  say("Logging in\\u2026");
  fetch("/login", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code }),
  }).then(async (response) => {
    if (response.ok) location.replace("/" + location.search);
    else say((await response.json()).error.message + ". Run ao open again.");
  }).catch(() => say("The server does not answer. Run ao open again."));
}
`;

export const PAGE_STYLE = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 52rem; margin: 0 auto; padding: 2rem 1rem; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.9em; }
pre { overflow-x: auto; padding: 0.75rem; border: 1px solid #8884; border-radius: 4px; }
details { border-top: 1px solid #8884; padding: 0.5rem 0; }
summary { cursor: pointer; }
.method { display: inline-block; min-width: 4.5rem; font-weight: 600; }
.summary { opacity: 0.75; margin-left: 0.75rem; }
`;
