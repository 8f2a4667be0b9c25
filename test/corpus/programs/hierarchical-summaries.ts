// Four chunks are summarised, the summaries merged two by two, and the two merged into one.
import OpenAI from "openai";

const openai = new OpenAI();
const chunks = [
  "Chapter 1. Ilse inherits a clock without hands and the debts of an uncle she never met.",
  "Chapter 2. The clockmaker of Brno refuses to open the case unless she tells him a secret.",
  "Chapter 3. On the night train the clock begins to tick, and a stranger knows her uncle's name.",
  "Chapter 4. The debts turn out to be owed to Ilse herself, under a name she had as a child.",
];

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const summaries = await Promise.all(
  chunks.map((chunk) => ask(`Summarise in one sentence: ${chunk}`)),
);
const merged: string[] = [];
for (let i = 0; i < summaries.length; i += 2) {
  merged.push(await ask(`Merge part ${i / 2 + 1}:\n1) ${summaries[i]}\n2) ${summaries[i + 1]}`));
}
console.log(await ask(`Write the blurb from these two halves:\n\n${merged.join("\n\n")}`));
