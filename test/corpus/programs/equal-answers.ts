// Two questions happen to have the same answer, word for word; only the second one is used further.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const first = await ask("Which animal sleeps standing up? One sentence.");
const second = await ask("Which animal can lock its knees? One sentence.");
console.log(first);
console.log(await ask(`Make a riddle of this: ${second}`));
