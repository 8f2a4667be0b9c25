// The style sheet of all pages, and their icon. Strings, because they are served from the executable.

export const PAGE_ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M4 3.5V12.5M4 6Q4 8 8 8T12 10" fill="none" stroke="#6b7cff" stroke-width="1.5"/><g fill="#6b7cff"><circle cx="4" cy="3.5" r="2"/><circle cx="4" cy="12.5" r="2"/><circle cx="12" cy="11" r="2"/></g></svg>
`;

export const PAGE_STYLE = `:root {
  color-scheme: light dark;
  font: 15px/1.5 system-ui, sans-serif;
  --text: light-dark(#1d2129, #dfe3ea);
  --soft: light-dark(#5c6470, #98a1b0);
  --line: light-dark(#e2e5ea, #2b303a);
  --ground: light-dark(#fff, #14171c);
  --raised: light-dark(#f6f7f9, #1b1f26);
  --accent: light-dark(#3b4fd8, #93a0ff);
  --good: light-dark(#17753d, #5fce8d);
  --bad: light-dark(#c02b2b, #ff8080);
  --warn: light-dark(#8a5a00, #e5b95c);
  --llm: light-dark(#3b4fd8, #7f8fff);
  --tool: light-dark(#b26a00, #e8a94a);
  --embedding: light-dark(#0f7c80, #4fc3c7);
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, monospace;
}
* { box-sizing: border-box; }
body { margin: 0; color: var(--text); background: var(--ground); }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 0.75rem; }
code, pre { font-family: var(--mono); font-size: 0.87em; }
pre { overflow: auto; max-height: 32rem; margin: 0.5rem 0; padding: 0.75rem; border: 1px solid var(--line); border-radius: 6px; background: var(--raised); white-space: pre-wrap; overflow-wrap: anywhere; }
summary { cursor: pointer; }
button { font: inherit; color: var(--accent); background: none; border: 1px solid var(--line); border-radius: 6px; padding: 0.35rem 0.8rem; margin-top: 1rem; cursor: pointer; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
main.login { max-width: 30rem; padding-top: 18vh; }
main.docs h2 { font-size: 1.1rem; margin: 2rem 0 0.5rem; }
main.docs details { border-top: 1px solid var(--line); padding: 0.5rem 0; }
.method { display: inline-block; min-width: 5rem; font-weight: 600; }
.summary, .empty { color: var(--soft); margin-left: 0.75rem; }
.empty { margin-left: 0; }
.error { color: var(--bad); }

.top { display: flex; align-items: center; gap: 1rem; padding: 0.6rem 1.25rem; border-bottom: 1px solid var(--line); font-size: 0.9rem; }
.top .home { font-weight: 700; font-size: 1.05rem; margin-right: auto; }
#connection { color: var(--soft); }
#connection::before { content: "●"; font-size: 0.7em; margin-right: 0.4em; color: var(--soft); }
#connection[data-state="live"]::before { color: var(--good); }
#connection[data-state="lost"]::before { color: var(--bad); }
#connection:empty { display: none; }

.id { color: var(--soft); font: 0.8rem var(--mono); margin-left: 0.6rem; }
.label { unicode-bidi: plaintext; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.status { white-space: nowrap; }
.status[data-status="ok"], .status[data-status="finished"] { color: var(--good); }
.status[data-status="error"], .status[data-status="failed"] { color: var(--bad); }
.status[data-status="running"] { color: var(--accent); }
.status[data-status="cancelled"], .status[data-status="interrupted"] { color: var(--warn); }

.sessions { width: 100%; border-collapse: collapse; }
.sessions th { font-size: 0.8rem; font-weight: 500; color: var(--soft); text-align: left; }
.sessions th:nth-child(n + 4) { text-align: right; }
.sessions th, .sessions td { padding: 0.5rem 0.75rem 0.5rem 0; border-bottom: 1px solid var(--line); }
.sessions th:last-child, .sessions td:last-child { padding-right: 0; }
.sessions td:first-child { overflow-wrap: anywhere; }
.sessions td:first-child a { font-weight: 600; }
.sessions .label { color: var(--warn); font-size: 0.85rem; margin-left: 0.6rem; }
.sessions time { white-space: nowrap; color: var(--soft); }
.sessions tbody tr:hover { background: var(--raised); }

.run { margin-bottom: 1.25rem; }
.run h1, .run p { margin: 0 0 0.3rem; overflow-wrap: anywhere; }
.command { font: 0.87rem var(--mono); color: var(--soft); }
.run nav a { display: inline-block; min-width: 1.7rem; text-align: center; border-radius: 5px; }
.run nav a[aria-current] { background: var(--raised); color: var(--text); font-weight: 600; }

.calls { list-style: none; margin: 0; padding: 0; }
.call { border: 1px solid var(--line); border-left: 3px solid var(--soft); border-radius: 6px; margin-bottom: 0.5rem; content-visibility: auto; contain-intrinsic-size: auto 6rem; scroll-margin: 4rem; }
.call[data-kind="llm"] { border-left-color: var(--llm); }
.call[data-kind="tool"] { border-left-color: var(--tool); }
.call[data-kind="embedding"] { border-left-color: var(--embedding); }
.call:target { background: var(--raised); box-shadow: 0 0 0 2px var(--accent); }
.call > details > summary { display: grid; grid-template-columns: 4.2rem 4.6rem minmax(0, 1fr) auto auto; column-gap: 0.6rem; align-items: baseline; padding: 0.5rem 0.75rem; }
.call > details > summary > .number { text-align: left; font: 0.87rem var(--mono); color: var(--soft); white-space: nowrap; }
.call > details > summary > .number::before { content: "▸"; display: inline-block; width: 1rem; }
.call details[open] > summary > .number::before { content: "▾"; }
.kind { font-size: 0.8rem; color: var(--soft); }
.call[data-kind="llm"] .kind { color: var(--llm); }
.call[data-kind="tool"] .kind { color: var(--tool); }
.call[data-kind="embedding"] .kind { color: var(--embedding); }
.call > details > summary > .label { font-weight: 600; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.call .facts { color: var(--soft); font-size: 0.85rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
.call .facts > * + * { margin-left: 0.7em; }
.preview, .sources { grid-column: 3 / -1; font-size: 0.9rem; }
.preview { color: var(--soft); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; unicode-bidi: plaintext; }
.preview.error { color: var(--bad); }
.sources { color: var(--soft); }
.bar { grid-column: 1 / -1; width: 100%; height: 3px; margin-top: 0.4rem; background: var(--raised); border-radius: 1px; }
.bar rect { fill: var(--soft); }
.call[data-kind="llm"] .bar rect { fill: var(--llm); }
.call[data-kind="tool"] .bar rect { fill: var(--tool); }
.call[data-kind="embedding"] .bar rect { fill: var(--embedding); }

.body { padding: 0 0.75rem; }
.body:not(:empty) { padding: 0.25rem 0.75rem 0.75rem; border-top: 1px solid var(--line); }
.body h2 { font-size: 0.8rem; font-weight: 600; color: var(--soft); margin: 0.75rem 0 0.25rem; }
.body details > summary { padding: 0.2rem 0; color: var(--accent); font-size: 0.9rem; }
.message { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); gap: 0.5rem; padding: 0.35rem 0; }
.message + .message { border-top: 1px dashed var(--line); }
.message p, .message pre { margin: 0; }
.role { font-size: 0.8rem; color: var(--soft); padding-top: 0.12rem; }
.message[data-role="user"] .role { color: var(--good); }
.message[data-role="assistant"] .role { color: var(--llm); }
.message[data-role="tool"] .role { color: var(--tool); }
.text { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
.tool { border-left: 2px solid var(--tool); padding-left: 0.6rem; }
.tool > span { font-size: 0.85rem; color: var(--tool); }
.tool .text { font: 0.85rem/1.5 var(--mono); }
.attachments a, .origin > * { margin-right: 1rem; }
.origin { font-size: 0.82rem; color: var(--soft); overflow-wrap: anywhere; margin: 0.75rem 0 0; }

@media (max-width: 44rem) {
  .call > details > summary { grid-template-columns: 4.2rem minmax(0, 1fr) auto; }
  .kind { display: none; }
  .call .facts { grid-column: 2 / -1; grid-row: 2; white-space: normal; }
  .preview, .sources { grid-column: 2 / -1; }
  .sessions th:nth-child(4), .sessions td:nth-child(4), .sessions .id { display: none; }
}
`;
