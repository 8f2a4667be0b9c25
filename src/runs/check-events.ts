// Checks what a runner sends before anything of it is stored. Pure.
import { type TypeCheck, TypeCompiler } from "@sinclair/typebox/compiler";
import type { TSchema } from "@sinclair/typebox";
import { AoError } from "#src/errors.ts";
import { property } from "#src/protocol/json.ts";
import { RunnerEnvelope, RunnerEvent } from "#src/protocol/runner-event.ts";

let envelopeCheck: TypeCheck<typeof RunnerEnvelope> | undefined;

/** Passes `events` where each is what the schema says. @throws AoError `bad_input` naming the field. */
export function checkEvents(streamId: string, events: readonly unknown[]): void {
  envelopeCheck ??= TypeCompiler.Compile(RunnerEnvelope);
  for (const envelope of events) {
    if (!envelopeCheck.Check(envelope)) throw refusal(streamId, envelope);
  }
}

/** The events after `lastSeq`. @throws AoError `bad_input` where one is missing in between. */
export function newEvents(
  streamId: string,
  events: readonly RunnerEnvelope[],
  lastSeq: number,
): RunnerEnvelope[] {
  const fresh: RunnerEnvelope[] = [];
  let expected = lastSeq + 1;
  for (const envelope of events) {
    if (envelope.seq < expected) continue;
    if (envelope.seq > expected) {
      throw new AoError(
        "bad_input",
        `Cannot take event ${envelope.seq} of stream "${streamId}": event ${expected} is missing`,
      );
    }
    fresh.push(envelope);
    expected += 1;
  }
  return fresh;
}

/** A union's own errors say nothing; the member that the event's type names says what is wrong. */
function refusal(streamId: string, envelope: unknown): AoError {
  const seq = property(envelope, "seq");
  const event = property(envelope, "event");
  const type = property(event, "type");
  const member = RunnerEvent.anyOf.find((schema) => schema.properties.type.const === type);
  const what = `Cannot take event ${JSON.stringify(seq)} of stream "${streamId}"`;
  if (member === undefined) {
    return new AoError("bad_input", `${what}: its type ${JSON.stringify(type)} is not known`);
  }
  const wrong = firstError(member, event) ?? firstError(RunnerEnvelope.properties.seq, seq);
  return new AoError("bad_input", `${what}: ${wrong ?? "it is not an event"}`);
}

function firstError(schema: TSchema, value: unknown): string | null {
  const error = TypeCompiler.Compile(schema).Errors(value).First();
  return error === undefined ? null : `${error.path || "/"}: ${error.message}`;
}
