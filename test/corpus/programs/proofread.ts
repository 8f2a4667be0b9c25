// A proofreader gives back nearly the same text; only the corrected one is used further.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const notice = await ask("Write a notice about the new opening hours of a swimming lake.");
const corrected = await ask(`Proofread and return the whole text:\n\n${notice}`);
const [easy, sms] = await Promise.all([
  ask(`Rewrite in easy language:\n\n${corrected}`),
  ask(`Shorten to a text message:\n\n${corrected}`),
]);
console.log(easy);
console.log(sms);
