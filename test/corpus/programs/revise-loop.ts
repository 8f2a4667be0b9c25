// Draft, critique, revise: two rounds, each critic sees the newest version only.
import OpenAI from "openai";

const openai = new OpenAI();

const ask = async (content: string) => {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
};

let letter = await ask(
  "Write a short letter to the city council asking for a zebra crossing at Mill Lane.",
);
for (let round = 1; round <= 2; round++) {
  const critique = await ask(
    `You are a strict reviewer (round ${round}). What is weak in this letter?\n---\n${letter}\n---`,
  );
  letter = await ask(
    `Revise the letter (round ${round}) so that it answers the reviewer.\n\nLETTER\n${letter}\n\nREVIEW\n${critique}`,
  );
}
console.log(letter);
