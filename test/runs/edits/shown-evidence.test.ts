import { expect, test } from "vitest";
import type { Edge, Graph } from "#src/protocol/graph.ts";
import { valueAt } from "#src/protocol/json.ts";
import type { RunService } from "#src/runs/run-service.ts";
import {
  RUN,
  STREAM,
  ask,
  callEnd,
  callStart,
  chatAnswer,
  numbered,
  openService,
  readGraph,
  runEnd,
  runStart,
  temporaryHome,
} from "#test/runs/recorded-run.ts";

const FACT = "The Douro rises in Spain and reaches the Atlantic at Porto";
const SAID = "choices[0].message.content";
const ASKED = "messages[0].content";

/** n2 asks about what n1 said. */
async function recordFlow(service: RunService): Promise<void> {
  const events = [
    runStart(),
    callStart("1", ask("Name a river.")),
    callEnd("1", chatAnswer(`${FACT}.`)),
    callStart("2", ask(`Summarise this: ${FACT}`)),
    callEnd("2", chatAnswer("A river.")),
    runEnd(),
  ];
  await service.ingest(RUN, STREAM, numbered(events));
  await service.settle(RUN);
}

/** What the evidence quotes of both bodies: the same wherever edges are handed out. */
async function quotes(service: RunService): Promise<unknown> {
  const { nodes, edges } = (await readGraph(service)) as Graph;
  const [from, to] = nodes;
  const quoteOf = ({ evidence }: Edge) =>
    evidence.map(({ input_path, input_span, output_path, output_span }) => [
      quoted(from?.output, output_path, output_span),
      quoted(to?.input, input_path, input_span),
    ]);
  expect((await service.outline(RUN)).edges).toEqual(edges);
  expect((await service.node(RUN, "n1")).edges_out).toEqual(edges);
  expect((await service.node(RUN, "n2")).edges_in).toEqual(edges);
  return edges.map(quoteOf);
}

function quoted(body: unknown, path: string, span: readonly [number, number] | null) {
  const text = valueAt(body, path);
  return span === null || typeof text !== "string" ? null : text.slice(...span);
}

test("evidence quotes what is shown, wherever an edit has moved that", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  await recordFlow(service);
  expect(await quotes(service)).toEqual([[[FACT, FACT]]]);
  await service.editNode(RUN, "n1", { set: [{ path: SAID, value: `I say: ${FACT} Yes.` }] });
  expect(await quotes(service)).toEqual([[[FACT, FACT]]]);
  await service.editNode(RUN, "n2", { set: [{ path: ASKED, value: `${FACT} In one word?` }] });
  expect(await quotes(service)).toEqual([[[FACT, FACT]]]);
  const messages = [
    { role: "system", content: "Be brief." },
    { role: "user", content: `Summarise this: ${FACT}` },
  ];
  await service.editNode(RUN, "n2", { input: { model: "gpt-4o", messages } });
  expect(await quotes(service)).toEqual([[[FACT, FACT]]]);
});

test("evidence has no span in what an edit has taken away, and has it back with the original", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  await recordFlow(service);
  await service.editNode(RUN, "n1", { text: "The Tagus, which is longer." });
  expect(await quotes(service)).toEqual([[[null, FACT]]]);
  await service.editNode(RUN, "n2", { set: [{ path: ASKED, value: "Say something." }] });
  expect(await quotes(service)).toEqual([[[null, null]]]);
  await service.revertNode(RUN, "n1");
  await service.revertNode(RUN, "n2");
  expect(await quotes(service)).toEqual([[[FACT, FACT]]]);
});
