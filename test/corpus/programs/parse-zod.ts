// Structured output with zod; its fields make the next prompts.
import OpenAI from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";

const openai = new OpenAI();
const Plan = z.object({
  theme: z.string(),
  stations: z.array(z.object({ name: z.string(), task: z.string() })),
});

const completion = await openai.chat.completions.parse({
  model: "gpt-4o",
  messages: [
    { role: "user", content: "Plan a treasure hunt in a museum of clocks for ten-year-olds." },
  ],
  response_format: zodResponseFormat(Plan, "plan"),
});
const plan = completion.choices[0]!.message.parsed!;

for (const station of plan.stations) {
  const riddle = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [
      { role: "system", content: "You write riddles of two lines." },
      { role: "user", content: `Station: ${station.name}\nTask: ${station.task}` },
    ],
  });
  console.log(riddle.choices[0]!.message.content);
}
