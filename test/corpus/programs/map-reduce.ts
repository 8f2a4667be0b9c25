// Summarises the sections of a report one by one, then writes a summary of the summaries.
import OpenAI from "openai";

const openai = new OpenAI();
const report = `# Water
The reservoir stood at 41 percent at the end of May, its lowest level since records began in 1962.
# Energy
Two of the five turbines were out of service for eleven weeks because a bearing had to be remade.
# Roads
Resurfacing of the coastal road was finished nine days early and under its budget of 3.4 million.`;

async function complete(content: string) {
  const { choices } = await openai.chat.completions.create({
    model: "gpt-4.1-mini",
    messages: [{ role: "user", content }],
  });
  return choices[0]!.message.content!.trim();
}

const sections = report.split(/^# /m).filter(Boolean);
const summaries = await Promise.all(
  sections.map((section) =>
    complete(`Summarise this section for the mayor in one sentence:\n\n# ${section}`),
  ),
);
console.log(
  await complete(
    `Combine these notes into one paragraph:\n${summaries.map((s) => `- ${s}`).join("\n")}`,
  ),
);
