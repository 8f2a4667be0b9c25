// The responses API with a function call; the output items go back as they came.
import OpenAI from "openai";

const openai = new OpenAI();
const tools: OpenAI.Responses.Tool[] = [
  {
    type: "function",
    name: "find_train",
    description: "The next train between two stations",
    parameters: {
      type: "object",
      properties: { from: { type: "string" }, to: { type: "string" } },
    },
    strict: false,
  },
];
const input: OpenAI.Responses.ResponseInput = [
  { role: "user", content: "How do I get from Ghent to the sea today?" },
];

let response = await openai.responses.create({ model: "gpt-4.1", input, tools });
for (const item of response.output) {
  input.push(item);
  if (item.type !== "function_call") continue;
  const { from, to } = JSON.parse(item.arguments) as { from: string; to: string };
  const output = `IC 1807 leaves ${from} at 10:24 from platform 8 and reaches ${to} at 11:19`;
  input.push({ type: "function_call_output", call_id: item.call_id, output });
}
response = await openai.responses.create({ model: "gpt-4.1", input, tools });
console.log(response.output_text);

const postcard = await openai.responses.create({
  model: "gpt-4.1-mini",
  instructions: "You write postcards of one sentence.",
  input: `Journey: ${response.output_text}`,
});
console.log(postcard.output_text);
