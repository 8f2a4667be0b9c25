// A travel planner on the AI SDK: three tools, several steps, then a packing list and a mail.
import { openai } from "@ai-sdk/openai";
import { generateText, isStepCount, tool } from "ai";
import { z } from "zod";

const tools = {
  searchTrains: tool({
    description: "Train connections between two cities on a day",
    inputSchema: z.object({ from: z.string(), to: z.string(), date: z.string() }),
    execute: async ({ from, to }) => [
      { train: "NJ 40466", from, to, departs: "20:04", arrives: "09:19", sleeper: 89 },
      { train: "EC 151", from, to, departs: "07:12", arrives: "18:40", sleeper: null },
    ],
  }),
  findHotels: tool({
    description: "Hotels in a city",
    inputSchema: z.object({ city: z.string(), maxPrice: z.number() }),
    execute: async ({ city, maxPrice }) => ({
      city,
      hotels: [
        { name: "Pensione Acquedotto", price: 74, note: "courtyard, no lift, breakfast until 11" },
        { name: "Albergo della Rocchetta", price: 92, note: "roof terrace, near the station" },
      ].filter((hotel) => hotel.price <= maxPrice),
    }),
  }),
  weather: tool({
    description: "Weather forecast for a city",
    inputSchema: z.object({ city: z.string() }),
    execute: async ({ city }) =>
      `${city}: thunderstorms on Friday evening, then clear, 24 to 29 degrees`,
  }),
};

const { text } = await generateText({
  model: openai.chat("gpt-4o"),
  stopWhen: isStepCount(5),
  system: "You plan trips by train. Look things up, then propose one plan.",
  prompt:
    "A long weekend in Bologna from Munich, leaving Thursday 11 June 2026, hotel below 95 euros.",
  tools,
});
console.log(text);

const { text: packing } = await generateText({
  model: openai.chat("gpt-4o-mini"),
  prompt: `What should I pack for this trip? Short list.\n\n${text}`,
});
const { text: mail } = await generateText({
  model: openai.chat("gpt-4o-mini"),
  system: "You write mails from Judith to her brother Paul.",
  prompt: `Tell Paul about the trip and ask him to water the plants.\n\n${text}`,
});
console.log(packing);
console.log(mail);
