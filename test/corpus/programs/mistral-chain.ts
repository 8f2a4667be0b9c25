// Mistral: a streamed answer is condensed, the condensed text is translated.
import { Mistral } from "@mistralai/mistralai";

const mistral = new Mistral({
  apiKey: process.env.MISTRAL_API_KEY,
  serverURL: process.env.MISTRAL_BASE_URL,
});

const events = await mistral.chat.stream({
  model: "mistral-small-latest",
  messages: [{ role: "user", content: "Why do old window panes look wavy?" }],
});
let text = "";
for await (const event of events) {
  const piece = event.data.choices[0]?.delta.content;
  if (typeof piece === "string") text += piece;
}

async function complete(content: string) {
  const result = await mistral.chat.complete({
    model: "mistral-small-latest",
    messages: [{ role: "user", content }],
  });
  return result.choices![0]!.message!.content as string;
}

const short = await complete(`Condense to one sentence: ${text}`);
console.log(await complete(`Translate to Italian: ${short}`));
