// An answer with quotes, backslashes and line breaks goes into the next prompt as a JSON string.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4.1",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const script = await ask(
  "Write a bash one-liner that lists the ten largest log files, and say what each part does.",
);
const review = await ask(
  `Review this record for shell injection.\n${JSON.stringify({ author: "bot", kind: "script", body: script }, null, 2)}`,
);
console.log(review);
