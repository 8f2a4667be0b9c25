// A numbered list is split into lines; every line becomes a call of its own.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const list = await ask(
  "List five questions a buyer should ask before buying a used sailing boat. Number them.",
);
const questions = list
  .split("\n")
  .map((line) => line.replace(/^\d+[.)]\s*/, "").trim())
  .filter((line) => line.endsWith("?"));

const answers = await Promise.all(
  questions.map((question) => ask(`Answer in one sentence. Question: ${question}`)),
);
for (const answer of answers) console.log("-", answer);
