// The OpenAI Agents SDK: a triage agent hands the conversation over to a specialist.
import { Agent, run } from "@openai/agents";

const repairs = new Agent({
  name: "Repairs",
  handoffDescription: "Takes care of broken instruments",
  instructions: "You are the violin maker. Advise on repairs.",
  model: "gpt-4.1",
});
const lessons = new Agent({
  name: "Lessons",
  handoffDescription: "Takes care of lessons",
  instructions: "You plan lessons.",
  model: "gpt-4.1",
});
const triage = Agent.create({
  name: "Triage",
  instructions: "Hand over to the right colleague.",
  model: "gpt-4.1-mini",
  handoffs: [repairs, lessons],
});

const result = await run(triage, "The neck of my viola has come loose after the winter.");
console.log(result.lastAgent?.name);
console.log(result.finalOutput);
