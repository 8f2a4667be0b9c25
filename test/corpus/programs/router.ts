// A classifier's label decides which prompt is used; the label itself goes into no prompt.
import OpenAI from "openai";

const openai = new OpenAI();
const ticket = "I was charged twice for the March invoice and would like one payment back.";

async function ask(system: string, user: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [
      { role: "system", content: system },
      { role: "user", content: user },
    ],
  });
  return completion.choices[0]!.message.content!;
}

const label = await ask(
  "Classify the ticket as billing, technical or sales. Reply with one word.",
  ticket,
);

const experts: Record<string, string> = {
  billing: "You work in the billing department. Answer the customer's billing question.",
  technical: "You are a technical support engineer. Answer the customer.",
  sales: "You are a sales representative. Answer the customer.",
};
console.log(await ask(experts[label.trim().toLowerCase()]!, `Customer wrote: ${ticket}`));
