// A conversation of which only the last exchange is sent along.
import OpenAI from "openai";
import type { ChatCompletionMessageParam } from "openai/resources";

const openai = new OpenAI();
const history: ChatCompletionMessageParam[] = [];

for (const content of [
  "What should I see first in a clock museum?",
  "And if I only have an hour?",
  "Is there something for children?",
  "Where can we eat afterwards?",
]) {
  history.push({ role: "user", content });
  const messages = [
    { role: "system" as const, content: "You are a museum guide." },
    ...history.slice(-3),
  ];
  const completion = await openai.chat.completions.create({ model: "gpt-4o-mini", messages });
  history.push(completion.choices[0]!.message);
  console.log(completion.choices[0]!.message.content);
}
