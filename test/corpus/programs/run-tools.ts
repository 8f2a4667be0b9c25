// The SDK's own tool runner: it calls the function and sends the result back.
import OpenAI from "openai";

const openai = new OpenAI();

function getTide({ harbour }: { harbour: string }) {
  return { harbour, high: "06:42", low: "12:55", coefficient: 94 };
}

const runner = openai.chat.completions.runTools({
  model: "gpt-4o",
  messages: [{ role: "user", content: "When can I walk to the island from Pornic tomorrow?" }],
  tools: [
    {
      type: "function",
      function: {
        name: "get_tide",
        description: "High and low water of a harbour tomorrow",
        parameters: {
          type: "object",
          properties: { harbour: { type: "string" } },
          required: ["harbour"],
        },
        parse: JSON.parse,
        function: getTide,
      },
    },
  ],
});
console.log(await runner.finalContent());
