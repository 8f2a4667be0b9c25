// The AI SDK's generateObject: every element of the object becomes a prompt.
import { openai } from "@ai-sdk/openai";
import { generateObject, generateText } from "ai";
import { z } from "zod";

const { object } = await generateObject({
  model: openai("gpt-4o"),
  schema: z.object({
    villain: z.object({ name: z.string(), weakness: z.string() }),
    scenes: z.array(z.string()),
  }),
  prompt: "Plan a puppet play with a villain and two scenes.",
});

const scenes = await Promise.all(
  object.scenes.map((scene) =>
    generateText({
      model: openai("gpt-4o-mini"),
      prompt: `Write one line of dialogue. Villain: ${object.villain.name}. Scene: ${scene}`,
    }),
  ),
);
for (const { text } of scenes) console.log(text);
