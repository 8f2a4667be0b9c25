// The completion script in a real bash, driven the way readline does.
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "#test/support/run-ao.ts";
import { AO_SOURCE, createSourceInstallation } from "#test/support/source-installation.ts";

const installation = createSourceInstallation();
const bin = join(installation.folder, "bin");

beforeAll(async () => {
  mkdirSync(bin);
  const ao = join(bin, "ao");
  writeFileSync(ao, `#!/bin/sh\nexec ${AO_SOURCE.join(" ")} "$@"\n`);
  chmodSync(ao, 0o755);
  const script = join(installation.folder, "program.ts");
  writeFileSync(script, "console.log('hello');\n");
  await installation.ao(["record", "--quiet", "--name", "my-session", script]);
});
afterAll(() => installation[Symbol.asyncDispose]());

/** What bash would insert or list; words are given as readline breaks them. */
async function completed(...words: string[]): Promise<string> {
  const quoted = words.map((word) => `'${word}'`).join(" ");
  const program = `
    eval "$(ao completions bash)"
    complete -p ao >/dev/null || exit 1
    COMP_WORDS=(ao ${quoted}); COMP_CWORD=${words.length}
    _ao_complete
    echo "\${COMPREPLY[*]}"`;
  const environment = {
    ...installation.environment,
    PATH: `${bin}:${process.env["PATH"] ?? ""}`,
  };
  const { stdout, stderr } = await run(["bash", "-c", program], { environment });
  // compopt only works inside a real completion; it says so, and that is hidden in the script.
  expect(stderr).toBe("");
  return stdout.trimEnd();
}

test.each([
  [["gra"], "graph"],
  [["sessions", "--ki"], "--kind"],
  [["sessions", "--kind", "=", "re"], "record repl"],
  [["sessions", "--kind", "="], "record repl chat team"],
  [["graph", "my"], "my-session"],
  [["graph", "last", "--"], "--run --json --wait --timeout --mermaid --dot --help"],
  [["record", ""], ""],
  [["config", "set", "lo"], "log_level"],
])("%j", async (words, reply) => {
  expect(await completed(...words)).toBe(reply);
});
