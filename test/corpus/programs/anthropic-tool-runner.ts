// The SDK's tool runner: the provider keeps the thread, later requests hold only the tool results.
import Anthropic from "@anthropic-ai/sdk";
import { betaZodTool } from "@anthropic-ai/sdk/helpers/beta/zod";
import { z } from "zod";

const anthropic = new Anthropic();
const roomPrice = betaZodTool({
  name: "room_price",
  description: "The price of a meeting room for some hours",
  inputSchema: z.object({ room: z.string(), hours: z.number() }),
  run: ({ room, hours }) => `${room} for ${hours} hours costs ${hours * 35} euros, coffee included`,
});

const message = await anthropic.beta.messages.toolRunner({
  model: "claude-sonnet-5",
  max_tokens: 1000,
  tools: [roomPrice],
  messages: [{ role: "user", content: "What does the garden room cost for an afternoon?" }],
});
for (const block of message.content) if (block.type === "text") console.log(block.text);
