// ReAct without function calling: one growing prompt, actions parsed with a regular expression.
import OpenAI from "openai";

const openai = new OpenAI();

const library: Record<string, string> = {
  "Pont de Fontvieille":
    "The Pont de Fontvieille is a stone bridge of seven arches over the Sorne. It was finished in 1787 by the engineer Mathurin Delacombe and is 212 metres long.",
  "Mathurin Delacombe":
    "Mathurin Delacombe (1739-1811) was a French engineer of bridges and roads, born in Aurillac. He was a pupil of Perronet.",
};
const tools: Record<string, (input: string) => string> = {
  Lookup: (title) => library[title] ?? `No article "${title}".`,
};

let prompt = `Answer the question. Use this format, one action at a time:
Thought: what you think
Action: Lookup
Action Input: title of an article
Observation: (given to you)
... and at the end
Final Answer: the answer

Question: How old was the builder of the Pont de Fontvieille when the bridge was finished?
`;

let answer: string | undefined;
while (answer === undefined) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o",
    temperature: 0,
    stop: ["Observation:"],
    messages: [{ role: "user", content: prompt }],
  });
  const text = completion.choices[0]!.message.content!;
  answer = /Final Answer:\s*([\s\S]+)/.exec(text)?.[1]?.trim();
  const action = /Action:\s*(\w+)\s*\nAction Input:\s*(.+)/.exec(text);
  const observation = action ? tools[action[1]!]?.(action[2]!.trim()) : "Unknown action.";
  prompt += `${text.trim()}\nObservation: ${observation}\n`;
}
console.log(answer);

const caption = await openai.chat.completions.create({
  model: "gpt-4o-mini",
  messages: [
    { role: "user", content: `Make a caption for a photo of the bridge from this: ${answer}` },
  ],
});
console.log(caption.choices[0]!.message.content);
