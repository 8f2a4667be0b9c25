import { expect, test } from "vitest";
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

const OTHER = `${STREAM}-child`;
const FORECAST = "Hailstorms expected over Reykjavik harbour until Thursday evening, wind 88 km/h";
const question = { role: "user", content: "What is the weather in Reykjavik?" };
const toolCall = {
  id: "call_1",
  type: "function",
  function: { name: "get_weather", arguments: '{"city":"Reykjavik"}' },
};
const asking = { role: "assistant", content: null, tool_calls: [toolCall] };

/** An answer that asks for the tool. */
const toolAnswer = JSON.stringify({
  id: "chatcmpl-2",
  object: "chat.completion",
  model: "gpt-4o",
  choices: [{ index: 0, finish_reason: "tool_calls", message: asking }],
});

const at = (second: number) => ({ started_at: 1_700_000_000_000 + second * 1000 });
const TOOL_ROUND = [
  callStart("1", chatRequest([question]), at(0)),
  callEnd("1", toolAnswer),
  callStart(
    "2",
    chatRequest([question, asking, { role: "tool", tool_call_id: "call_1", content: FORECAST }]),
    at(5),
  ),
  callEnd("2", chatAnswer("Stay inside.")),
];

test("a tool call that nobody intercepted becomes a node between the two that show it", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  await service.ingest(RUN, "owner", numbered([runStart()]));
  await service.ingest(RUN, STREAM, numbered(TOOL_ROUND));
  expect(await service.settle(RUN)).toMatchObject({ nodes: 3, edges: 3 });
  expect(await service.node(RUN, "n3")).toMatchObject({
    kind: "tool",
    label: "get_weather",
    inferred: true,
    status: "ok",
    input: { city: "Reykjavik" },
    output: FORECAST,
    preview: FORECAST,
    started_at: "2023-11-14T22:13:20.020Z",
    duration_ms: 4980,
    edges_in: [{ source: "n1" }],
    edges_out: [{ target: "n2" }],
  });
});

test("inferred nodes keep their ids, and edges their evidence, when the matching is done again", async () => {
  using home = temporaryHome();
  let before: unknown;
  {
    await using service = await openService(home);
    await service.ingest(RUN, "owner", numbered([runStart()]));
    await service.ingest(RUN, STREAM, numbered(TOOL_ROUND));
    await service.settle(RUN);
    before = await readGraph(service);
  }
  // A new server with a late event builds the engine again from what is stored.
  await using service = await openService(home);
  const late = [
    callStart("3", chatRequest([{ role: "user", content: `Summarise: ${FORECAST}` }]), at(9)),
    callEnd("3", chatAnswer("Bad weather.")),
  ];
  await service.ingest(RUN, STREAM, numbered(late, 5));
  expect(await service.settle(RUN)).toMatchObject({ nodes: 4, edges: 4 });
  const after = (await readGraph(service)) as { nodes: unknown[]; edges: unknown[] };
  expect({ ...after, nodes: after.nodes.slice(0, 3), edges: after.edges.slice(0, 3) }).toEqual(
    before,
  );
  expect(after.edges[3]).toMatchObject({ source: "n3", target: "n4" });
});

test("what was acknowledged but not matched when the server stopped is matched by the next", async () => {
  using home = temporaryHome();
  {
    await using service = await openService(home);
    await service.ingest(RUN, "owner", numbered([runStart(), runEnd()]));
    await service.ingest(RUN, STREAM, numbered(TOOL_ROUND));
    // Stopped at once: `settle` was never asked for.
  }
  await using service = await openService(home);
  expect(await service.settle(RUN)).toMatchObject({ nodes: 3, edges: 3 });
});

test("evidence of a part of a body points into the part that the node shows", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  await service.ingest(RUN, "owner", numbered([runStart()]));
  const mcp = { operation: "mcp.tools-call", kind: "tool" as const, url: "http://127.0.0.1:1/mcp" };
  const params = { name: "store_note", arguments: { note: FORECAST } };
  const rpc = JSON.stringify({ jsonrpc: "2.0", id: 4, method: "tools/call", params });
  const result = { content: [{ type: "text", text: "Saved as lavender-cathedral-4471" }] };
  const read = "Read lavender-cathedral-4471";
  await service.ingest(
    RUN,
    STREAM,
    numbered([
      callStart("1", chatRequest([question]), at(0)),
      callEnd("1", chatAnswer(FORECAST)),
      callStart("2", rpc, { ...mcp, ...at(2) }),
      callEnd("2", JSON.stringify({ jsonrpc: "2.0", id: 4, result })),
      callStart("3", chatRequest([{ role: "user", content: read }]), at(4)),
    ]),
  );
  await service.settle(RUN);
  expect(await service.node(RUN, "n2")).toMatchObject({
    label: "store_note",
    input: { note: FORECAST },
    output: result,
    edges_in: [{ source: "n1", evidence: [{ input_path: "note" }] }],
    edges_out: [{ target: "n3", evidence: [{ output_path: "content[0].text" }] }],
  });
});

test("runs are matched beside each other without mixing", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  const ids = Array.from({ length: 12 }, (_, index) => `run${String(index).padStart(9, "2")}`);
  await Promise.all(
    ids.map(async (run_id, index) => {
      const session_id = `ses${String(index).padStart(9, "2")}`;
      await service.ingest(run_id, "owner", numbered([runStart({ run_id, session_id })]));
      await service.ingest(run_id, STREAM, numbered(TOOL_ROUND));
    }),
  );
  const settled = await Promise.all(ids.map((id) => service.settle(id)));
  expect(settled).toMatchObject(ids.map(() => ({ nodes: 3, edges: 3 })));
});

const SMELL = "Camphor, wet wool and the ghost of pipe smoke drift over the empty counters";
const QUOTING = [
  callStart("1", chatRequest([question]), at(0)),
  callEnd("1", chatAnswer("A haberdashery.")),
  callStart("2", chatRequest([{ role: "user", content: `Write a novel. ${SMELL}` }]), at(9)),
  callEnd("2", chatAnswer("It was a dark and stormy night.")),
];
const CHILD = [
  callStart("3", chatRequest([question]), { ...at(5), process: "0.1" }),
  callEnd("3", chatAnswer(SMELL)),
];

test.each([
  { when: "while the program runs", isOver: false },
  { when: "when it has ended", isOver: true },
])(
  "an answer that a child was given feeds its parent, delivered late $when",
  async ({ isOver }) => {
    using home = temporaryHome();
    const owner = numbered([runStart(), runEnd()]);
    {
      await using service = await openService(home);
      await service.ingest(RUN, "owner", owner.slice(0, isOver ? 2 : 1));
      await service.ingest(RUN, STREAM, numbered(QUOTING));
      if (isOver) await service.settle(RUN);
      await service.ingest(RUN, OTHER, numbered(CHILD));
      if (!isOver) await service.ingest(RUN, "owner", owner);
      expect(await service.settle(RUN)).toMatchObject({ nodes: 3, edges: 1 });
      expect((await service.node(RUN, "n2")).edges_in).toMatchObject([{ source: "n3" }]);
    }
    // All of it is matched: a new server has nothing to do.
    await using service = await openService(home);
    expect(await service.settle(RUN)).toMatchObject({ nodes: 3, edges: 1 });
  },
);

test("a server that is stopped before it has put late calls in order does so at its next start", async () => {
  using home = temporaryHome();
  {
    await using service = await openService(home);
    await service.ingest(RUN, "owner", numbered([runStart()]));
    await service.ingest(RUN, STREAM, numbered(QUOTING));
    await service.ingest(RUN, OTHER, numbered(CHILD));
    await service.settle(RUN);
    // Over without anybody waiting for its edges.
    await service.ingest(RUN, "owner", numbered([runEnd()], 2));
  }
  await using service = await openService(home);
  expect(await service.settle(RUN)).toMatchObject({ nodes: 3, edges: 1 });
});
