// A streamed Anthropic tool loop, written by hand.
import Anthropic from "@anthropic-ai/sdk";

const anthropic = new Anthropic();
const tools: Anthropic.Tool[] = [
  {
    name: "lookup_plant",
    description: "Care instructions of a plant",
    input_schema: {
      type: "object",
      properties: { species: { type: "string" } },
      required: ["species"],
    },
  },
];
const care: Record<string, string> = {
  "Monstera deliciosa":
    "Water when the top 3 cm are dry; no direct sun; feed every fortnight from April to August.",
};

const messages: Anthropic.MessageParam[] = [
  {
    role: "user",
    content: "The leaves of my Swiss cheese plant are getting brown edges. What do I do?",
  },
];
for (let turn = 0; turn < 4; turn++) {
  const stream = anthropic.messages.stream({
    model: "claude-sonnet-5",
    max_tokens: 800,
    tools,
    messages,
  });
  stream.on("text", (text) => process.stdout.write(text));
  const message = await stream.finalMessage();
  messages.push({ role: "assistant", content: message.content });
  const results: Anthropic.ToolResultBlockParam[] = [];
  for (const block of message.content) {
    if (block.type !== "tool_use") continue;
    const { species } = block.input as { species: string };
    results.push({
      type: "tool_result",
      tool_use_id: block.id,
      content: care[species] ?? "unknown",
    });
  }
  if (results.length === 0) break;
  messages.push({ role: "user", content: results });
}
process.stdout.write("\n");
