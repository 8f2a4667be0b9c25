// Two personas debate over two providers, each with a history of its own; a jury reads only the end.
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";

type Turn = { role: "user" | "assistant"; content: string };

const openai = new OpenAI();
const anthropic = new Anthropic();
const motion = "This town should ban parked cars from its old centre.";

async function pro(history: Turn[]) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o",
    messages: [
      {
        role: "system",
        content: `You are Vera, an urban planner. Speak for the motion: ${motion}`,
      },
      ...history,
    ],
  });
  return completion.choices[0]!.message.content!;
}

async function contra(history: Turn[]) {
  const message = await anthropic.messages.create({
    model: "claude-sonnet-5",
    max_tokens: 600,
    system: `You are Otto, who keeps a hardware shop. Speak against the motion: ${motion}`,
    messages: history,
  });
  return message.content[0]!.type === "text" ? message.content[0]!.text : "";
}

const vera: Turn[] = [{ role: "user", content: "You have the floor." }];
const otto: Turn[] = [];
let [lastVera, lastOtto] = ["", ""];
for (let round = 0; round < 2; round++) {
  lastVera = await pro(vera);
  vera.push({ role: "assistant", content: lastVera });
  otto.push({ role: "user", content: lastVera });
  lastOtto = await contra(otto);
  otto.push({ role: "assistant", content: lastOtto });
  vera.push({ role: "user", content: lastOtto });
}

const jury = await openai.chat.completions.create({
  model: "gpt-4o-mini",
  messages: [
    {
      role: "user",
      content: `Two closing statements on the motion "${motion}".\n\nVera:\n${lastVera}\n\nOtto:\n${lastOtto}\n\nWho was more convincing, and why? One paragraph.`,
    },
  ],
});
console.log(jury.choices[0]!.message.content);
