// The AI SDK's own loop: streamed text with a tool, at most three steps.
import { openai } from "@ai-sdk/openai";
import { isStepCount, streamText, tool } from "ai";
import { z } from "zod";

const result = streamText({
  model: openai.chat("gpt-4o"),
  stopWhen: isStepCount(3),
  prompt: "Is the museum in Aarhus open on Whit Monday?",
  tools: {
    openingHours: tool({
      description: "The opening hours of a museum on a day",
      inputSchema: z.object({ museum: z.string(), day: z.string() }),
      execute: async ({ museum, day }) => ({
        museum,
        day,
        open: "11:00-17:00",
        lastEntry: "16:20",
        free: false,
      }),
    }),
  },
});
for await (const text of result.textStream) process.stdout.write(text);
process.stdout.write("\n");
