// The login page: reads the one-time code from the URL's fragment and trades it for the cookie.
// Strings, because they are served from the executable itself; `LOGIN_SCRIPT` runs in the browser.

/** Also the page of a 401: without a code it says how to get one. */
export const LOGIN_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>ao</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/page.css">
<main class="login">
<h1>ao</h1>
<p id="status">This browser is not logged in. Run this in a terminal:</p>
<pre>ao open</pre>
<p><a id="onward" href="/" hidden>Go on: this browser is logged in</a></p>
</main>
<script src="/login.js"></script>
</html>
`;

/**
 * Where the browser is logged in already, the page moves on: a link on another site brings no cookie
 * along, so that its first answer is this page.
 */
export const LOGIN_SCRIPT = `"use strict";
const isLogin = location.pathname.endsWith("/login");
const code = isLogin ? location.hash.slice(1) : "";
// A whole new page even where the address differs by its fragment only.
const onward = (isLogin ? "/" : location.pathname) + location.search;
const say = (text) => { document.getElementById("status").textContent = text; };
const isLoggedIn = () => fetch("/sessions?limit=1").then((response) => response.ok);

async function enter() {
  if (code === "") {
    if (await isLoggedIn()) location.replace(onward);
    return;
  }
  // Out of the address bar and the history: it is a secret, if one for a minute only.
  history.replaceState(null, "", location.pathname + location.search);
  say("Logging in\u2026");
  const response = await fetch("/login", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code }),
  });
  if (response.ok) return location.replace(onward);
  say((await response.json()).error.message + ". Run this again:");
  const link = document.getElementById("onward");
  link.href = onward;
  link.hidden = !(await isLoggedIn());
}
enter().catch(() => say("The server does not answer. Run this to start it:"));
`;
