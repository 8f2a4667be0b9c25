// A comma-separated list of keywords; each keyword is the subject of its own call.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const keywords = await ask(
  "Four keywords for a talk on life in the deep sea, separated by commas.",
);
const notes = await Promise.all(
  keywords
    .split(",")
    .map((keyword) => ask(`One surprising fact for a slide titled "${keyword.trim()}".`)),
);
for (const note of notes) console.log(note);
