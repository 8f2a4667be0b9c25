// The first attempt is refused with 429; the SDK tries again and the answer is used.
import OpenAI from "openai";

const openai = new OpenAI({ maxRetries: 2 });

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const announcement = await ask(
  "Draft an announcement: the library closes early on Friday because of the marathon.",
);
const shorter = await ask(`Shorten this to fit on a door sign:\n${announcement}`);
console.log(shorter);
