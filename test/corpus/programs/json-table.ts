// Rows of a JSON answer become a Markdown table with other columns first, and a CSV line.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

type Tree = { species: string; height: number; remark: string };
const { trees } = JSON.parse(
  await ask("Three trees for a small garden as JSON: trees[{species,height,remark}]."),
) as {
  trees: Tree[];
};
const table = trees.map((tree) => `| ${tree.remark} | ${tree.species} |`).join("\n");
const csv = trees.map((tree) => [tree.species, tree.height].join(";")).join("\n");

console.log(
  await ask(`Which of these would you choose?\n| remark | species |\n|---|---|\n${table}`),
);
console.log(await ask(`Sort by height and say which is the tallest:\n${csv}`));
