// The description of ao for coding agents: a short how-to, and the help of every command as it is, so
// that it says what this ao does. Pure, but for loading the commands.
import type { CommandEntry } from "#src/cli/command.ts";
import { commandHelp } from "#src/cli/help.ts";
import { COMMAND_GROUPS } from "#src/cli/program.ts";
import { VERSION } from "#src/version.ts";

/** Stands in every file that ao wrote, and in no other. */
export const MARK = "<!-- Written by `ao skill install`, which also brings it up to date.";

const DESCRIPTION =
  "Record a JavaScript or TypeScript program that calls LLMs or tools, see which call's output ended up in which call's input, change one input or output and run it again with everything else answered from the cache, compare runs, and freeze a run as an offline test. Use it to debug, explain or test agent programs.";

/** Commands whose help stands in full: those that an agent's work is made of. Of others there is a line. */
const IN_FULL = new Set(
  "record rerun sessions search runs graph node diff output edit test stop".split(" "),
);

/** The text of a `SKILL.md`. */
export async function renderSkill(): Promise<string> {
  return `---
name: ao
description: ${DESCRIPTION}
---
${MARK} ao ${VERSION} -->

${HOW_TO}
${await renderCommands()}`;
}

/** Lines of a shell in here are checked against the command table (test/cli/skill). */
const HOW_TO = `# ao: record, see, change, run again, compare, test

\`ao\` runs a program as it is (no SDK wrapper, no code changes) and records its LLM, embedding and tool calls as a graph. A session holds the runs of one program. \`<session>\` is an id, its first letters, a name, or \`last\`; \`--run\` takes an id or a number of \`ao runs\`. Calls are nodes: \`n1\`, \`n2\`, …

Always use \`--json\`: one JSON document on stdout (\`ao record\` and \`ao rerun\` leave stdout to the program and end with one line of JSON on stderr). Exit codes: 0 done, 1 failed, 2 wrong use; errors are one line \`ao: what: why\` on stderr. \`ao record\` and \`ao rerun\` exit as the program does. Do not use \`npx\` or \`bun run\` inside: \`ao record\` takes the script itself, and what follows it is the program's.

## Find out what a program does

\`\`\`sh
ao record --json agent.ts --question "…"
ao graph last --json
ao node last n4 --json
ao node last n4 --input --key 'messages\\[0\\]\\.content'
ao search '"customs depot" A-1042' --json
\`\`\`

\`edges\` of the graph say which output went into which input; \`evidence\` has the paths and the characters. Where one of many calls is wanted, prefer \`ao node\` and \`ao search\` to the whole graph: bodies are long.

## Change one thing and run it again

\`\`\`sh
ao edit last n2 --text "the new answer"
ao edit last n3 --set 'messages[0].content=You are brief.'
ao rerun last --dry --json
ao rerun last --json
ao diff last --json
\`\`\`

An edit is an overlay: the recording is never changed, and \`ao edit last n2 --revert\` takes it back (a re-run that was made with it goes on to show it: \`taken_back\`). \`--dry\` says which calls the edits reach and what they cost, before anything runs. In a re-run every call with an unchanged input is answered from the cache; each node says \`source\` (\`live\`, \`cache\`, \`edited\`) and \`reason\`. A re-run is a new run with \`parent_run_id\`. The program's source may be changed between runs, too.

## Keep it from breaking

\`\`\`sh
ao test --freeze last --out agent.aotest.jsonl
ao test agent.aotest.jsonl --json
\`\`\`

The test needs no key, no network and no server. It fails when the program makes a call that is not in the file, or exits otherwise than it did.
`;

async function renderCommands(): Promise<string> {
  const parts = ["## Commands\n"];
  const others: string[] = [];
  for (const [name, entry] of Object.values(COMMAND_GROUPS).flatMap(Object.entries<CommandEntry>)) {
    if (entry.hidden === true) continue;
    if (!IN_FULL.has(name)) others.push(`- \`ao ${name}\`: ${entry.summary}`);
    else parts.push(`\`\`\`text\n${commandHelp(await entry.load()).trimEnd()}\n\`\`\`\n`);
  }
  return [...parts, "Each of these explains itself with `--help`:\n", ...others, ""].join("\n");
}
