// Enriches a CSV of companies row by row with the AI SDK, then analyses the finished table.
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";

const csv = `company,website
Van Dijk Koeling,vandijk-koeling.example
Meridian Freight,meridianfreight.example
Solbakken Data,solbakken.example
Peeters & Zonen,peeters-zonen.example
Brightwell Labs,brightwell.example`;

const [header, ...rows] = csv.split("\n") as [string, ...string[]];
const model = openai.chat("gpt-4o-mini");

const enriched = await Promise.all(
  rows.map(async (row) => {
    const [company, website] = row.split(",");
    const { text } = await generateText({
      model,
      system:
        "You classify companies. Reply with one line: industry;employees;country. Employees is one of 1-10, 11-50, 51-200, 201-1000.",
      prompt: `${company} (${website})`,
    });
    const [industry = "", employees = "", country = ""] = text.trim().split(";");
    return [row, industry, employees, country].join(",");
  }),
);

const table = [`${header},industry,employees,country`, ...enriched].join("\n");
const { text: analysis } = await generateText({
  model: openai.chat("gpt-4o"),
  prompt: `Which segments stand out in this customer table? Two short paragraphs.\n\n${table}`,
});
const { text: slide } = await generateText({
  model,
  prompt: `Turn this into three bullet points for a slide:\n\n${analysis}`,
});
console.log(table);
console.log(slide);
