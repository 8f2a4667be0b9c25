// Held out: queries, code, JSON and CSV. Truth written before ao first ran on the programs.
import type { CorpusCases } from "#test/corpus/corpus-case.ts";

const FIRST_SLUGIFY = `Here is the function:

\`\`\`js
function slugify(title) {
  const words = title
    .normalize("NFD")
    .replace(/[\\u0300-\\u036f]/g, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.join("-").slice(0, 40);
}
\`\`\`

It decomposes accented letters, drops the accents and splits at everything that is neither a letter nor a digit.`;

const SECOND_SLUGIFY = `The empty words at the ends caused the stray hyphens, and \`slice\` cut inside a word. Fixed:

\`\`\`js
function slugify(title) {
  const words = title
    .normalize("NFD")
    .replace(/[\\u0300-\\u036f]/g, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  let slug = "";
  for (const word of words) {
    const longer = slug === "" ? word : slug + "-" + word;
    if (longer.length > 40) break;
    slug = longer;
  }
  return slug;
}
\`\`\``;

const BROKEN_JSON = `Here is the JSON for your data sheet:

{
  "name": "Torvi 40",
  "claim": "Room for a long weekend, weight for a short one.",
  "features": [
    "Back length grows with you from 42 to 52 cm",
    "Rain cover waits in the bottom pocket",
    "Polyamide 210D made from old fishing nets",
  ],
  "care": "Brush off dry mud, rinse by hand in lukewarm water, never in the machine"
}`;

const REPAIRED_JSON = `{
  "name": "Torvi 40",
  "claim": "Room for a long weekend, weight for a short one.",
  "features": [
    "Back length grows with you from 42 to 52 cm",
    "Rain cover waits in the bottom pocket",
    "Polyamide 210D made from old fishing nets"
  ],
  "care": "Brush off dry mud, rinse by hand in lukewarm water, never in the machine"
}`;

export const holdoutCode: CorpusCases = {
  "holdout-sql-agent": {
    sdk: "openai runTools",
    set: "holdout",
    flows: ["tool loop", "error feedback", "chain"],
    edges: `ask -> tool:run_sql(amount), fix, answer; tool:run_sql(amount) -> fix, answer
      fix -> tool:run_sql(total_cents), answer; tool:run_sql(total_cents) -> answer
      answer -> title`,
    rules: [
      {
        name: "ask",
        when: /^Which customer spent/,
        reply: {
          tools: [
            {
              name: "run_sql",
              arguments: {
                query:
                  "SELECT c.company, SUM(o.amount) AS spent FROM customers c JOIN orders o ON o.customer_id = c.id WHERE o.placed_on BETWEEN '2026-01-01' AND '2026-03-31' GROUP BY c.id ORDER BY spent DESC LIMIT 1",
              },
            },
          ],
        },
      },
      {
        name: "fix",
        when: /SQL error/,
        reply: {
          text: "The column is called total_cents; I correct the query.",
          tools: [
            {
              name: "run_sql",
              arguments: {
                query:
                  "SELECT c.company, SUM(o.total_cents) / 100.0 AS spent FROM customers c JOIN orders o ON o.customer_id = c.id WHERE o.placed_on BETWEEN '2026-01-01' AND '2026-03-31' GROUP BY c.id ORDER BY spent DESC LIMIT 1",
              },
            },
          ],
        },
      },
      {
        name: "answer",
        when: /"spent":/,
        reply:
          "Bryggen Seil spent the most in the first quarter of 2026: 2,400.75 euros, in a single order on 5 March. Alpenglas GmbH follows with two orders.",
      },
      { name: "title", when: /^Chart for this finding/, reply: "Customer spending, Q1 2026" },
    ],
  },
  "holdout-code-review": {
    sdk: "anthropic",
    set: "holdout",
    flows: ["fan-in", "chain", "short answers", "quotes own prompt"],
    edges: "review-* -> merge -> verdict",
    rules: [
      {
        name: "review-session",
        when: /^Review `src\/session/,
        reply: `## Review of \`src/session.ts\`

**1. The response status is never checked (high).**

\`\`\`ts
const data = await response.json();
\`\`\`

If the refresh token has been revoked, the server answers 401 with an error object. \`data.access_token\` is then \`undefined\`, and the session silently loses its token. Check \`response.ok\` and throw a \`SessionExpired\` error that callers can turn into a login page.

**2. Units of \`expires_in\` (high).**

\`\`\`ts
session.expiresAt = Date.now() + data.expires_in;
\`\`\`

OAuth servers send seconds, \`Date.now()\` counts milliseconds, so every token counts as expired after a blink. Multiply by 1000, and subtract half a minute for clock skew.

**3. Concurrent refreshes (medium).** Two requests that find the token expired both call \`refresh\`; with rotating refresh tokens the second one logs the person out. Keep the pending promise on the session and return it.

The naming is clear and the function is pleasantly short.`,
      },
      {
        name: "review-retry",
        when: /^Review `src\/retry/,
        reply: `## Review of \`src/retry.ts\`

**1. Rejections are never caught (high).**

\`\`\`ts
return action();
\`\`\`

Without \`await\` the promise leaves the \`try\` block before it settles, so nothing is ever retried. Write \`return await action();\`.

**2. Off by one (low).** \`attempt <= times\` runs the action four times for \`times = 3\`. If the parameter means retries, rename it to \`retries\`; if it means tries, use \`<\`.

**3. No jitter (low).** With \`2 ** attempt * 100\` all clients come back at the same moment after an outage. Add a random share.

Otherwise the exponential back-off is fine.`,
      },
      {
        name: "review-cart",
        when: /^Review `src\/cart/,
        reply: `## Review of \`src/cart.ts\`

**1. The total can become negative (high).**

\`\`\`ts
if (voucher) sum -= voucher.amount;
\`\`\`

A voucher of 50 euros on a basket of 30 pays the customer 20. Clamp with \`Math.max(0, …)\` and keep the rest on the voucher.

**2. Money in floats (medium).** Rounding at the end hides most errors, but \`1.005 * 100\` still rounds down. Compute in cents.

The loop could be a \`reduce\`, which is a matter of taste.`,
      },
      {
        name: "merge",
        when: /^<review file/,
        reply: `Thanks for the pull request! Four things should be fixed before this is merged:

1. **session.ts:** \`expires_in\` is in seconds, so tokens expire at once. Multiply by 1000.
2. **session.ts:** a 401 is treated like success. Check \`response.ok\`.
3. **retry.ts:** without \`await\`, nothing is ever retried.
4. **cart.ts:** a voucher larger than the basket makes the total negative.

Later, in another change: concurrent refreshes with rotating tokens, computing in cents, jitter for the back-off.`,
      },
      { name: "verdict", when: /^<summary>/, reply: "REQUEST_CHANGES" },
      {
        name: "changelog",
        when: /^\/\/ src\/session/,
        reply: `- session.ts: refresh the access token of a session and remember when it expires (\`session.expiresAt = Date.now() + data.expires_in\`)
- retry.ts: retry an action with exponential back-off
- cart.ts: total of a basket, less the voucher's amount`,
      },
    ],
  },
  "holdout-testgen": {
    sdk: "openai chat",
    set: "holdout",
    flows: ["loop", "near duplicates", "error feedback"],
    edges: "code -> cases, fix; cases -> fix -> commit",
    rules: [
      { name: "code", when: /^Write this function/, reply: FIRST_SLUGIFY },
      {
        name: "cases",
        when: /^Function under test/,
        reply: `\`\`\`json
[
  ["Crème brûlée für alle", "creme-brulee-fur-alle"],
  ["  What's new?  ", "what-s-new"],
  ["The quick brown fox jumps over the lazy dog again", "the-quick-brown-fox-jumps-over-the-lazy"],
  ["42", "42"],
  ["--- déjà vu ---", "deja-vu"]
]
\`\`\``,
      },
      { name: "fix", when: /^This function fails/, reply: SECOND_SLUGIFY },
      {
        name: "commit",
        when: /^New file slugify/,
        reply: "Add slugify(): hyphenated, accent-free slugs of at most 40 characters",
      },
    ],
  },
  "holdout-json-repair": {
    sdk: "openai chat",
    set: "holdout",
    flows: ["error feedback", "json fields", "near duplicates", "fan-out"],
    edges: "broken -> repaired -> shop, leaflet",
    rules: [
      { name: "broken", when: /^Turn this data sheet/, reply: BROKEN_JSON },
      { name: "repaired", when: /^This does not parse/, reply: REPAIRED_JSON },
      {
        name: "shop",
        when: /^Write a shop text/,
        reply: `Some rucksacks want to be an expedition. The Torvi 40 wants to be Friday evening: packed in ten minutes, on your back, out of the door.

Its back panel slides from 42 to 52 centimetres, so it fits you as well as the friend who borrows it. Should it pour, the rain cover is where you left it, in the bottom pocket. And the fabric has already seen the sea: it was spun from old fishing nets.

In moss or slate. Guaranteed for five years.`,
      },
      {
        name: "leaflet",
        when: /^Write the care leaflet/,
        reply:
          "Let mud dry, then brush it off. Rinse with lukewarm water and a little curd soap. Do not machine-wash, do not tumble. Dry it open, in the shade.",
      },
    ],
  },
  "holdout-csv-enrich": {
    sdk: "ai",
    set: "holdout",
    flows: ["fan-in", "short answers", "equal answers", "csv"],
    edges: "enrich-* -> analysis -> slide",
    rules: [
      {
        name: "enrich-van-dijk",
        when: /^Van Dijk/,
        reply: "Refrigeration;51-200;Netherlands",
      },
      { name: "enrich-meridian", when: /^Meridian/, reply: "Logistics;201-1000;United Kingdom" },
      { name: "enrich-solbakken", when: /^Solbakken/, reply: "Software;11-50;Norway" },
      { name: "enrich-peeters", when: /^Peeters/, reply: "Logistics;51-200;Netherlands" },
      { name: "enrich-brightwell", when: /^Brightwell/, reply: "Software;11-50;United Kingdom" },
      {
        name: "analysis",
        when: /^Which segments stand out/,
        reply: `Logistics is the segment with the largest customers: Meridian Freight alone belongs to the class of 201-1000 employees, and Peeters & Zonen is a typical family haulier. Together with Van Dijk Koeling, whose refrigeration business lives on transport as well, three of five customers depend on freight volumes.

The two software companies are small, with 11-50 employees each, and sit in Norway and the United Kingdom. They are unlikely to grow the account by themselves but could serve as references in new markets.`,
      },
      {
        name: "slide",
        when: /^Turn this into three bullet/,
        reply: `- Three of five customers depend on freight volumes
- Software customers are small: 11-50 employees
- Use Norway and the United Kingdom as references`,
      },
    ],
  },
};
