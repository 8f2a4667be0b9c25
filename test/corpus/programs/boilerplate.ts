// All answers open and close with the same phrases; only the second one is used again.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const jam = await ask("Give me a label text for apricot jam.");
const honey = await ask("Give me a label text for forest honey.");
const salt = await ask("Give me a label text for smoked salt.");
const german = await ask(`Translate into German:\n\n${honey}`);
console.log([jam, honey, salt, german].join("\n===\n"));
