// Very short answers are copied: a city, an invoice number, an amount.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!.trim();
}

const city = await ask("Which capital lies at the mouth of the Tagus? One word.");
console.log(await ask(`Name three museums in ${city}.`));

const invoice = await ask(
  "Invent an invoice number in the usual format. Reply with the number only.",
);
const amount = await ask("What is 17 percent of 1395? Reply with the number only.");
console.log(await ask(`Write a reminder for invoice ${invoice}.`));
console.log(await ask(`Write a sentence that says ${amount} euros are due on Monday.`));
