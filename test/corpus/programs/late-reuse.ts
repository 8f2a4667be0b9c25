// A code name made at the start is used again after ten unrelated calls.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const motto = await ask("Invent a motto for a rowing club that trains at night.");
const words = [
  "anchor",
  "barley",
  "copper",
  "dwelling",
  "ember",
  "fathom",
  "gravel",
  "harvest",
  "ivory",
  "jetty",
];
for (const word of words)
  console.log(word, "=", await ask(`Define the word "${word}" in one sentence.`));
console.log(await ask(`Design a badge with this motto on it: ${motto}`));
