// The same prompt four times at a high temperature, and a judge that picks the best sample.
import OpenAI from "openai";

const openai = new OpenAI();
const task = "Write a slogan for a shop that repairs umbrellas.";

async function sample() {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    temperature: 1.2,
    messages: [{ role: "user", content: task }],
  });
  return completion.choices[0]!.message.content!;
}

const samples = await Promise.all([sample(), sample(), sample(), sample()]);
const verdict = await openai.chat.completions.create({
  model: "gpt-4o",
  messages: [
    {
      role: "user",
      content: `Which of these candidates is the best answer to "${task}"?\n\n${samples
        .map((text, index) => `Candidate ${index + 1}: ${text}`)
        .join("\n")}\n\nReply with the reason only.`,
    },
  ],
});
console.log(verdict.choices[0]!.message.content);
