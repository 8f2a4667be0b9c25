// A tool fails; the error goes back to the model, which tries again with other arguments.
import OpenAI from "openai";
import type { ChatCompletionMessageParam, ChatCompletionTool } from "openai/resources";

const openai = new OpenAI();
const tools: ChatCompletionTool[] = [
  {
    type: "function",
    function: {
      name: "read_meter",
      description: "Reads a water meter",
      parameters: { type: "object", properties: { meter: { type: "string" } } },
    },
  },
];

function readMeter({ meter }: { meter: string }) {
  if (!/^WM-\d{4}$/.test(meter))
    throw new Error(`unknown meter "${meter}", expected the form WM-0000`);
  return JSON.stringify({ meter, cubicMetres: 318.42, readAt: "2026-11-02" });
}

const messages: ChatCompletionMessageParam[] = [
  { role: "user", content: "What does meter 77 in the cellar say?" },
];
for (let turn = 0; turn < 5; turn++) {
  const { choices } = await openai.chat.completions.create({ model: "gpt-4o", messages, tools });
  const message = choices[0]!.message;
  messages.push(message);
  if (!message.tool_calls) break;
  for (const call of message.tool_calls) {
    if (call.type !== "function") continue;
    let content: string;
    try {
      content = readMeter(JSON.parse(call.function.arguments));
    } catch (error) {
      content = `Error: ${(error as Error).message}`;
    }
    messages.push({ role: "tool", tool_call_id: call.id, content });
  }
}
console.log(messages.at(-1)!.content);
