// Streams an answer to the terminal, then sends the collected text to a second, streamed call.
import OpenAI from "openai";

const openai = new OpenAI();

async function stream(content: string) {
  const events = await openai.chat.completions.create({
    model: "gpt-4o",
    stream: true,
    stream_options: { include_usage: true },
    messages: [{ role: "user", content }],
  });
  let text = "";
  for await (const event of events) {
    const piece = event.choices[0]?.delta?.content ?? "";
    process.stdout.write(piece);
    text += piece;
  }
  process.stdout.write("\n\n");
  return text;
}

const recipe = await stream("Invent a soup for a rainy Tuesday.");
const shopping = await stream(`Write the shopping list for this recipe:\n\n${recipe}`);
await stream(`How much will this cost in Lyon?\n${shopping}`);
