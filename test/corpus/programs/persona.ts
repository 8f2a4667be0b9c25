// One call writes the system prompt that the next two calls run under.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string, system?: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o",
    messages: [
      ...(system ? [{ role: "system" as const, content: system }] : []),
      { role: "user" as const, content },
    ],
  });
  return completion.choices[0]!.message.content!;
}

const persona = await ask(
  "Write a system prompt for a chatbot that speaks like a retired stage magician.",
);
console.log(await ask("How do I remove a wine stain?", persona));
console.log(await ask("What is the best time to plant garlic?", persona));
