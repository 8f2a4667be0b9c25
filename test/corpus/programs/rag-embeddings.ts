// Retrieve, then answer: the question is rewritten, embedded, and the nearest documents are pasted.
import OpenAI from "openai";

const openai = new OpenAI();
const documents = [
  "Permits for food trucks are issued by the market office and cost 120 euros per season.",
  "The swimming hall opens at six on weekdays; lockers need a coin of one euro.",
  "Dogs are allowed in the botanical garden on a leash, except in the greenhouses.",
  "Bulky waste is collected on request; two collections per household and year are free.",
];
const embed = async (input: string | string[]) =>
  (await openai.embeddings.create({ model: "text-embedding-3-small", input })).data.map(
    (item) => item.embedding,
  );
const chat = async (content: string) =>
  (
    await openai.chat.completions.create({
      model: "gpt-4o-mini",
      messages: [{ role: "user", content }],
    })
  ).choices[0]!.message.content!;

const question = "how do i get rid of my old sofa";
const index = await embed(documents);
const query = await chat(`Rewrite as a search query with synonyms: ${question}`);
const [vector] = await embed(query);

const score = (other: number[]) => other.reduce((sum, value, i) => sum + value * vector![i]!, 0);
const best = documents
  .map((text, i) => ({ text, score: score(index[i]!) }))
  .sort((a, b) => b.score - a.score);
console.log(
  await chat(`Answer from the context.\nContext: ${best[0]!.text}\nQuestion: ${question}`),
);
