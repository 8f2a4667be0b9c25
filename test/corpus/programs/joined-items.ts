// The items of two lists are taken apart, mixed and joined in a sentence.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const items = (text: string) => text.split("\n").map((line) => line.replace(/^- /, ""));
const [tools, plants] = await Promise.all([
  ask("Three things for a travel sewing kit, as a list."),
  ask("Three things to put under a pillow for luck, as a list."),
]);
const mixed = [items(tools)[2], items(plants)[0], items(tools)[0], items(plants)[1]];
console.log(
  await ask(
    `Tell a story in which someone packs ${mixed.slice(0, -1).join(", ")} and ${mixed.at(-1)}.`,
  ),
);
