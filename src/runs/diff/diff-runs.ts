// Two runs compared: their calls aligned, what differs in each, what the programs wrote, what it took.
// Runs in the server.
import type { AlignedCall, JsonChange, RunDiff } from "#src/protocol/diff.ts";
import { type RunOutput, textOf } from "#src/protocol/program-output.ts";
import { readOutput } from "#src/runs/program-output.ts";
import { createTurns } from "#src/runs/yield-to-event-loop.ts";
import type { StoreReader } from "#src/store/store.ts";
import { type PlacedPair, alignRuns } from "./align-runs.ts";
import { findCauses } from "./causes.ts";
import { compareCalls } from "./compare-calls.ts";
import { callDeltas, runDeltas } from "./deltas.ts";
import { type WrittenText, outputChanges } from "./output-changes.ts";
import { type RunCalls, placedIn, readRunCalls } from "./run-calls.ts";

/** See {@link RunService.diff}. */
export async function diffRuns(
  store: StoreReader,
  runs: { readonly a: string; readonly b: string; readonly control: string | null },
): Promise<RunDiff> {
  const readA = await readRunCalls(store, runs.a);
  const readB = await readRunCalls(store, runs.b);
  const a = placedIn(readA, readB);
  const b = placedIn(readB, readA);
  const control =
    runs.control === null ? null : placedIn(await readRunCalls(store, runs.control), b);
  const pairs = await alignRuns(a, b);
  const compared = await comparePairs(store, pairs);
  const causes =
    control === null ? null : await findCauses(store, { a, b, control, pairs, compared });
  const calls = compared.map((call, index): AlignedCall => {
    const cause = causes?.[index] ?? null;
    return cause === null ? call : { ...call, cause };
  });
  const count = (state: AlignedCall["state"]): number =>
    calls.filter((call) => call.state === state).length;
  return {
    a: a.run,
    b: b.run,
    control: control?.run ?? null,
    calls,
    counts: {
      same: count("same"),
      changed: count("changed"),
      only_a: count("only-a"),
      only_b: count("only-b"),
    },
    deltas: runDeltas(summed(a), summed(b)),
    program_output: await compareOutputs(store, runs.a, runs.b),
  };
}

async function comparePairs(
  store: StoreReader,
  pairs: readonly PlacedPair[],
): Promise<AlignedCall[]> {
  const compared: AlignedCall[] = [];
  const giveWay = createTurns();
  for (const pair of pairs) {
    compared.push(await comparePair(store, pair));
    await giveWay();
  }
  return compared;
}

async function comparePair(store: StoreReader, { subrun, a, b }: PlacedPair): Promise<AlignedCall> {
  const facts = { subrun, a: a?.node.summary ?? null, b: b?.node.summary ?? null };
  if (facts.a === null || facts.b === null) {
    const state = facts.a === null ? "only-b" : "only-a";
    return { state, ...facts, input: [], output: [], deltas: null };
  }
  const { input, output } = await compareCalls(store, a?.node ?? null, b?.node ?? null);
  const isSame = input.length + output.length === 0 && endOf(facts.a) === endOf(facts.b);
  const deltas = callDeltas(facts.a, facts.b);
  return { state: isSame ? "same" : "changed", ...facts, input, output, deltas };
}

/** How a call ended: a failure is a difference, though neither body may have changed. */
function endOf({ status, error }: NonNullable<AlignedCall["a"]>): string {
  return `${status} ${error?.message ?? ""}`;
}

function summed({ run, places }: RunCalls) {
  return { run, calls: [...places.values()].flat().map(({ node }) => node.summary) };
}

type StreamName = RunOutput["parts"][number]["stream"];

async function compareOutputs(
  store: StoreReader,
  a: string,
  b: string,
): Promise<RunDiff["program_output"]> {
  const old = await readOutput(store, a);
  const now = await readOutput(store, b);
  const changes = (stream: StreamName): JsonChange[] =>
    outputChanges(written(old, stream), written(now, stream));
  return {
    stdout: changes("stdout"),
    stderr: changes("stderr"),
    truncated: { a: old.truncated, b: now.truncated },
  };
}

function written(output: RunOutput, stream: StreamName): WrittenText {
  return { text: textOf(output, stream), truncated: output.truncated };
}
