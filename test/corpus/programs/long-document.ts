// A document of 100 KB is pasted into three calls; the answers quote it and are then combined.
import OpenAI from "openai";

const openai = new OpenAI();
const topics = ["the harbour", "the mill", "the school", "the chapel", "the bridge", "the market"];
const document = Array.from({ length: 900 }, (_, i) => {
  const topic = topics[i % topics.length];
  return `Entry ${i + 1}. In the year ${1700 + (i % 200)} ${topic} was visited by inspector number ${(i * 7919) % 1000}, who noted ${(i * 31) % 97} faults.`;
}).join("\n");

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4.1",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const questions = [
  "Which entry is the strangest?",
  "Which inspector was the busiest?",
  "What happened to the chapel?",
];
const answers = await Promise.all(
  questions.map((q) => ask(`${document}\n\nUsing the chronicle above: ${q}`)),
);
console.log(
  await ask(
    `Write a paragraph for the visitor's guide from these findings:\n${answers.join("\n")}`,
  ),
);
