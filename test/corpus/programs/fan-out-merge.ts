// Three experts answer at the same time, a fourth call merges what they said.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(role: string, question: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [
      { role: "system", content: `You are a ${role}.` },
      { role: "user", content: question },
    ],
  });
  return completion.choices[0]!.message.content ?? "";
}

const question = "Should our bakery open a second shop in the old railway station?";
const roles = ["financial analyst", "structural engineer", "neighbourhood organiser"];
const opinions = await Promise.all(roles.map((role) => ask(role, question)));

const merged = await ask(
  "managing director",
  `Decide, having heard your experts.\n\n${roles.map((role, i) => `## ${role}\n${opinions[i]}`).join("\n\n")}`,
);
console.log(merged);
