// No SDK: axios posts to the chat completions endpoint.
import axios from "axios";

const client = axios.create({
  baseURL: process.env.OPENAI_BASE_URL,
  headers: { Authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
});

async function ask(prompt: string): Promise<string> {
  const { data } = await client.post("/chat/completions", {
    model: "gpt-4o-mini",
    messages: [{ role: "user", content: prompt }],
  });
  return data.choices[0].message.content;
}

const fact = await ask("Tell me something surprising about lichens.");
console.log(await ask(`Turn this fact into a question for a pub quiz: ${fact}`));
