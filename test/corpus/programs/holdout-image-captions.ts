// Images are captioned, captions become alt texts, alt texts make the introduction of a gallery.
import OpenAI from "openai";

const openai = new OpenAI();
const PIXEL =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const images = [
  { file: "0412-market.jpg", place: "Fish market" },
  { file: "0413-ferry.jpg", place: "Ferry" },
  { file: "0415-workshop.jpg", place: "Boat workshop" },
];

async function caption({ place }: { place: string }) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o",
    messages: [
      {
        role: "user",
        content: [
          { type: "text", text: `Describe this photo in detail. Place: ${place}` },
          { type: "image_url", image_url: { url: PIXEL, detail: "low" } },
        ],
      },
    ],
  });
  return completion.choices[0]!.message.content!;
}

async function ask(prompt: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content: prompt }],
  });
  return completion.choices[0]!.message.content!;
}

const alts: string[] = [];
for (const image of images) {
  const description = await caption(image);
  alts.push(
    await ask(
      `Write the alt text (at most 100 characters) for [image: ${image.file}].\n\n${description}`,
    ),
  );
}

const gallery = images.map(({ file }, index) => `![${alts[index]}](${file})`).join("\n");
console.log(gallery);
console.log(
  await ask(`Write an introduction to this photo gallery in two sentences:\n\n${gallery}`),
);
