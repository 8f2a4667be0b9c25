// A shared system prompt with examples; one answer is word for word one of the examples.
import OpenAI from "openai";

const openai = new OpenAI();
const system = `You name the tone of a review.
Example: "The soup was cold and so was the waiter." -> The tone is dry and disappointed, with a little wit.
Example: "I cried when I had to leave!" -> The tone is warm and enthusiastic, almost sentimental.
Example: "Rooms fine. Breakfast fine." -> The tone is neutral and a touch bored.`;

const reviews = [
  "We stayed three nights. It was okay. Nothing to add.",
  "Best holiday of my life, I still dream of the terrace!",
  "The pool is 'heated' the way a fridge is 'heated'.",
];
for (const review of reviews) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [
      { role: "system", content: system },
      { role: "user", content: review },
    ],
  });
  console.log(completion.choices[0]!.message.content);
}
