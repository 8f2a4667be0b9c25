// Groq: the same text is read by two prompts at once, only one of the answers is used further.
import Groq from "groq-sdk";

const groq = new Groq();

async function ask(content: string) {
  const completion = await groq.chat.completions.create({
    model: "llama-3.3-70b-versatile",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const speech = await ask("Write two sentences of a speech for the opening of a footbridge.");
const [simple, formal] = await Promise.all([
  ask(`Say it for a seven-year-old: ${speech}`),
  ask(`Say it for a minister: ${speech}`),
]);
console.log(simple);
console.log(await ask(`Translate into Latin: ${formal}`));
