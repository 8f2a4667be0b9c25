// A call's messages in plain words, for readers that know no provider. Pure.
import type { NodeDetail, NodeMessages, PlainMessage } from "#src/protocol/http-api.ts";
import { readConversation } from "./conversation.ts";
import type { Message } from "./message.ts";

/** The messages of both sides of a call. */
export function plainMessages(node: NodeDetail): NodeMessages {
  const conversation = readConversation(node);
  if (conversation === null) return { input: [], output: [] };
  const { input, output } = conversation;
  const calls = [...input, ...output].flatMap(({ tool_calls }) => tool_calls);
  const names = new Map(
    calls.flatMap(({ id, name }) => (id === null ? [] : [[id, name] as const])),
  );
  const toPlain = (message: Message): PlainMessage => ({
    role: message.role,
    parts: [
      ...message.texts.map(({ text }) => ({ kind: "text" as const, name: null, text })),
      ...message.tool_results.map((result) => ({
        kind: result.is_error ? ("error" as const) : ("result" as const),
        name: result.name ?? names.get(result.call_id ?? "") ?? result.call_id,
        text: asText(result.content),
      })),
      ...message.tool_calls.map((call) => ({
        kind: "call" as const,
        name: call.name,
        text: asText(call.arguments),
      })),
    ],
  });
  return { input: input.map(toPlain), output: output.map(toPlain) };
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? "");
}
