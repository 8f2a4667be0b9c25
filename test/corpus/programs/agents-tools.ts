// The OpenAI Agents SDK with one function tool.
import { Agent, run, tool } from "@openai/agents";
import { z } from "zod";

const seatMap = tool({
  name: "seat_map",
  description: "Free seats of a performance",
  parameters: z.object({ performance: z.string() }),
  execute: async ({ performance }) =>
    `${performance}: free are row F seats 11 and 12, and the box on the left`,
});
const agent = new Agent({
  name: "Box office",
  instructions: "You sell tickets. Use the tools.",
  model: "gpt-4.1",
  tools: [seatMap],
});
const result = await run(agent, "Two seats together for Rusalka on Saturday, please.");
console.log(result.finalOutput);
