// A local model through Ollama: chat, then a streamed chat, then generate.
import { Ollama } from "ollama";

const ollama = new Ollama({ host: process.env.OLLAMA_BASE_URL });

const idea = await ollama.chat({
  model: "llama3.2",
  messages: [{ role: "user", content: "Give me an idea for a model railway." }],
});
const parts = await ollama.chat({
  model: "llama3.2",
  stream: true,
  messages: [
    { role: "user", content: `Which materials do I need for this?\n${idea.message.content}` },
  ],
});
let materials = "";
for await (const part of parts) materials += part.message.content;

const cost = await ollama.generate({
  model: "llama3.2",
  prompt: `Estimate the cost of: ${materials}`,
});
console.log(cost.response);
