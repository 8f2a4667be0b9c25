// The responses API, streamed: two critics read the streamed text at the same time.
import OpenAI from "openai";

const openai = new OpenAI();

async function stream(input: string) {
  const events = await openai.responses.create({ model: "gpt-4.1", input, stream: true });
  let text = "";
  for await (const event of events)
    if (event.type === "response.output_text.delta") text += event.delta;
  return text;
}

const menu = await stream("Write a menu of three courses for a dinner in a planetarium.");
const critics = await Promise.all(
  ["a chef", "an astronomer"].map((critic) =>
    stream(`You are ${critic}. Comment on this menu:\n${menu}`),
  ),
);
console.log(critics.join("\n"));
