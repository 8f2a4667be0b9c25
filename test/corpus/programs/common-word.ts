// Answers are "yes" or "no"; the prompts hold these words anyway and nothing is copied.
import OpenAI from "openai";

const openai = new OpenAI();

async function check(question: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content: `Answer yes or no. ${question}` }],
  });
  return completion.choices[0]!.message.content === "yes";
}

const results = [
  await check("Is a tomato a fruit?"),
  await check("Is a whale a fish?"),
  await check("Would you say yes to an invitation if there is no reason against it?"),
];
console.log(results);
