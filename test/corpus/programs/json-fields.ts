// Fields parsed out of a JSON answer are pasted into the template of the next prompt.
import OpenAI from "openai";

const openai = new OpenAI();
const mail = `hey, it's Rosalind from the harbour office - the big printer upstairs jams whenever
someone prints envelopes, and we have to send 400 of them by thursday noon!! can someone come?`;

const extraction = await openai.chat.completions.create({
  model: "gpt-4o-mini",
  response_format: { type: "json_object" },
  messages: [
    {
      role: "system",
      content: "Extract the fault report as JSON: reporter, device, symptom, due, severity.",
    },
    { role: "user", content: mail },
  ],
});
const fault = JSON.parse(extraction.choices[0]!.message.content!);

const order = await openai.chat.completions.create({
  model: "gpt-4o-mini",
  messages: [
    {
      role: "user",
      content: `Write a work order for a technician.
Device: ${fault.device}
Symptom: ${fault.symptom}
Due: ${fault.due}
Contact: ${fault.reporter}`,
    },
  ],
});
console.log(order.choices[0]!.message.content);
