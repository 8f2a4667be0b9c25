// Bedrock's frames as plain events: the type of each and its JSON.
import { type AwsEvent, parseAwsEventStream } from "#src/providers/aws-event-stream.ts";
import { isObject, stringAt } from "#src/protocol/json.ts";
import { parseJsonOrUndefined } from "#src/providers/json-text.ts";

/** One event of a stream; an exception has its type and message as an error. */
export interface BedrockEvent {
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly error: { readonly type: string; readonly message: string } | null;
}

/** The events of the whole frames in the bytes. */
export function readBedrockEvents(bytes: Uint8Array): BedrockEvent[] {
  return parseAwsEventStream(bytes).map(readFrame);
}

function readFrame({ headers, payload }: AwsEvent): BedrockEvent {
  const json = parseJsonOrUndefined(new TextDecoder().decode(payload));
  const data = isObject(json) ? json : {};
  const type = headers[":event-type"] ?? headers[":exception-type"] ?? headers[":error-code"] ?? "";
  if ((headers[":message-type"] ?? "event") === "event") return { type, data, error: null };
  const message =
    stringAt(data, "message") ?? stringAt(data, "Message") ?? headers[":error-message"] ?? type;
  return { type, data, error: { type, message } };
}
