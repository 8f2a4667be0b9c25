// Proves on one corpus program that a re-run is exact: unedited it asks nothing, edited it asks what
// the edit reaches, and as a frozen test it needs no provider.
import type { Graph, GraphNode } from "#src/protocol/graph.ts";
import type { RerunPreview } from "#src/protocol/http-api.ts";
import { nameNodes, uniqueNames } from "#test/corpus/name-nodes.ts";
import type { MockCall } from "#test/support/mock-provider.ts";
import { brokenPromises, callsOf, differences, fatesOf, lastAttempts } from "./compare-runs.ts";
import type { Proof, Trial } from "./figures.ts";
import { type Exception, exceptions } from "./exceptions.ts";
import { answerEdit, lastUserText } from "./put-word.ts";
import { type Observed, WhatIfSession, type WhatIfOptions } from "./session.ts";

export interface ProveOptions extends WhatIfOptions {
  /** Answers that are edited, at most. */
  readonly edits: number;
}

/** None of them is in a program or an answer of the corpus. */
const WORDS = ["quokka", "zephyr", "obsidian", "marzipan", "trombone", "yurt", "ocelot", "kazoo"];

export async function proveProgram(options: ProveOptions): Promise<Proof> {
  const session = new WhatIfSession(options);
  const recorded = await session.record();
  const proof = { session, recorded, runId: recorded.graph.run_id, problems: [] as string[] };
  if (recorded.code !== 0) proof.problems.push(`exit ${recorded.code}: ${recorded.errors}`);
  const again = await session.rerun(proof.runId, null);
  const live = await checkUnedited(proof, again);
  const trials: Trial[] = [];
  for (const [index, edit] of plannedEdits(recorded, options.edits).entries()) {
    const word = WORDS[index] ?? "spare";
    const isRepeated = index === 0 || edit.side === "input";
    const trial = await tryEdit(proof, { ...edit, word, isRepeated, live });
    if (trial !== null) trials.push(trial);
  }
  await checkFrozen(proof);
  return {
    name: options.name,
    calls: callsOf(recorded.graph).length,
    trials,
    ...excuse(proof.problems, exceptions[options.name] ?? []),
  };
}

interface Proving {
  readonly session: WhatIfSession;
  readonly recorded: Observed;
  readonly runId: string;
  readonly problems: string[];
}

/** An edit to be made, once there is a word for it. */
interface PlannedEdit {
  readonly node: GraphNode;
  readonly side: "input" | "output";
  readonly options: (word: string) => string[] | null;
}

/** Problems that are known have their reason in place of what was seen; known ones that are gone are new. */
function excuse(
  problems: readonly string[],
  known: readonly Exception[],
): Pick<Proof, "problems" | "excepted"> {
  const isKnown = (text: string): boolean => known.some(({ problem }) => problem.test(text));
  const gone = known.filter(({ problem }) => !problems.some((text) => problem.test(text)));
  return {
    excepted: known.map(({ problem, reason }) => `${problem.source}: ${reason}`),
    problems: [
      ...problems.filter((text) => !isKnown(text)),
      ...gone.map(({ problem }) => `solved, and still listed as an exception: ${problem.source}`),
    ],
  };
}

/** How many calls an unedited re-run sent all the same. */
async function checkUnedited(proof: Proving, again: Observed): Promise<number> {
  const { session, recorded, runId, problems } = proof;
  const pair = { recorded: recorded.graph, again: again.graph };
  const { calls: told } = await session.preview(runId);
  const live = liveCalls(again);
  const wrong = [...brokenPromises(pair), ...liveIsSent(again)];
  if (live !== told.length) wrong.push(`${live} calls went out, ${told.length} were told`);
  if (live === 0) wrong.push(...differences(pair));
  problems.push(...sameOutput(recorded, again, "re-run"));
  problems.push(...wrong.map((problem) => `unedited: ${problem}`));
  for (const { node_id: id } of told) {
    const node = recorded.graph.nodes.find((one) => one.id === id);
    problems.push(`sent again, unedited: ${id} ${node?.status}`);
  }
  return live;
}

/** The word goes into answers here and there, and into one question that others depend on. */
function plannedEdits({ graph, calls }: Observed, most: number): PlannedEdit[] {
  const { names } = nameNodes(graph.nodes, calls, []);
  const replies = new Map(
    uniqueNames(calls).map((name, index): [string, MockCall["reply"]] => [
      name,
      calls[index]?.reply ?? {},
    ]),
  );
  const models = callsOf(graph).filter(({ kind, status }) => kind === "llm" && status === "ok");
  const answers = spread(models, most).map((node): PlannedEdit => ({
    node,
    side: "output",
    options: (word) => answerEdit(node.output, replies.get(names.get(node.id) ?? "") ?? {}, word),
  }));
  const asked = models.find(({ id }) => graph.edges.some(({ source }) => source === id));
  const node = asked ?? models[0];
  const text = lastUserText(node?.input);
  if (node === undefined || text === null) return answers;
  const options = (word: string): string[] => [
    "--set",
    `input.${text.path}=${JSON.stringify(`${text.value} ${word}`)}`,
  ];
  return [...answers, { node, side: "input", options }];
}

function spread<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items];
  const step = (items.length - 1) / Math.max(1, most - 1);
  return Array.from({ length: most }, (_, index) => items[Math.round(index * step)]).filter(
    (item) => item !== undefined,
  );
}

interface WordEdit extends PlannedEdit {
  readonly word: string;
  /** Its re-run is run again, too. */
  readonly isRepeated: boolean;
  /** Calls that go out also without an edit. */
  readonly live: number;
}

async function tryEdit(proof: Proving, edit: WordEdit): Promise<Trial | null> {
  const { session, recorded, runId, problems } = proof;
  const { node, side, word } = edit;
  const what = `${side} of ${node.id}`;
  const options = edit.options(word);
  // A tool that is asked for with no arguments has no place for a word.
  if (options === null) return null;
  await session.edit(runId, node.id, options);
  const preview = await session.preview(runId);
  const again = await session.rerun(runId, word);
  const wrong = [
    ...(again.code === recorded.code ? [] : [`exit ${again.code}: ${again.errors.slice(-700)}`]),
    ...brokenPromises({ recorded: recorded.graph, again: again.graph }),
    ...liveIsSent(again),
    ...editIsMade(again.graph, { runId, ...edit }),
  ];
  if (edit.isRepeated) wrong.push(...(await repeats(session, again, edit.live)));
  await session.edit(runId, node.id, ["--revert"]);
  const reverted = await session.rerun(runId, null);
  wrong.push(...sameOutput(recorded, reverted, "reverted"));
  const live = liveCalls(reverted);
  if (live !== edit.live) wrong.push(`reverted: ${live} calls went out`);
  problems.push(...wrong.map((problem) => `${what}: ${problem}`));
  return { node: node.id, side, ...compare(recorded.graph, again.graph, preview) };
}

/** A re-run with an edit can be run again itself: what its edit made go out is recorded now. */
async function repeats(session: WhatIfSession, again: Observed, live: number): Promise<string[]> {
  const repeated = await session.rerun(again.graph.run_id, null);
  const wrong = sameOutput(again, repeated, "re-run of the re-run");
  const sent = liveCalls(repeated);
  if (sent !== live) wrong.push(`re-run of the re-run: ${sent} calls went out`);
  return wrong;
}

function liveCalls({ graph }: Observed): number {
  return callsOf(graph).filter(({ source }) => source === "live").length;
}

function compare(
  recorded: Graph,
  again: Graph,
  preview: RerunPreview,
): Pick<Trial, "prediction" | "notes"> {
  const told = new Set(
    preview.calls.filter(({ effect }) => effect !== "edited-output").map(({ node_id: id }) => id),
  );
  const { served, changed, gone, fresh } = fatesOf({ recorded, again });
  const missed = changed.filter((id) => !told.has(id));
  const extra = served.filter((id) => told.has(id));
  return {
    prediction: {
      right: changed.length - missed.length,
      missed: missed.length,
      extra: extra.length,
      gone: gone.length,
      fresh: fresh.length,
    },
    notes: [
      ...missed.map((id) => `${id} went out untold`),
      ...extra.map((id) => `${id} was told to go out, and was served`),
    ],
  };
}

/** What the graph says went out is what reached the provider; tools of MCP servers do not. */
function liveIsSent({ graph, calls }: Observed): string[] {
  const live = callsOf(graph).filter(({ source, kind }) => source === "live" && kind !== "tool");
  if (live.length === calls.length) return [];
  return [`${calls.length} calls reached the mock, ${live.length} nodes say so`];
}

/** The edit is in the re-run, as what it is. */
function editIsMade(again: Graph, edit: WordEdit & { readonly runId: string }): string[] {
  const { node, side, word, runId } = edit;
  const made = lastAttempts(again).filter(
    ({ edited, served_from: from }) =>
      edited === side && from?.run_id === runId && from.node_id === node.id,
  );
  if (made.length !== 1) return [`${made.length} nodes of the re-run have the edit`];
  const [found] = made;
  const source = side === "output" ? "edited" : "live";
  const problems: string[] = [];
  if (found?.source !== source) problems.push(`the edited node says ${found?.source}`);
  if (!JSON.stringify(found?.[side]).includes(word)) problems.push("the edit is not in its node");
  return problems;
}

function sameOutput(recorded: Observed, again: Observed, what: string): string[] {
  const problems: string[] = [];
  if (again.code !== recorded.code) {
    problems.push(`${what}: exit ${again.code}: ${again.errors.slice(-700)}`);
  }
  if (again.output !== recorded.output) {
    problems.push(`${what}: other output: ${again.output.slice(0, 300)}`);
  }
  return problems;
}

async function checkFrozen({ session, recorded, runId, problems }: Proving): Promise<void> {
  const checked = await session.check(runId);
  if (checked.code !== 0) problems.push(`ao test: ${checked.output.slice(-700)}${checked.errors}`);
  else if (!checked.output.startsWith(recorded.output)) {
    problems.push(`ao test: other output: ${checked.output.slice(0, 300)}`);
  }
}
