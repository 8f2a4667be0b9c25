import { expect, test } from "vitest";
import {
  RUN,
  STREAM,
  callChunk,
  callEnd,
  callStart,
  chatRequest,
  chatStream,
  numbered,
  openService,
  readGraph,
  runStart,
  streamEnd,
  temporaryHome,
} from "./recorded-run.ts";

const request = chatRequest([{ role: "user", content: "hi" }], true);
const FAILURE = 'data: {"error":{"message":"upstream went away","code":502},"choices":[]}\n\n';

test.each([
  ["an error in a stream that was read to its end", "ok"],
  ["an error in a stream that the SDK gave up at it", "cancelled"],
] as const)("%s is the call's", async (_, outcome) => {
  using home = temporaryHome();
  await using service = await openService(home);
  await service.ingest(RUN, "owner", numbered([runStart()]));
  const parts = chatStream(["Hel", "lo"]);
  const events = [
    callStart("1", request),
    callChunk("1", [...parts.slice(0, 2), FAILURE]),
    streamEnd("1", { outcome }),
  ];
  await service.ingest(RUN, STREAM, numbered(events));
  await service.settle(RUN);
  const failed = {
    status: "error",
    error: { message: "upstream went away", status: null },
    http_status: 200,
  };
  expect(await readGraph(service)).toMatchObject({ nodes: [failed] });
});

test("an error in a body with status 200 is the call's", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  await service.ingest(RUN, "owner", numbered([runStart()]));
  const events = [callStart("1", request), callEnd("1", '{"error":{"message":"no credit"}}')];
  await service.ingest(RUN, STREAM, numbered(events));
  const failed = { status: "error", error: { message: "no credit" } };
  expect(await readGraph(service)).toMatchObject({ nodes: [failed] });
});

test.each([
  ["what the answer says that it cost", { cost: 0.0123 }, 0.0123],
  ["a list price where the answer does not say", {}, 0.0075],
])("a call costs %s", async (_, said, cost) => {
  using home = temporaryHome();
  await using service = await openService(home);
  await service.ingest(RUN, "owner", numbered([runStart()]));
  const usage = { prompt_tokens: 1000, completion_tokens: 500, total_tokens: 1500, ...said };
  const message = { role: "assistant", content: "hello" };
  const answer = { model: "gpt-4o", choices: [{ index: 0, message }], usage };
  const events = [callStart("1", request), callEnd("1", JSON.stringify(answer))];
  await service.ingest(RUN, STREAM, numbered(events));
  expect(await readGraph(service)).toMatchObject({ nodes: [{ status: "ok", cost_usd: cost }] });
});
