import { expect, test } from "vitest";
import { AO } from "#test/support/run-ao.ts";
import { renderProofs } from "./figures.ts";
import { runWhatIf } from "./run-what-if.ts";

// All programs are run by scripts/what-if.ts; these few have shown mistakes before: calls over HTTP/2,
// state kept by the provider, answers of a word that are copied, results of a tool between two calls.
const PROGRAMS = ["bedrock-converse", "responses-chain", "short-answers", "mcp-http"];

test("programs re-run exactly, unedited, edited and frozen, and the dry run tells what will go out", async () => {
  const proofs = await runWhatIf({ ao: [AO], only: PROGRAMS, parallel: 2, edits: 1 });
  const shown = renderProofs(proofs);
  expect(proofs.map(({ name }) => name).sort()).toEqual(PROGRAMS.toSorted());
  expect(
    proofs.flatMap(({ problems }) => problems),
    shown,
  ).toEqual([]);
  expect(
    proofs.flatMap(({ trials }) => trials.flatMap(({ notes }) => notes)),
    shown,
  ).toEqual([]);
});
