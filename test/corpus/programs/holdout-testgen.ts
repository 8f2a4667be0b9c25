// Writes a function from its description, then test cases, runs them, and has the failures fixed.
import OpenAI from "openai";

const openai = new OpenAI();
const spec =
  "slugify(title): lower case, words joined by single hyphens, no leading or trailing hyphen, accents removed, at most 40 characters without cutting a word.";

async function ask(system: string, user: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4.1",
    messages: [
      { role: "system", content: system },
      { role: "user", content: user },
    ],
  });
  return completion.choices[0]!.message.content!;
}

const unfence = (text: string) => /```\w*\n([\s\S]*?)```/.exec(text)?.[1]?.trim() ?? text.trim();

const PROGRAMMER = "You write plain JavaScript functions. Reply with one code block.";
let code = unfence(await ask(PROGRAMMER, `Write this function: ${spec}`));
const cases = JSON.parse(
  unfence(
    await ask(
      "You write test cases as a JSON array of [input, expected] pairs.",
      `Function under test:\n${code}\n\nWhat it should do: ${spec}`,
    ),
  ),
) as [string, string][];

for (let round = 0; round < 3; round++) {
  const slugify = new Function(`${code}\nreturn slugify;`)() as (title: string) => string;
  const failures = cases
    .map(([input, expected]) => ({ input, expected, actual: slugify(input) }))
    .filter(({ expected, actual }) => expected !== actual);
  if (failures.length === 0) break;
  const report = failures
    .map(
      ({ input, expected, actual }) =>
        `slugify(${JSON.stringify(input)})\n  expected ${JSON.stringify(expected)}\n  received ${JSON.stringify(actual)}`,
    )
    .join("\n");
  code = unfence(
    await ask(
      PROGRAMMER,
      `This function fails some tests.\n\n${code}\n\nFailures:\n${report}\n\nFix it.`,
    ),
  );
}
console.log(code);
console.log(
  await ask(
    "You write commit messages: one subject line, no body.",
    `New file slugify.js:\n${code}`,
  ),
);
