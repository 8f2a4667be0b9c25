import { Value } from "@sinclair/typebox/value";
import { expect, test } from "vitest";
import { Graph } from "#src/protocol/graph.ts";
import { RunOutline } from "#src/protocol/http-api.ts";
import type { RunDelta } from "#src/protocol/socket-api.ts";
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
  runEnd,
  runStart,
  temporaryHome,
} from "./recorded-run.ts";

const POEM = "Seventeen turquoise lanterns drifted slowly past the abandoned lighthouse tonight";

test("two calls, the second quoting the first, become two nodes and an edge", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  const deltas: RunDelta[] = [];
  service.subscribe((delta) => deltas.push(delta));
  const first = chatRequest([{ role: "user", content: "Write one line." }]);
  const second = chatRequest([{ role: "user", content: `Translate to French: ${POEM}` }]);

  expect(await service.ingest(RUN, "owner", numbered([runStart()]))).toBe(1);
  const events = numbered([
    callStart("1", first),
    callEnd("1", chatAnswer(POEM)),
    callStart("2", second, { started_at: Date.now() + 100 }),
    callEnd("2", chatAnswer("Dix-sept lanternes")),
  ]);
  expect(await service.ingest(RUN, STREAM, events)).toBe(4);
  expect(await service.settle(RUN)).toMatchObject({ nodes: 2, edges: 1 });
  await service.ingest(RUN, "owner", numbered([runEnd()], 2));

  const graph = await readGraph(service);
  expect([...Value.Errors(Graph, graph)]).toEqual([]);
  const { nodes, edges, status } = Value.Decode(Graph, graph);
  expect(status).toBe("finished");
  expect(nodes.map((node) => [node.id, node.status, node.input, node.output])).toEqual([
    ["n1", "ok", JSON.parse(first), JSON.parse(chatAnswer(POEM))],
    ["n2", "ok", JSON.parse(second), JSON.parse(chatAnswer("Dix-sept lanternes"))],
  ]);
  expect(nodes[0]).toMatchObject({
    label: "Write one line.",
    provider: "openai",
    model: "gpt-4o",
    preview: POEM,
    tokens: { input: 10, output: 5, cached: 0 },
    cost_usd: expect.any(Number),
    duration_ms: 20,
    first_byte_ms: 5,
    reason: "no re-run: every call goes out",
  });
  expect(edges).toMatchObject([
    {
      source: "n1",
      target: "n2",
      evidence: [{ kind: "content", input_path: "messages[0].content" }],
    },
  ]);
  const outline = await service.outline(RUN);
  expect([...Value.Errors(RunOutline, outline)]).toEqual([]);
  expect(outline.run).toMatchObject({ nodes: 2, edges: 1, exit_code: 0, duration_ms: 12.5 });
  expect(deltas.map((delta) => delta.type)).toEqual([
    "session.updated",
    "run.started",
    "node.added",
    "node.updated",
    "node.added",
    "node.updated",
    "edge.added",
    "run.updated",
    "run.finished",
    "session.updated",
  ]);
  const numbers = deltas.map((delta) => delta.seq);
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
});
