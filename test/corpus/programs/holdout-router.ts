// A router names the route, the language and the question; a specialist answers; an editor adapts it.
import OpenAI from "openai";

const openai = new OpenAI();

const specialists: Record<string, string> = {
  billing: "You know invoices, instalments and refunds of the Lakeside music school.",
  lessons: "You know teachers, rooms and timetables of the Lakeside music school.",
  instruments: "You know the hire of instruments at the Lakeside music school.",
};

const messages = [
  "Guten Tag, unsere Tochter hat seit drei Wochen keinen Geigenunterricht, weil Frau Tan krank ist. Müssen wir den Monat trotzdem zahlen?",
  "hi!! is it possible to get a smaller cello for my son, he's 7 and the 3/4 one is huge",
  "Good afternoon. I would like to move my piano lesson from Tuesday to any morning, since my shifts have changed.",
];

async function respond(instructions: string, input: string) {
  const response = await openai.responses.create({ model: "gpt-4.1-mini", instructions, input });
  return response.output_text;
}

for (const message of messages) {
  const routed = JSON.parse(
    await respond(
      `Route the message to one of: ${Object.keys(specialists).join(", ")}. Reply with JSON {"route", "language", "question"}; the question in English, one sentence.`,
      message,
    ),
  ) as { route: string; language: string; question: string };

  const answer = await respond(
    specialists[routed.route] ?? "You are the front desk of the Lakeside music school.",
    `Answer this question from a customer: ${routed.question}`,
  );
  const edited = await respond(
    "You edit replies: warm, at most 60 words, with a greeting and a closing.",
    `Language of the reply: ${routed.language}\n\n${answer}`,
  );
  console.log(edited);
}
