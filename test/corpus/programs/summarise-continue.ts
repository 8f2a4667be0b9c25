// A conversation is summarised after two turns and goes on from the summary alone.
import OpenAI from "openai";
import type { ChatCompletionMessageParam } from "openai/resources";

const openai = new OpenAI();
const system = { role: "system", content: "You are a patient running coach." } as const;

async function chat(messages: ChatCompletionMessageParam[]) {
  const completion = await openai.chat.completions.create({ model: "gpt-4o", messages });
  return completion.choices[0]!.message.content!;
}

let history: ChatCompletionMessageParam[] = [system];
for (const content of [
  "I can run five kilometres. I want to run a half marathon in October.",
  "My left knee hurts after hills. What should I change?",
]) {
  history.push({ role: "user", content });
  history.push({ role: "assistant", content: await chat(history) });
}

const transcript = history
  .slice(1)
  .map((m) => `${m.role}: ${m.content}`)
  .join("\n");
const summary = await chat([
  { role: "user", content: `Summarise this conversation for later use:\n${transcript}` },
]);

history = [
  system,
  {
    role: "user",
    content: `Summary so far: ${summary}\n\nWhat should I eat the evening before the race?`,
  },
];
console.log(await chat(history));
