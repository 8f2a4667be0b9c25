// Tree of thought: three ideas are rated, two are carried on, rated again, the best is written up.
import OpenAI from "openai";

const client = new OpenAI();
const problem =
  "A village library of 60 square metres must hold readings for 40 people, lend 5,000 books and be open without staff in the evenings. Budget: 25,000 euros.";

async function llm(content: string, temperature = 0.9) {
  const { choices } = await client.chat.completions.create({
    model: "gpt-4.1-mini",
    temperature,
    messages: [{ role: "user", content }],
  });
  return choices[0]!.message.content!.trim();
}

interface Branch {
  thoughts: string[];
  score: number;
}

async function rate(thoughts: string[]) {
  const score = await llm(
    `Problem: ${problem}\n\nPartial solution:\n${thoughts.join("\n")}\n\nRate how promising this is from 0 to 1. Only the number.`,
    0,
  );
  return { thoughts, score: Number.parseFloat(score) };
}

const keep = (branches: Branch[], count: number) =>
  branches.toSorted((a, b) => b.score - a.score).slice(0, count);

const angles = ["furniture", "opening hours", "partners in the village"];
let beam: Branch[] = [];
for (const angle of angles) {
  const idea = await llm(`Problem: ${problem}\n\nPropose one idea that starts from: ${angle}.`);
  beam.push(await rate([idea]));
}
beam = keep(beam, 2);

const deeper: Branch[] = [];
for (const { thoughts } of beam) {
  const next = await llm(
    `Problem: ${problem}\n\nSo far:\n${thoughts.join("\n")}\n\nWhat is the next step? Solve the biggest obstacle.`,
  );
  deeper.push(await rate([...thoughts, next]));
}
const [best] = keep(deeper, 1);

console.log(
  await llm(
    `Problem: ${problem}\n\nChosen path:\n${best!.thoughts.map((thought, i) => `${i + 1}) ${thought}`).join("\n")}\n\nWrite the proposal to the mayor.`,
    0.3,
  ),
);
