// A MOCK of OpenAI's chat completions, so that the sample runs without an API key. No model
// answers: the texts are written here, put together from what the request says, and sent in
// OpenAI's wire format by aimock. It ships for the sample only.
import { type ChatCompletionRequest, LLMock } from "@copilotkit/aimock";

export interface MockProvider {
  /** For OPENAI_BASE_URL. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the mock on a free port of 127.0.0.1. */
export async function startMock(): Promise<MockProvider> {
  const mock = new LLMock({ port: 0, chunkSize: 12, latency: 8 });
  mock.on({ predicate: () => true }, answer);
  await mock.start();
  return { url: `${mock.url}/v1`, stop: () => mock.stop() };
}

function answer(request: ChatCompletionRequest) {
  const system = textOf(request, "system");
  const user = textOf(request, "user");
  const toolResult = textOf(request, "tool");
  if (system.startsWith("You plan")) return { content: planFor(user) };
  if (system.startsWith("You know the delivery rules")) {
    return {
      content:
        "A parcel without movement for more than five working days counts as delayed, and the sender must answer within one day. Before a journey the address can be changed free of charge.",
    };
  }
  if (system.startsWith("You coach")) {
    const mood = user.match(/who is (.+?)\?/)?.[1] ?? "waiting";
    return {
      content: `Name what makes the customer ${mood}, then give one date and one next step.`,
    };
  }
  if (toolResult !== "") {
    const place = toolResult.match(/in (the .+?) since/)?.[1] ?? "an unknown place";
    const cause = toolResult.match(/waiting for (.+?)\./)?.[1] ?? "a reason nobody wrote down";
    return { content: `It is held at ${place}; all it needs to move is ${cause}.` };
  }
  if (user.startsWith("Find out")) {
    const parcel = user.match(/[A-Z]+-\d+/)?.[0] ?? "unknown";
    return { toolCalls: [{ name: "track_parcel", arguments: JSON.stringify({ parcel }) }] };
  }
  return { content: replyTo(user) };
}

function planFor(question: string): string {
  const parcel = question.match(/[A-Z]+-\d+/)?.[0] ?? "unknown";
  return JSON.stringify({
    rule: "after how many days a delivery counts as delayed, and who must act then",
    tracking: `where ${parcel} was scanned last, and what it is waiting for`,
    mood: /stuck|still|late/.test(question) ? "worried about missing a delivery" : "curious",
  });
}

function replyTo(prompt: string): string {
  const status = prompt.match(/Status: (.+)/)?.[1] ?? "We are looking for it.";
  const rule = prompt.match(/Rule: (.+?\.)/)?.[1] ?? "";
  return `Hello, I can see why you worry. ${status} ${rule} I have asked for the document today and will write again tomorrow at noon. (This reply comes from a mock, not from a model.)`;
}

/** The text of the last message with a role; empty where there is none. */
function textOf(request: ChatCompletionRequest, role: string): string {
  const content = request.messages.findLast((message) => message.role === role)?.content;
  return typeof content === "string" ? content : "";
}
