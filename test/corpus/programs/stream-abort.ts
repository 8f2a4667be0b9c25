// Stops reading a stream after the first sentence; the half answer is finished by another call.
import OpenAI from "openai";

const openai = new OpenAI();
const events = await openai.chat.completions.create({
  model: "gpt-4o",
  stream: true,
  messages: [
    { role: "user", content: "Tell me a long story about a lighthouse keeper who collects maps." },
  ],
});

let story = "";
for await (const event of events) {
  story += event.choices[0]?.delta?.content ?? "";
  if (story.includes(".")) break;
}
const opening = story.slice(0, story.indexOf(".") + 1);

const ending = await openai.chat.completions.create({
  model: "gpt-4o",
  messages: [
    {
      role: "user",
      content: `Write only the last sentence of the story that begins like this:\n${opening}`,
    },
  ],
});
console.log(opening);
console.log(ending.choices[0]!.message.content);
