// Three samples that are alike; a judge names the best by its number, and only that one goes on.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const samples: string[] = [];
for (let i = 0; i < 3; i++)
  samples.push(await ask("Write the opening of a fairy tale about a key. Three sentences."));
const vote = await ask(
  `Reply with the number of the best opening.\n${samples.map((text, i) => `[${i + 1}] ${text}`).join("\n")}`,
);
const best = samples[Number(vote) - 1]!;
console.log(await ask(`Continue the tale:\n${best}`));
