// An answer is wrapped at forty columns and quoted line by line as in a mail.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const wrap = (text: string) =>
  text
    .match(/.{1,40}(\s|$)/g)!
    .map((line) => `> ${line.trim()}`)
    .join("\n");

const mail = await ask("Write a complaint to a landlord about a dripping roof. Three sentences.");
console.log(await ask(`Reply as the landlord.\n\nOn Monday the tenant wrote:\n${wrap(mail)}`));
