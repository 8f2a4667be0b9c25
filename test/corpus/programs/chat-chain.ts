// A blog post in three steps: each step works on the text of the one before.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(prompt: string): Promise<string> {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [
      { role: "system", content: "You are an editor at a gardening magazine." },
      { role: "user", content: prompt },
    ],
  });
  return completion.choices[0]!.message.content!;
}

const outline = await ask("Write an outline for a post about composting on a balcony.");
const draft = await ask(`Write the post that follows this outline:\n\n${outline}`);
const title = await ask(
  `Suggest one title for the following post. Reply with the title only.\n\n${draft}`,
);
console.log(title);
