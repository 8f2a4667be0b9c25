// Recipe scaler: the recipe is parsed, scaled by the program, then shopped for and rewritten.
import { openai } from "@ai-sdk/openai";
import { generateObject, generateText } from "ai";
import { z } from "zod";

const recipe = `Grandma's plum cake. Rub 125 g cold butter into 250 g flour, add 75 g sugar, an egg and a pinch of salt,
let it rest for half an hour. Line a tin of 26 cm, lay 1 kg halved plums on it in circles. Mix 50 g sugar with
half a spoon of cinnamon and scatter over it. Bake for 45 min at 190 degrees. Serves 8.`;

const { object: parsed } = await generateObject({
  model: openai("gpt-4o"),
  schema: z.object({
    title: z.string(),
    serves: z.number(),
    ingredients: z.array(
      z.object({ amount: z.number(), unit: z.string(), item: z.string(), preparation: z.string() }),
    ),
    steps: z.array(z.string()),
  }),
  prompt: `Parse this recipe into ingredients and steps:\n\n${recipe}`,
});

const guests = 20;
const factor = guests / parsed.serves;
const scaled = parsed.ingredients.map(({ amount, unit, item, preparation }) => ({
  quantity: `${Math.round(amount * factor * 10) / 10} ${unit}`,
  item,
  preparation,
}));

const { text: shopping } = await generateText({
  model: openai("gpt-4o-mini"),
  prompt: `Sort this into a shopping list by department:\n${scaled.map(({ quantity, item }) => `${quantity} ${item}`).join("\n")}`,
});
const { text: method } = await generateText({
  model: openai("gpt-4o-mini"),
  prompt: `Rewrite the method of "${parsed.title}" for ${guests} people and two baking trays.\n${scaled
    .map(({ quantity, item, preparation }) => `- ${quantity} ${item}, ${preparation}`)
    .join("\n")}\nSteps:\n${parsed.steps.join("\n")}`,
});
const { text: card } = await generateText({
  model: openai("gpt-4o-mini"),
  system: "You lay out recipe cards.",
  prompt: `Title: ${parsed.title}\n\n${method}`,
});
console.log(shopping);
console.log(card);
