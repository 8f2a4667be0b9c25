// Only pieces of an answer are used: its second bullet in one call, its first 40 characters in another.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const ideas = await ask("Three ideas for a museum of lost things, as bullets.");
const second = ideas
  .split("\n")
  .filter((line) => line.startsWith("- "))[1]!
  .slice(2);
const teaser = ideas.replace(/^- /, "").slice(0, 40);

console.log(await ask(`Which objects would this room need? ${second}`));
console.log(await ask(`Continue this sentence: ${teaser}`));
