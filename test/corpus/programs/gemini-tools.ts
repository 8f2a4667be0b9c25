// Gemini function calling, written by hand.
import { type Content, type FunctionDeclaration, GoogleGenAI, Type } from "@google/genai";

const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });
const declaration: FunctionDeclaration = {
  name: "convert_units",
  description: "Converts old units into metres",
  parameters: {
    type: Type.OBJECT,
    properties: { value: { type: Type.NUMBER }, unit: { type: Type.STRING } },
  },
};
const config = { tools: [{ functionDeclarations: [declaration] }] };
const contents: Content[] = [
  {
    role: "user",
    parts: [{ text: "The deed says the field is 62 perches long. How far is that?" }],
  },
];

const asked = await ai.models.generateContent({ model: "gemini-2.5-pro", contents, config });
contents.push(asked.candidates![0]!.content!);
for (const call of asked.functionCalls ?? []) {
  const { value, unit } = call.args as { value: number; unit: string };
  const response = { metres: value * 5.0292, note: `${unit} of 16.5 feet, as used before 1878` };
  contents.push({ role: "user", parts: [{ functionResponse: { name: call.name!, response } }] });
}
const answered = await ai.models.generateContent({ model: "gemini-2.5-pro", contents, config });
console.log(answered.text);
