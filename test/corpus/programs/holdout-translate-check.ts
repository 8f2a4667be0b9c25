// Translates a safety notice into three languages and checks each by translating it back.
import { Mistral } from "@mistralai/mistralai";

const mistral = new Mistral({
  apiKey: process.env.MISTRAL_API_KEY ?? "",
  serverURL: process.env.MISTRAL_BASE_URL ?? "",
});

const notice =
  "Do not use the lift in case of fire. Leave the building by the nearest stairs and wait at the meeting point behind the car park. Do not go back for your belongings.";

async function chat(system: string, user: string) {
  const result = await mistral.chat.complete({
    model: "mistral-large-latest",
    temperature: 0,
    messages: [
      { role: "system", content: system },
      { role: "user", content: user },
    ],
  });
  return String(result.choices?.[0]?.message?.content ?? "");
}

const languages = ["German", "French", "Spanish"];
const checked = await Promise.all(
  languages.map(async (language) => {
    const translation = await chat(
      `You translate safety notices into ${language}. Reply with the translation only.`,
      notice,
    );
    const back = await chat(
      "You translate into English, as literally as possible. Reply with the translation only.",
      translation,
    );
    return { language, translation, back };
  }),
);

const table = checked.map(({ language, back }) => `${language}: ${back}`).join("\n");
const verdict = await chat(
  "You compare texts for differences in meaning.",
  `Original: ${notice}\n\nBack-translations:\n${table}\n\nWhich of them changes the meaning, and how?`,
);
console.log(checked.map(({ translation }) => translation).join("\n"));
console.log(verdict);
