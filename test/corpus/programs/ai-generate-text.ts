// The AI SDK over two providers: OpenAI writes, Anthropic comments, OpenAI answers the comment.
import { createAnthropic } from "@ai-sdk/anthropic";
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";

const anthropic = createAnthropic({ baseURL: `${process.env.ANTHROPIC_BASE_URL}/v1` });

const pitch = await generateText({
  model: openai("gpt-4.1"),
  system: "You write pitches for documentaries.",
  prompt: "Pitch a documentary about the last lift attendants.",
});
const comment = await generateText({
  model: anthropic("claude-sonnet-5"),
  prompt: `You decide what is filmed. Say what worries you about this pitch:\n\n${pitch.text}`,
});
const reply = await generateText({
  model: openai.chat("gpt-4.1"),
  prompt: `Reply to the commissioner in one sentence. He said: ${comment.text}`,
});
console.log(reply.text);
