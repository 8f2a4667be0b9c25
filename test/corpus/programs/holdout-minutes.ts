// Meeting transcript -> minutes -> action items -> one mail per owner, with a last look at the tone.
import { GoogleGenAI, Type } from "@google/genai";

const genai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });
const MODEL = "gemini-2.5-flash";

const transcript = `
Petra: Okay, let's start. The open day is on 14 June and we still have no caterer.
Samir: I called Grünkern last week, they can do 120 people but want a deposit of 600 euros.
Petra: Fine, then confirm with them. What about the lab tours?
Lien: The laser room is closed until the inspection. I would move the tour to the clean room.
Samir: Visitors have to put on overshoes there, we have about forty pairs.
Lien: Then groups of twelve, every half hour. I'll ask facility management for more overshoes.
Petra: Good. Posters?
Jonas: The draft is done, but the printer needs the logo of the city as a vector file.
Petra: Please get it from the press office, deadline for printing is the 30th of May.
`.trim();

const minutes = await genai.models.generateContent({
  model: MODEL,
  contents: `Write the minutes of this meeting in Markdown, with decisions and tasks.\n\n${transcript}`,
});
console.log(minutes.text);

const extracted = await genai.models.generateContent({
  model: MODEL,
  contents: `Extract the action items as JSON from these minutes:\n\n${minutes.text}`,
  config: {
    responseMimeType: "application/json",
    responseSchema: {
      type: Type.ARRAY,
      items: {
        type: Type.OBJECT,
        properties: {
          owner: { type: Type.STRING },
          task: { type: Type.STRING },
          due: { type: Type.STRING },
        },
      },
    },
  },
});
const items = JSON.parse(extracted.text!) as { owner: string; task: string; due: string }[];

const mails = [];
for (const { owner, task, due } of items) {
  const mail = await genai.models.generateContent({
    model: MODEL,
    config: { systemInstruction: "You are Petra's assistant and write short, friendly mails." },
    contents: `Remind ${owner} by mail of this task: ${task} (due: ${due})`,
  });
  mails.push(`To: ${owner}\n\n${mail.text}`);
}

const tone = await genai.models.generateContent({
  model: MODEL,
  contents: `Does any of these mails sound rude? Answer in one or two sentences.\n\n${mails.join("\n\n=====\n\n")}`,
});
console.log(tone.text);
