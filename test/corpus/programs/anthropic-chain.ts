// Two steps with the Anthropic SDK; the second continues the first one's conversation.
import Anthropic from "@anthropic-ai/sdk";

const anthropic = new Anthropic();
const messages: Anthropic.MessageParam[] = [
  {
    role: "user",
    content: "Name a painting in which nobody looks at the viewer, and say why it matters.",
  },
];

const first = await anthropic.messages.create({
  model: "claude-sonnet-5",
  max_tokens: 500,
  messages,
});
messages.push({ role: "assistant", content: first.content });
messages.push({ role: "user", content: "Would a child notice? Answer in two sentences." });
const second = await anthropic.messages.create({
  model: "claude-sonnet-5",
  max_tokens: 500,
  messages,
});

const text = second.content.map((block) => (block.type === "text" ? block.text : "")).join("");
const caption = await anthropic.messages.create({
  model: "claude-haiku-4-5",
  max_tokens: 200,
  system: "You write captions for museum walls.",
  messages: [{ role: "user", content: `Write a caption based on this remark: ${text}` }],
});
for (const block of caption.content) if (block.type === "text") console.log(block.text);
