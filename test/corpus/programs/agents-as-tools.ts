// The OpenAI Agents SDK: an agent is the tool of another one.
import { Agent, run } from "@openai/agents";

const chemist = new Agent({
  name: "Chemist",
  instructions: "You answer questions on dyes in one sentence.",
  model: "gpt-4.1-mini",
});
const restorer = new Agent({
  name: "Restorer",
  instructions: "You restore textiles. Ask the chemist about dyes.",
  model: "gpt-4.1",
  tools: [chemist.asTool({ toolName: "ask_chemist", toolDescription: "Asks the chemist" })],
});
const result = await run(restorer, "May I wash a purple silk shawl of 1860?");
console.log(result.finalOutput);
