// Product data as JSON; when the JSON is broken the model repairs it; two texts use its fields.
import OpenAI from "openai";

const openai = new OpenAI({ maxRetries: 0 });

const sheet = `Torvi 40 L trekking rucksack / colour moss or slate / 1.32 kg
back length adjustable 42-52 cm, rain cover in the bottom pocket, recycled polyamide 210D
price 139.- / guarantee 5 years / made in Portugal`;

async function complete(messages: OpenAI.ChatCompletionMessageParam[]) {
  const response = await openai.chat.completions.create({ model: "gpt-3.5-turbo", messages });
  return response.choices[0]!.message.content ?? "";
}

async function json<T>(prompt: string): Promise<T> {
  let text = await complete([{ role: "user", content: prompt }]);
  for (let attempt = 0; ; attempt++) {
    try {
      return JSON.parse(text) as T;
    } catch {
      if (attempt === 2) throw new Error("no JSON after two repairs");
      text = await complete([
        { role: "system", content: "You repair JSON. Reply with valid JSON and nothing else." },
        { role: "user", content: `This does not parse:\n${text}` },
      ]);
    }
  }
}

interface Product {
  name: string;
  claim: string;
  features: string[];
  care: string;
}

const product = await json<Product>(
  `Turn this data sheet into JSON with the fields name, claim (a selling sentence), features (array of short sentences) and care (a hint how to clean it):\n${sheet}`,
);
const shop = await complete([
  {
    role: "user",
    content: `Write a shop text for "${product.name}".\nClaim: ${product.claim}\nFeatures:\n${product.features.map((feature) => `- ${feature}`).join("\n")}`,
  },
]);
const leaflet = await complete([
  { role: "user", content: `Write the care leaflet of ${product.name}. Note: ${product.care}` },
]);
console.log(shop);
console.log(leaflet);
