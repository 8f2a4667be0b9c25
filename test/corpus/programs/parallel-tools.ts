// A hand-written tool loop; the model asks for two tools at once, then for a third.
import OpenAI from "openai";
import type { ChatCompletionMessageParam, ChatCompletionTool } from "openai/resources";

const openai = new OpenAI();
const stock: Record<string, number> = { "walnut board 18mm": 7, "brass hinge 50mm": 0 };
const parameters = {
  type: "object",
  properties: { item: { type: "string" }, quantity: { type: "number" } },
};
const tools: ChatCompletionTool[] = [
  {
    type: "function",
    function: { name: "check_stock", description: "Units in stock", parameters },
  },
  { type: "function", function: { name: "order_part", description: "Orders parts", parameters } },
];
const functions: Record<string, (args: { item: string; quantity: number }) => string> = {
  check_stock: ({ item }) => `${stock[item]} units of ${item} on the shelf in hall C`,
  order_part: ({ item, quantity }) =>
    `Ordered ${quantity} x ${item}, delivery note DN-88213, arrives Wednesday`,
};

const messages: ChatCompletionMessageParam[] = [
  {
    role: "user",
    content:
      "Can we build two cabinets this week? Each needs a walnut board and four brass hinges.",
  },
];
for (;;) {
  const { choices } = await openai.chat.completions.create({ model: "gpt-4o", messages, tools });
  const message = choices[0]!.message;
  messages.push(message);
  if (!message.tool_calls?.length) {
    console.log(message.content);
    break;
  }
  for (const call of message.tool_calls) {
    if (call.type !== "function") continue;
    const content = functions[call.function.name]!(JSON.parse(call.function.arguments));
    messages.push({ role: "tool", tool_call_id: call.id, content });
  }
}
