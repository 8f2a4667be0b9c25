// The first answer mostly repeats its own prompt; the second prompt has the same passage from the program.
import OpenAI from "openai";

const openai = new OpenAI();
const passage = `Members may bring one guest to the reading room on weekdays before noon. Guests sign the
book at the desk, leave their coats in the cloakroom and may not order volumes from the closed stacks.`;

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

console.log(await ask(`Correct the spelling of this passage and give it back:\n\n${passage}`));
console.log(
  await ask(`Name the rule in this passage that guests will find the hardest:\n\n${passage}`),
);
console.log(await ask(`Write a quiz question about this passage:\n\n${passage}`));
