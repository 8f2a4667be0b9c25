// A critique quotes a sentence of the draft; what comes after sees the critique only.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const draft = await ask("Write two sentences for the back cover of a book on silence.");
const critique = await ask(`Criticise this cover text and quote what you mean:\n\n${draft}`);
console.log(await ask(`Is this critique fair in its tone? Yes or no, and why.\n\n${critique}`));
