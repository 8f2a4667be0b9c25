// A chat whose older turns are folded into a memory after every second question.
import OpenAI from "openai";

const openai = new OpenAI();
type Message = { role: "user" | "assistant"; content: string };

const questions = [
  "I inherited a vegetable patch of 4 by 6 metres, heavy clay, half shade. What can I grow in the first year?",
  "Slugs ate everything my aunt ever planted there. What do I do about them?",
  "OK. When do I start, I live at 700 metres altitude?",
  "And what goes into the shady half exactly?",
  "Write me the shopping list for the garden centre.",
];

async function chat(messages: OpenAI.ChatCompletionMessageParam[], model = "gpt-4o") {
  const result = await openai.chat.completions.create({ model, messages });
  return result.choices[0]!.message.content!;
}

let memory = "";
let recent: Message[] = [];
for (const question of questions) {
  recent.push({ role: "user", content: question });
  const system = `You are a patient gardener.${memory === "" ? "" : `\n\nWhat you remember of the conversation:\n${memory}`}`;
  const answer = await chat([{ role: "system", content: system }, ...recent]);
  recent.push({ role: "assistant", content: answer });
  console.log(`> ${question}\n${answer}\n`);

  if (recent.length >= 4) {
    const transcript = recent
      .map(({ role, content }) => `${role === "user" ? "Person" : "Gardener"}: ${content}`)
      .join("\n");
    memory = await chat(
      [
        {
          role: "user",
          content: `Update the memory with the new turns. Bullet points, facts about the garden and advice given.\n\nMemory:\n${memory || "(empty)"}\n\nNew turns:\n${transcript}`,
        },
      ],
      "gpt-4o-mini",
    );
    recent = [];
  }
}
