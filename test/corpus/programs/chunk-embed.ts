// An article is split into sentences, these are embedded, and the nearest one answers a question.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const article = await ask("Write a short article about a village that moved uphill.");
const sentences = article.split(/(?<=\.)\s+/);
const embed = async (input: string[]) =>
  (await openai.embeddings.create({ model: "text-embedding-3-small", input })).data.map(
    (item) => item.embedding,
  );
const vectors = await embed(sentences);
const question = "Where does the church bell hang today?";
const [target] = await embed([question]);
const score = (vector: number[]) => vector.reduce((sum, value, i) => sum + value * target![i]!, 0);
const nearest = sentences.toSorted(
  (a, b) => score(vectors[sentences.indexOf(b)]!) - score(vectors[sentences.indexOf(a)]!),
);
console.log(await ask(`Context: ${nearest[0]}\nQuestion: ${question}`));
