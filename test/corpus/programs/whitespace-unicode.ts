// Line breaks collapse, accents are normalised and the case changes on the way to the next prompt.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const poem = await ask(
  "Write four lines about the café on the corner when the first snow falls. Emoji are welcome ❄️.",
);
const oneLine = poem.normalize("NFC").replace(/\s+/g, " ").trim();
const [french, shouted] = await Promise.all([
  ask(`Translate to French: "${oneLine}"`),
  ask(`Is this too loud for a poster?\n${oneLine.toUpperCase()}`),
]);
console.log(french);
console.log(shouted);
