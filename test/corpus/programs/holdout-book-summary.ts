// Hierarchical summary of a short novel: six chapters, two parts, the whole, a line for the back.
import Anthropic from "@anthropic-ai/sdk";

const chapters = [
  "Ida Rask comes to the island of Hjelmsund to catalogue the papers of the late harbour master. The house is cold, the neighbours are friendly but watchful. In the first box she finds tide tables in which somebody has underlined every Thursday in red.",
  "The baker Malte tells her that the harbour master rowed out every Thursday night, even in old age. Ida reads the logbooks: on these nights there is never an entry. She writes to her sister that she will stay longer than planned.",
  "A storm tears off part of the roof. While she carries boxes to the cellar, Ida finds a wall of fresh bricks. Behind it are forty empty honey jars and a child's raincoat with the name Sunniva.",
  "Ida asks the priest about Sunniva. He closes the church book. In the evening somebody has put a dead gull on her doorstep. Malte offers to row her to the skerry where the harbour master used to go.",
  "On the skerry stands a hut with a bed, books and jars of honey. An old woman lives there: Sunniva, whom the village believes drowned in 1961. She had refused to marry the shipowner and the harbour master hid her, and later brought her food every week.",
  "Ida has to decide whether the catalogue names Sunniva. She leaves the Thursdays out. When she departs, Malte takes over the rowing; on the quay the shipowner's grandson asks her what was in the papers. Only tides, she says.",
];

const anthropic = new Anthropic();

async function summarise(what: string, text: string, words: number): Promise<string> {
  const stream = anthropic.messages.stream({
    model: "claude-haiku-5",
    max_tokens: 1024,
    system: "You summarise fiction for a library catalogue. Present tense, no judgement.",
    messages: [{ role: "user", content: `Summarise ${what} in ${words} words.\n\n${text}` }],
  });
  return (await stream.finalText()).trim();
}

const summaries = await Promise.all(
  chapters.map((text, index) => summarise(`chapter ${index + 1}`, text, 40)),
);
const parts = await Promise.all([
  summarise("the first part", summaries.slice(0, 3).join("\n\n"), 60),
  summarise("the second part", summaries.slice(3).join("\n\n"), 60),
]);
const whole = await summarise("the novel", parts.join("\n\n"), 80);
const blurb = await anthropic.messages.create({
  model: "claude-haiku-5",
  max_tokens: 100,
  messages: [{ role: "user", content: `One line for the back cover, no names:\n${whole}` }],
});
console.log(whole);
console.log(blurb.content[0]);
