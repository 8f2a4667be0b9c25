// Four tickets, each through the same two steps; the intermediate texts are much alike.
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const tickets = [
  "lamp broken in room 4",
  "lamp flickers in room 9",
  "door stuck in room 4",
  "door squeaks in room 9",
];
const replies = await Promise.all(
  tickets.map(async (ticket) => {
    const assessment = await ask(`Assess in the house format: ${ticket}`);
    return ask(`Write a note to the caretaker.\n${assessment}`);
  }),
);
for (const reply of replies) console.log(reply);
