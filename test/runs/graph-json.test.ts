import { Value } from "@sinclair/typebox/value";
import { expect, test } from "vitest";
import { Graph } from "#src/protocol/graph.ts";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";
import {
  RUN,
  STREAM,
  callEnd,
  callStart,
  chatAnswer,
  chatRequest,
  numbered,
  openService,
  readGraph,
  runStart,
  temporaryHome,
} from "./recorded-run.ts";

test("a run of 10,000 nodes comes in pieces, each node once and in order", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  await service.ingest(RUN, "owner", numbered([runStart()]));
  const events: RunnerEvent[] = [];
  for (let call = 0; call < 10_000; call++) {
    const id = String(call);
    events.push(
      callStart(id, chatRequest([{ role: "user", content: `${call} ${"x".repeat(1_500)}` }])),
      callEnd(id, chatAnswer(`answer ${call}`)),
    );
  }
  await service.ingest(RUN, STREAM, numbered(events));
  let longest = 0;
  let text = "";
  for await (const piece of service.graphJson(RUN)) {
    longest = Math.max(longest, piece.length);
    text += piece;
  }
  const graph = JSON.parse(text) as Graph;
  expect(graph.nodes.map((node) => node.id)).toEqual(
    graph.nodes.map((_, index) => `n${index + 1}`),
  );
  expect(graph.nodes).toHaveLength(10_000);
  // A piece is what a client is sent at once; the whole is over twenty megabytes.
  expect(text.length).toBeGreaterThan(20_000_000);
  expect(longest).toBeLessThan(200_000);
  const last = graph.nodes[9_999];
  expect(JSON.stringify(last?.input)).toContain('"9999 xxx');
});

test.each([
  ["an empty run", []],
  ["a running call", [callStart("1", chatRequest([]))]],
  ["a body that is not JSON", [callStart("1", "<xml/>"), callEnd("1", "<html>502</html>")]],
  ["a body cut off", [callStart("1", "{}"), callEnd("1", '{"choices":[{"mess')]],
  ["odd characters", [callStart("1", '{"a":"\\ud800 \\u2028 \\u0000"}'), callEnd("1", '"\u2028"')]],
  ["nothing at all", [callStart("1", ""), callEnd("1", "")]],
])("the graph of %s is valid JSON of the shape that is promised", async (_, events) => {
  using home = temporaryHome();
  await using service = await openService(home);
  await service.ingest(RUN, "owner", numbered([runStart()]));
  await service.ingest(RUN, STREAM, numbered(events));
  await service.settle(RUN);
  const graph = await readGraph(service);
  expect([...Value.Errors(Graph, graph)]).toEqual([]);
  expect((graph as Graph).nodes).toHaveLength(events.length === 0 ? 0 : 1);
});
