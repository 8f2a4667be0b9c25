// Self-consistency: five solutions of a word problem, a vote on the number, an explanation of one.
import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });
const question =
  "A bakery bakes 84 rolls. A third goes to the school, half of the rest to the old people's home, and 6 of what remains are given away. How many rolls are left to sell?";

const generate = async (contents: string, temperature: number) => {
  const response = await ai.models.generateContent({
    model: "gemini-2.5-flash",
    contents,
    config: { temperature },
  });
  return response.text ?? "";
};

const votes = new Map<string, string[]>();
for (let i = 0; i < 5; i++) {
  const solution = await generate(
    `${question}\nThink step by step and end with "Answer: <number>".`,
    0.8,
  );
  const number = /Answer:\s*(\d+)/.exec(solution)?.[1] ?? "?";
  votes.set(number, [...(votes.get(number) ?? []), solution]);
}
const [winner, solutions] = [...votes].toSorted((a, b) => b[1].length - a[1].length)[0]!;
console.log(`${winner} with ${solutions.length} of 5 votes`);

// The longest solution that reached the winning number is the easiest to follow.
const clearest = solutions.toSorted((a, b) => b.length - a.length)[0]!;
console.log(
  await generate(
    `Explain this solution to a ten-year-old, with a drawing in ASCII characters:\n\n${clearest}`,
    0.2,
  ),
);
