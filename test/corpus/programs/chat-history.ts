// A conversation: every turn sends the whole history.
import OpenAI from "openai";
import type { ChatCompletionMessageParam } from "openai/resources";

const openai = new OpenAI();
const messages: ChatCompletionMessageParam[] = [
  { role: "system", content: "You help people plan trips. Be brief." },
];

for (const question of [
  "I have four days in Portugal in March. Where should I go?",
  "Is the second place worth an extra night?",
  "Put it together as a day by day plan.",
]) {
  messages.push({ role: "user", content: question });
  const completion = await openai.chat.completions.create({ model: "gpt-4o", messages });
  const answer = completion.choices[0]!.message;
  messages.push(answer);
  console.log(answer.content);
}
