// A call's messages in plain words, for readers that know no provider. Pure.
import { isObject } from "#src/protocol/json.ts";
import type { NodeDetail, NodeMessages, PlainMessage } from "#src/protocol/http-api.ts";
import { operationOf, readConversation } from "./conversation.ts";
import type { Message, ToolResult } from "./message.ts";
import { isReasoning, textOfResponse } from "./output-text.ts";
import { readTexts } from "./read-content.ts";

type Part = PlainMessage["parts"][number];
/** Tools' names by the ids of their calls. */
type Names = ReadonlyMap<string, string>;

/** The messages of both sides of a call. */
export function plainMessages(node: NodeDetail): NodeMessages {
  const conversation = readConversation(node);
  const output_text = outputTextOf(node);
  if (conversation === null) return { input: [], output: [], output_text };
  const { input, output } = conversation;
  const calls = [...input, ...output].flatMap(({ tool_calls }) => tool_calls);
  const names: Names = new Map(
    calls.flatMap(({ id, name }) => (id === null ? [] : [[id, name] as const])),
  );
  const plain = (body: unknown) => (message: Message) => ({
    role: message.role,
    path: message.path,
    parts: partsOf(message, names, body),
  });
  return {
    input: input.map(plain(node.input)),
    output: output.map(plain(node.output)),
    output_text,
  };
}

function partsOf(message: Message, names: Names, body: unknown): Part[] {
  return [
    ...message.texts.map((leaf) => ({
      kind: isReasoning(leaf, message, body) ? ("thinking" as const) : ("text" as const),
      name: null,
      text: leaf.text,
      path: leaf.path,
    })),
    ...message.tool_results.flatMap((result) => resultParts(result, names)),
    ...message.tool_calls.map((call) => ({
      kind: "call" as const,
      name: call.name,
      text: asText(call.arguments),
      path: call.arguments_path,
    })),
  ];
}

/** A result that is a list of texts is these; any other is one part. */
function resultParts({ content, path, ...result }: ToolResult, names: Names): Part[] {
  const kind = result.is_error ? ("error" as const) : ("result" as const);
  const name = result.name ?? names.get(result.call_id ?? "") ?? result.call_id;
  const texts = Array.isArray(content) ? readTexts(content, path) : [];
  return texts.length === 0
    ? [{ kind, name, text: asText(content), path }]
    : texts.map((leaf) => ({ kind, name, ...leaf }));
}

function outputTextOf(node: NodeDetail): string | null {
  if (typeof node.output === "string") return node.output;
  const operation = operationOf(node);
  if (operation !== null && isObject(node.output)) {
    const text = textOfResponse(operation.readResponse(node.output), node.output);
    return text === "" ? null : text;
  }
  const texts = node.inferred ? readTexts(node.output, "") : [];
  return texts.length === 0 ? null : texts.map(({ text }) => text).join("\n");
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? "");
}
