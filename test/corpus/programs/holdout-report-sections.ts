// A report: outline as JSON, sections written in parallel (streamed), merged, abstract, title.
import OpenAI from "openai";
import { zodTextFormat } from "openai/helpers/zod";
import { z } from "zod";

const openai = new OpenAI();
const Outline = z.object({
  sections: z.array(z.object({ heading: z.string(), brief: z.string() })),
});

const { output_parsed } = await openai.responses.parse({
  model: "gpt-4.1",
  instructions: "You plan reports for a city administration.",
  input: "Plan a report on rainwater in our streets after the flood of last July. Three sections.",
  text: { format: zodTextFormat(Outline, "outline") },
});
const outline = output_parsed!.sections;
const contents = outline.map(({ heading }, index) => `${index + 1}. ${heading}`).join("\n");

async function write(heading: string, brief: string) {
  const events = await openai.responses.create({
    model: "gpt-4.1",
    stream: true,
    instructions: `You write one section of a report with these sections:\n${contents}`,
    input: `Write the section "${heading}". It should cover: ${brief}`,
  });
  let text = "";
  for await (const event of events) {
    if (event.type === "response.output_text.delta") text += event.delta;
  }
  return text;
}

const bodies = await Promise.all(outline.map(({ heading, brief }) => write(heading, brief)));
const report = outline
  .map(({ heading }, index) => `## ${heading}\n\n${bodies[index]}`)
  .join("\n\n");

const abstract = await openai.responses.create({
  model: "gpt-4.1-mini",
  instructions: "You write abstracts of 80 words.",
  input: report,
});
const title = await openai.responses.create({
  model: "gpt-4.1-mini",
  input: `A title for the report with this abstract:\n${abstract.output_text}`,
});
console.log(`# ${title.output_text}\n\n${abstract.output_text}\n\n${report}`);
