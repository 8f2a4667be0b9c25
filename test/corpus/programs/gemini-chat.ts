// A Gemini chat: the SDK keeps the history and sends it with every turn.
import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });
const chat = ai.chats.create({ model: "gemini-2.5-flash" });

const first = await chat.sendMessage({
  message: "Which bird should I listen for in a pine forest at dawn?",
});
console.log(first.text);
const second = await chat.sendMessage({ message: "Describe its song in words." });
console.log(second.text);

const poster = await ai.models.generateContentStream({
  model: "gemini-2.5-flash",
  contents: `Write the text of a poster about this bird song:\n${second.text}`,
});
for await (const chunk of poster) process.stdout.write(chunk.text ?? "");
process.stdout.write("\n");
