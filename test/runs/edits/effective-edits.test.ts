import { expect, test } from "vitest";
import { silentLogger } from "#src/config/logger.ts";
import type { EditRequest } from "#src/protocol/edit.ts";
import { createRunService } from "#src/runs/create-run-service.ts";
import { effectiveEdits } from "#src/runs/edits/effective-edits.ts";
import { toolResultEdits } from "#src/runs/edits/tool-results.ts";
import { wireRequest, wireResponse } from "#src/runs/edits/wire-body.ts";
import type { RunService } from "#src/runs/run-service.ts";
import { openStore } from "#src/store/open-store.ts";
import type { StoreReader } from "#src/store/store.ts";
import {
  RUN,
  ask,
  callEnd,
  callStart,
  chatAnswer,
  temporaryHome,
} from "#test/runs/recorded-run.ts";
import { RERUN, recordChain, recordRerun, resultRequest } from "#test/runs/edits/edited-run.ts";

interface Opened extends AsyncDisposable {
  readonly service: RunService;
  readonly store: StoreReader;
}

async function open(home: ReturnType<typeof temporaryHome>): Promise<Opened> {
  const store = await openStore(home);
  const service = await createRunService({ store, directories: home, logger: silentLogger });
  return {
    service,
    store: store.reader,
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}

const SAY: EditRequest = { set: [{ path: "choices[0].message.content", value: "Edited." }] };

/** Re-runs `of` with its first call answered by an edit. */
async function rerunEdited(service: RunService, run: string, of: string): Promise<void> {
  const served_from = { run_id: of, node_id: of === RUN ? "n2" : "n1" };
  const end = { source: "edited" as const, edited: "output" as const, served_from };
  const events = [callStart("1", ask("a")), callEnd("1", chatAnswer("Edited."), end)];
  await recordRerun(service, events, { run, of });
}

test("an edit goes on from re-run to re-run until it is taken back, and its original is found", async () => {
  using home = temporaryHome();
  await using opened = await open(home);
  const { service, store } = opened;
  await recordChain(service);
  await service.editNode(RUN, "n2", SAY);
  await rerunEdited(service, "qa2222222222", RUN);
  await rerunEdited(service, "qb2222222222", "qa2222222222");
  const inForce = async (run: string) => [...(await effectiveEdits(store, run)).values()];
  const original = { runId: RUN, number: 2 };
  expect(await inForce(RUN)).toMatchObject([{ number: 2, from: "own", original }]);
  for (const run of ["qa2222222222", "qb2222222222"]) {
    const expected = { number: 1, side: "output", from: "inherited", original };
    expect(await inForce(run)).toMatchObject([expected]);
  }
  await service.revertNode("qb2222222222", "n1");
  expect(await inForce("qb2222222222")).toMatchObject([{ from: "own", body: null, original }]);
  // The parent's edit is none of the child's business, and the other way round.
  await service.revertNode(RUN, "n2");
  expect(await inForce(RUN)).toEqual([]);
  expect(await inForce("qa2222222222")).toMatchObject([{ from: "inherited" }]);
});

test("what a tool answered is replaced where requests carry it, in re-runs of re-runs too", async () => {
  using home = temporaryHome();
  await using opened = await open(home);
  const { service, store } = opened;
  await recordChain(service);
  await service.editNode(RUN, "n5", { text: "Sun" });
  const from = "Rain, 7 degrees, wind from the west";
  const replacement = { call_id: "call_w1", name: "get_weather", from, to: "Sun" };
  expect(await toolResultEdits(store, RUN)).toEqual([
    { ...replacement, node: { run_id: RUN, node_id: "n5" } },
  ]);
  const asked = {
    encoding: "utf8" as const,
    content: resultRequest(from),
    bytes: 1,
    content_type: "application/json",
    content_encoding: null,
  };
  await recordRerun(service, [
    callStart("1", ask("How is the weather in Bern?")),
    callEnd("1", await wireText(service, "n1")),
    callStart("2", resultRequest("Sun"), { asked }),
    callEnd("2", chatAnswer("The sun shines.")),
  ]);
  const node = { run_id: RERUN, node_id: "n3" };
  expect(await toolResultEdits(store, RERUN)).toEqual([{ ...replacement, node }]);
  await service.editNode(RERUN, "n3", { text: "Snow" });
  expect(await toolResultEdits(store, RERUN)).toEqual([{ ...replacement, to: "Snow", node }]);
  await service.revertNode(RERUN, "n3");
  expect(await toolResultEdits(store, RERUN)).toEqual([]);
});

async function wireText(service: RunService, node: string): Promise<string> {
  return JSON.stringify((await service.node(RUN, node)).output);
}

test("what an MCP call shows is put back into its envelope", async () => {
  using home = temporaryHome();
  await using opened = await open(home);
  const { service, store } = opened;
  await recordChain(service);
  const request = {
    jsonrpc: "2.0",
    id: 7,
    method: "tools/call",
    params: { name: "search", arguments: { query: "Bern" }, _meta: { progressToken: 1 } },
  };
  const result = { content: [{ type: "text", text: "A city" }] };
  const mcp = { operation: "mcp.tools-call", kind: "tool" as const, url: "http://127.0.0.1/mcp" };
  await recordRerun(service, [
    callStart("1", JSON.stringify(request), mcp),
    callEnd("1", JSON.stringify({ jsonrpc: "2.0", id: 7, result })),
  ]);
  await service.editNode(RERUN, "n1", { set: [{ path: "query", value: "Basel" }] });
  expect((await service.node(RERUN, "n1")).input).toEqual({ query: "Basel" });
  const node = await store.nodes.get(RERUN, 1);
  if (node === null) throw new Error("no node");
  expect(await wireRequest(store, node, { query: "Basel" })).toEqual({
    ...request,
    params: { ...request.params, arguments: { query: "Basel" } },
  });
  const other = { content: [{ type: "text", text: "Another city" }] };
  expect(await wireResponse(store, node, other)).toEqual({ jsonrpc: "2.0", id: 7, result: other });
  const error = { code: -32_000, message: "no" };
  expect(await wireResponse(store, node, error)).toEqual({ jsonrpc: "2.0", id: 7, error });
});

function weatherCall(city: string): string {
  const params = { name: "get_weather", arguments: { city } };
  return JSON.stringify({ jsonrpc: "2.0", id: 7, method: "tools/call", params });
}

test("an MCP call with other arguments than the model asked for is no second tool", async () => {
  using home = temporaryHome();
  await using opened = await open(home);
  const { service } = opened;
  await recordChain(service);
  const content = [{ type: "text", text: "Sun" }];
  const asked = {
    encoding: "utf8" as const,
    content: weatherCall("Bern"),
    bytes: 1,
    content_type: "application/json",
    content_encoding: null,
  };
  await recordRerun(service, [
    callStart("1", ask("How is the weather in Bern?")),
    callEnd("1", await wireText(service, "n1")),
    callStart("2", weatherCall("Basel"), {
      operation: "mcp.tools-call",
      kind: "tool",
      url: "http://127.0.0.1/mcp",
      asked,
    }),
    callEnd("2", JSON.stringify({ jsonrpc: "2.0", id: 7, result: { content } }), {
      edited: "input",
    }),
    callStart("3", resultRequest("Sun")),
    callEnd("3", chatAnswer("The sun shines.")),
  ]);
  const { nodes, edges } = await service.outline(RERUN);
  expect(nodes.map(({ kind, inferred }) => [kind, inferred])).toEqual([
    ["llm", false],
    ["tool", false],
    ["llm", false],
  ]);
  const pairs = edges.map(({ source, target }) => `${source}→${target}`);
  expect(pairs).toEqual(["n1→n2", "n1→n3", "n2→n3"]);
});
