// An agent's tool is itself a call to a model.
import OpenAI from "openai";

const openai = new OpenAI();

async function translate({ text, language }: { text: string; language: string }) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [
      { role: "system", content: "You are a translator. Reply with the translation only." },
      { role: "user", content: `Into ${language}: ${text}` },
    ],
  });
  return completion.choices[0]!.message.content!;
}

const runner = openai.chat.completions.runTools({
  model: "gpt-4o",
  messages: [
    {
      role: "user",
      content: "Our Spanish guests should know about the broken lift. Prepare the notice.",
    },
  ],
  tools: [
    {
      type: "function",
      function: {
        name: "translate",
        description: "Translates a text",
        parameters: {
          type: "object",
          properties: { text: { type: "string" }, language: { type: "string" } },
        },
        parse: JSON.parse,
        function: translate,
      },
    },
  ],
});
console.log(await runner.finalContent());
