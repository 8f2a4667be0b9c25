// Markdown is stripped from an answer before it is sent on to be read aloud.
import OpenAI from "openai";

const openai = new OpenAI();

function stripMarkdown(text: string) {
  return text
    .replace(/^#+\s*/gm, "")
    .replace(/^\s*[-*]\s+/gm, "")
    .replace(/\*\*(.+?)\*\*/g, "$1")
    .replace(/_(.+?)_/g, "$1")
    .replace(/`(.+?)`/g, "$1")
    .replace(/\[(.+?)\]\(.+?\)/g, "$1");
}

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const guide = await ask("Explain in Markdown how to sharpen a kitchen knife.");
const spoken = await ask(
  `Turn this into a script for a voice assistant:\n\n${stripMarkdown(guide)}`,
);
console.log(spoken);
