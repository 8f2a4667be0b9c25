// The program's own numbers and words happen to be what earlier answers said; nothing is copied.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

console.log(await ask("How many keys has a concert piano? The number only."));
console.log(await ask("Which colour do traffic lights have at the top? One word."));
console.log(
  await ask("Describe the harbour of Odense in 88 words or less, without the colour red."),
);
