// `ao search`: calls, names and notes by their text.
import { integerOption } from "#src/cli/arguments.ts";
import { defineCommand } from "#src/cli/command.ts";
import { printData, printJson, say, stdoutPaint } from "#src/cli/output.ts";
import { connect } from "#src/cli/session-api.ts";
import { jsonOption } from "#src/cli/shared-arguments.ts";
import type { Paint } from "#src/cli/style.ts";
import { clean } from "#src/cli/text.ts";
import type { SearchHit } from "#src/protocol/http-api.ts";

export const searchCommand = defineCommand({
  meta: {
    name: "ao search",
    description:
      "Find calls by what was said in them, and sessions and runs by name, label and note.",
  },
  args: {
    text: { type: "positional", required: true, description: 'words and "phrases"' },
    limit: { type: "string", valueHint: "n", default: "20", description: "at most this many" },
    json: jsonOption,
  },
  rest: "repeat",
  examples: [
    { command: "ao search A-1042", meaning: "where the parcel was first spoken of" },
    { command: `ao search '"customs depot" leipzig'`, meaning: "a phrase and a word" },
    { command: "ao search 'refund*'", meaning: "words that start like this" },
  ],
  notes:
    "A text is found where it has all words, in any case, also as parts of words. What many calls of a session repeat is shown once: at the first of them. Exits with 1 where nothing is found.",
  async run({ args }) {
    const limit = integerOption(args.limit, "--limit", { minimum: 1, maximum: 200 }) ?? 20;
    const { api } = await connect();
    const { hits, complete } = await api.search({ q: args._.join(" "), limit });
    if (args.json) await printJson({ hits, complete });
    else if (hits.length > 0) {
      const paint = stdoutPaint();
      await printData(`${hits.map((hit) => renderHit(hit, paint)).join("\n")}\n`);
    }
    if (!complete) await say("There was no time to look everywhere: more letters or words help.");
    else if (hits.length === 0 && !args.json) await say("Nothing has all of these words.");
    return hits.length > 0 ? 0 : 1;
  },
});

/** Two lines: where it is, in words to type, and what stands there. */
function renderHit(hit: SearchHit, paint: Paint): string {
  const place =
    hit.node_id === null
      ? [hit.session_name, hit.field]
      : [hit.session_name, hit.node_id, hit.edited ? "edited" : "", hit.field, hit.path ?? ""];
  const ids = hit.run_id === null ? hit.session_id : `${hit.session_id} · run ${hit.run_id}`;
  return `${paint.cyan(place.filter((word) => word !== "").join(" "))}  ${paint.dim(ids)}\n    ${highlight(hit, paint)}`;
}

function highlight({ snippet, spans }: SearchHit, paint: Paint): string {
  let shown = "";
  let position = 0;
  for (const [start, end] of spans) {
    shown += clean(snippet.slice(position, start));
    shown += paint.bold(paint.yellow(clean(snippet.slice(start, end))));
    position = end;
  }
  return shown + clean(snippet.slice(position));
}
