// Cohere: a query is written, the documents are in the program, the answer is checked.
import { CohereClientV2 } from "cohere-ai";

const cohere = new CohereClientV2({
  token: process.env.COHERE_API_KEY,
  baseUrl: process.env.COHERE_BASE_URL,
});

async function ask(content: string) {
  const response = await cohere.chat({
    model: "command-a-03-2025",
    messages: [{ role: "user", content }],
  });
  const [part] = response.message?.content ?? [];
  return part?.type === "text" ? part.text : "";
}

const notes =
  "The lock gates were renewed in 1931 and 1988. Boats of more than 24 metres must turn back.";
const answer = await ask(`Notes: ${notes}\nQuestion: may a barge of 26 metres pass?`);
const check = await ask(
  `Notes: ${notes}\nDoes this reply follow from the notes? Reply given: ${answer}`,
);
console.log(answer);
console.log(check);
