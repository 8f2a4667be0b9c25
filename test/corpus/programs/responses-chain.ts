// The provider keeps the conversation: each turn names the response before it.
import OpenAI from "openai";

const openai = new OpenAI();
let previous: string | undefined;

for (const input of [
  "Suggest a board game for two people and a long train ride.",
  "Explain its rules in three sentences.",
  "What is the most common mistake of beginners?",
]) {
  const response = await openai.responses.create({
    model: "gpt-4.1",
    input,
    ...(previous ? { previous_response_id: previous } : {}),
  });
  previous = response.id;
  console.log(response.output_text);
}
