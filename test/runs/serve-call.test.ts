// Calls that name what they repeat must look in the graph as those that say all of it.
import { describe, expect, test } from "vitest";
import type { Graph } from "#src/protocol/graph.ts";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";
import type { RunService } from "#src/runs/run-service.ts";
import {
  RUN,
  SESSION,
  STREAM,
  ask,
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

const IN_FULL = "rfuw33333333";
const SERVED = "rserved44444";
const png = `data:image/png;base64,${Buffer.from("PNG".repeat(200)).toString("base64")}`;
const requests = [
  ask("What is the tallest mountain of the Alps?"),
  ask("Mont Blanc, in the far west of them, is the tallest mountain. How high is it?"),
  chatRequest([{ role: "user", content: [{ type: "image_url", image_url: { url: png } }] }]),
  ask("What is the tallest mountain of the Alps?"),
];
const answers = [
  "Mont Blanc, in the far west of them, is the tallest mountain.",
  "4,806 metres above the sea.",
  "A picture.",
  "The Matterhorn is not it.",
];

type Served = Extract<RunnerEvent, { type: "call-served" }>;

function served(index: number, changes: Partial<Served> = {}): RunnerEvent {
  return {
    type: "call-served",
    call_id: `${STREAM}:${index + 1}`,
    operation: "openai.chat",
    kind: "llm",
    url: "http://127.0.0.1:4010/v1/chat/completions",
    started_at: 1000 + index,
    location: { file: "/project/agent.ts", line: 9, column: 1 },
    stack: "at again (/project/agent.ts:9:1)",
    retry: 0,
    first_byte_ms: 1,
    duration_ms: 2,
    reason: `same request as n${index + 1}`,
    served_from: { run_id: RUN, node_id: `n${index + 1}` },
    ...changes,
  };
}

function inFull(index: number): RunnerEvent[] {
  const { location, stack } = served(index) as Served;
  return [
    callStart(`${index + 1}`, requests[index] ?? "", { started_at: 1000 + index, location, stack }),
    callEnd(`${index + 1}`, chatAnswer(answers[index] ?? ""), {
      source: "cache",
      reason: `same request as n${index + 1}`,
      served_from: { run_id: RUN, node_id: `n${index + 1}` },
      first_byte_ms: 1,
      duration_ms: 2,
    }),
  ];
}

async function record(service: RunService, runId: string, events: RunnerEvent[]): Promise<void> {
  const parent = runId === RUN ? null : RUN;
  await service.ingest(
    runId,
    "owner",
    numbered([runStart({ run_id: runId, parent_run_id: parent })]),
  );
  await service.ingest(runId, STREAM, numbered(events));
  await service.ingest(runId, "owner", numbered([runEnd()], 2));
  await service.settle(runId);
}

async function recordFirst(service: RunService): Promise<void> {
  const calls = requests.flatMap((request, index) => [
    callStart(`${index + 1}`, request),
    callEnd(`${index + 1}`, chatAnswer(answers[index] ?? "")),
  ]);
  await record(service, RUN, calls);
}

async function seen(service: RunService, runId: string) {
  const graph = (await readGraph(service, runId)) as Graph;
  const details = await Promise.all(graph.nodes.map(({ id }) => service.node(runId, id)));
  const withoutRun = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value).replaceAll(runId, "the run"));
  const { run } = { run: await service.findRun(runId) };
  const { totals } = {
    totals: { nodes: run.nodes, edges: run.edges, tokens: run.tokens, cost: run.cost_usd },
  };
  return { nodes: withoutRun(details), edges: graph.edges, totals };
}

describe("a call that names the recorded one", () => {
  test("becomes the node, with the edges, that it is in full", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordFirst(service);
    await record(
      service,
      IN_FULL,
      requests.flatMap((_, index) => inFull(index)),
    );
    await record(
      service,
      SERVED,
      requests.map((_, index) => served(index)),
    );
    const shown = await seen(service, SERVED);
    expect(shown).toEqual(await seen(service, IN_FULL));
    expect(shown.edges.length).toBeGreaterThan(0);
    expect(await service.sessionStats(SESSION)).toMatchObject({ session_id: SESSION });
  });

  test("twice is one call", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordFirst(service);
    await record(service, SERVED, [served(0), served(0), served(1)]);
    const graph = (await readGraph(service, SERVED)) as Graph;
    expect(graph.nodes.map(({ id }) => id)).toEqual(["n1", "n2"]);
  });

  test.each([
    ["was deleted", { run_id: "rgone5555555", node_id: "n1" }],
    ["has no such node", { run_id: RUN, node_id: "n99" }],
    ["is of another session", { run_id: "rother666666", node_id: "n1" }],
  ])("that %s says that it was there", async (_, from) => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordFirst(service);
    const other = runStart({ run_id: "rother666666", session_id: "sother777777" });
    await service.ingest("rother666666", "owner", numbered([other]));
    await service.ingest(
      "rother666666",
      STREAM,
      numbered([callStart("1", ask("a secret of theirs")), callEnd("1", chatAnswer("told"))]),
    );
    await record(service, SERVED, [served(0, { served_from: from })]);
    const graph = (await readGraph(service, SERVED)) as Graph;
    expect(graph.nodes).toMatchObject([
      { id: "n1", status: "ok", source: "cache", reason: "same request as n1" },
    ]);
    expect(JSON.stringify(graph)).not.toContain("theirs");
    expect(JSON.stringify(graph.nodes[0]?.input)).toContain("was deleted");
  });
});
