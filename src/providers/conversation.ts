// A call's bodies as messages, by what the provider modules know of their formats. Pure.
import { isObject } from "#src/protocol/json.ts";
import type { NodeDetail } from "#src/protocol/http-api.ts";
import type { Message } from "#src/providers/message.ts";
import type { Operation } from "#src/providers/operation.ts";
import { operations } from "#src/providers/registry.ts";

export interface Conversation {
  readonly input: readonly Message[];
  readonly output: readonly Message[];
}

/** The messages of both sides, or null where the bodies are no conversation ao understands. */
export function readConversation(node: NodeDetail): Conversation | null {
  const path = pathOf(node.url);
  const operation = operationOf(node);
  if (path === null || operation === null) return null;
  const input = operation.readRequest(node.input, path).messages;
  const output = isObject(node.output) ? operation.readResponse(node.output).messages : [];
  return input.length + output.length === 0 ? null : { input, output };
}

/** What reads the bodies of a call; null where nothing of ao does. */
export function operationOf(node: NodeDetail): Operation | null {
  const path = pathOf(node.url);
  if (path === null) return null;
  const fitting = operations.filter(
    (operation) =>
      operation.kind === node.kind &&
      operation.matchesPath("POST", path) &&
      operation.matchesBody(node.input, path),
  );
  return fitting.find(({ provider }) => provider === node.provider) ?? fitting[0] ?? null;
}

function pathOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).pathname : null;
}
