// Recorded runs for the tests of edits: a chain of calls with a tool of the program's own between
// them, and re-runs of it as a runner would report them.
import type { RunnerEvent } from "#src/protocol/runner-event.ts";
import type { RunService } from "#src/runs/run-service.ts";
import {
  RUN,
  STREAM,
  ask,
  callEnd,
  callStart,
  chatAnswer,
  chatRequest,
  numbered,
  runEnd,
  runStart,
} from "#test/runs/recorded-run.ts";

export const RERUN = "q22222222222";
export const QUESTION = { role: "user", content: "How is the weather in Bern?" };
const CALL = {
  id: "call_w1",
  type: "function",
  function: { name: "get_weather", arguments: '{"city":"Bern"}' },
};

/** n1 asks for a tool. */
export function toolAnswer(args = CALL.function.arguments): string {
  const call = { ...CALL, function: { ...CALL.function, arguments: args } };
  const message = { role: "assistant", content: null, tool_calls: [call] };
  return JSON.stringify({
    id: "chatcmpl-0",
    object: "chat.completion",
    created: 1,
    model: "gpt-4o",
    choices: [{ index: 0, finish_reason: "tool_calls", message }],
  });
}

/** n2's request: it carries the tool's result. */
export function resultRequest(result: unknown): string {
  const message = { role: "assistant", content: null, tool_calls: [CALL] };
  const answer = { role: "tool", tool_call_id: CALL.id, content: result };
  return chatRequest([QUESTION, message, answer]);
}

/** n1 (asks for the tool), n2 (is given its result), n3 (failed), n4 (goes on), n5 (the tool, inferred). */
export function chainEvents(): RunnerEvent[] {
  return [
    runStart(),
    callStart("1", chatRequest([QUESTION])),
    callEnd("1", toolAnswer()),
    callStart("2", resultRequest("Rain, 7 degrees, wind from the west")),
    callEnd("2", chatAnswer("It rains in Bern, and the wind blows from the west.")),
    callStart("3", ask("Will it stop?")),
    callEnd("3", '{"error":{"message":"overloaded"}}', { outcome: "error", http_status: 500 }),
    callStart("4", ask("And tomorrow?")),
  ];
}

/** Records the chain; the last call goes on. */
export async function recordChain(service: RunService): Promise<void> {
  await service.ingest(RUN, STREAM, numbered(chainEvents()));
  await service.settle(RUN).catch(() => undefined);
}

/** Records a re-run of {@link RUN} from its events. */
export async function recordRerun(
  service: RunService,
  events: readonly RunnerEvent[],
  changes: { readonly run?: string; readonly of?: string } = {},
): Promise<string> {
  const run = changes.run ?? RERUN;
  const of = changes.of ?? RUN;
  const edits = (await service.listEdits(of)).map(({ node_id, side }) => ({ node_id, side }));
  const replay = { run_id: of, match: { mode: "exact" as const, ignore: [] }, edits };
  const start = runStart({ run_id: run, parent_run_id: of, replay });
  await service.ingest(run, STREAM, numbered([start, ...events, runEnd()]));
  await service.settle(run);
  return run;
}

/** The reference to a node of {@link RUN}. */
export function servedFrom(node_id: string): { readonly run_id: string; readonly node_id: string } {
  return { run_id: RUN, node_id };
}

/** n1 was answered with an edit; n2's result of the tool was replaced, so that the tool's node was. */
export async function recordEditedRerun(service: RunService): Promise<void> {
  const replaced = resultRequest("Sun");
  const asked = {
    encoding: "utf8" as const,
    content: resultRequest("Rain, 7 degrees, wind from the west"),
    bytes: 1,
    content_type: "application/json",
    content_encoding: null,
  };
  await recordRerun(service, [
    callStart("1", ask("How is the weather in Bern?")),
    callEnd("1", toolAnswer('{"city":"Bern","days":9}'), {
      source: "edited",
      edited: "output",
      served_from: servedFrom("n1"),
    }),
    callStart("2", replaced, { asked }),
    callEnd("2", chatAnswer("The sun shines.")),
  ]);
}
