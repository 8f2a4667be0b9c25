// A streaming chat: the person interrupts the first answer; what was said so far stays in the history.
import OpenAI from "openai";

const openai = new OpenAI();
const history: OpenAI.ChatCompletionMessageParam[] = [
  { role: "system", content: "You are a museum guide in an audio app. Speak plainly." },
];

async function say(text: string, interruptAfter = Infinity) {
  history.push({ role: "user", content: text });
  const controller = new AbortController();
  const stream = await openai.chat.completions.create(
    { model: "gpt-4o", messages: history, stream: true },
    { signal: controller.signal },
  );
  let spoken = "";
  try {
    for await (const chunk of stream) {
      spoken += chunk.choices[0]?.delta?.content ?? "";
      if (spoken.length > interruptAfter) {
        spoken = spoken.slice(0, interruptAfter);
        controller.abort();
        break;
      }
    }
  } catch (error) {
    if (!controller.signal.aborted) throw error;
  }
  const whole = spoken.length < interruptAfter;
  history.push({ role: "assistant", content: whole ? spoken : `${spoken}… [interrupted]` });
  console.log(whole ? spoken : `${spoken}…`);
  return spoken;
}

await say("What am I looking at? The sign says 'Astrolabe, Fez, 1290'.", 150);
await say("Wait. What do you mean by rete?");
const last = await say("Nice. Could I have used it to find the time of prayer?");

const card = await openai.chat.completions.create({
  model: "gpt-4o-mini",
  messages: [
    {
      role: "user",
      content: `A visitor liked this explanation. Turn it into a postcard text of 25 words:\n"${last}"`,
    },
  ],
});
console.log(card.choices[0]!.message.content);
