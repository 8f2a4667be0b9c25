// RAG with citations: rewrite, retrieve, answer with [n], verify each cited sentence, publish.
import OpenAI from "openai";

const openai = new OpenAI();

const passages = [
  "Heat pumps in older buildings need flow temperatures below 55 degrees; in most houses built after 1975 this is reached by exchanging three to five radiators.",
  "The noise of an outdoor unit is limited to 35 dB(A) at night at the neighbour's window in purely residential areas.",
  "The subsidy covers 30 per cent of the cost; 20 per cent are added when a working oil or gas heating older than 20 years is replaced.",
  "Wood pellets need a dry store of about eight cubic metres for a house of 150 square metres.",
  "Applications for the subsidy must be approved before the contract with the installer is signed, otherwise nothing is paid.",
];

async function embed(input: string[]) {
  const { data } = await openai.embeddings.create({ model: "text-embedding-3-small", input });
  return data.map(({ embedding }) => embedding);
}
async function chat(system: string, user: string, model = "gpt-4o-mini") {
  const { choices } = await openai.chat.completions.create({
    model,
    messages: [
      { role: "system", content: system },
      { role: "user", content: user },
    ],
  });
  return choices[0]!.message.content!;
}

const vectors = await embed(passages);
const question =
  "we want to throw out our 25 year old gas boiler, what money do we get and what comes first";
const search = await chat("Rewrite the question as a search query. Query only.", question);
const [query] = await embed([search]);
const ranked = vectors
  .map((vector, index) => ({ index, score: vector.reduce((sum, x, i) => sum + x * query![i]!, 0) }))
  .toSorted((a, b) => b.score - a.score)
  .slice(0, 3);
const sources = ranked.map(({ index }, n) => `[${n + 1}] ${passages[index]}`);

const answer = await chat(
  "Answer only from the sources and cite them as [1], [2]… after each sentence.",
  `Sources:\n${sources.join("\n")}\n\nQuestion: ${question}`,
  "gpt-4o",
);

const kept: string[] = [];
for (const sentence of answer.split(/(?<=\[\d\]\.)\s+/)) {
  const cited = [...sentence.matchAll(/\[(\d)\]/g)].map((match) => sources[Number(match[1]) - 1]);
  const check = await chat(
    "Does the source support the claim? Answer SUPPORTED or NOT SUPPORTED with a short reason.",
    `Claim: ${sentence}\nSource: ${cited.join(" ")}`,
  );
  if (!check.startsWith("NOT")) kept.push(sentence);
}
console.log(
  await chat(
    "You write for a municipal newsletter. Keep the facts.",
    `Make this easier to read:\n${kept.join(" ")}`,
  ),
);
