import { expect, test } from "vitest";
import type { RunService } from "#src/runs/run-service.ts";
import {
  RUN,
  STREAM,
  callEnd,
  callStart,
  chatAnswer,
  ask,
  numbered,
  openService,
  runEnd,
  runStart,
  temporaryHome,
} from "#test/runs/recorded-run.ts";
import { RERUN, recordRerun, servedFrom } from "#test/runs/edits/edited-run.ts";

const FACT = "The warehouse in Rotterdam has four hundred and twelve pallets of green tea.";
const EDITED = "The warehouse in Antwerp has nine pallets of black coffee and nothing besides.";

async function told(service: RunService, run: string): Promise<string[]> {
  const { calls } = await service.previewRerun(run, {});
  return calls.map(({ node_id: id, effect }) => `${id} ${effect}`);
}

test("an edit that a run was made with reaches nothing that the run has not asked already", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  const events = [
    runStart(),
    callStart("1", ask("What is in the warehouse?")),
    callEnd("1", chatAnswer(FACT)),
    callStart("2", ask(`Sum up: ${FACT}`)),
    callEnd("2", chatAnswer("Tea.")),
    runEnd(),
  ];
  await service.ingest(RUN, STREAM, numbered(events));
  await service.settle(RUN);
  await service.editNode(RUN, "n1", { text: EDITED });
  expect(await told(service, RUN)).toEqual(["n1 edited-output", "n2 direct"]);

  await recordRerun(service, [
    callStart("1", ask("What is in the warehouse?")),
    callEnd("1", chatAnswer(EDITED), {
      source: "edited",
      edited: "output",
      served_from: servedFrom("n1"),
    }),
    callStart("2", ask(`Sum up: ${EDITED}`)),
    callEnd("2", chatAnswer("Coffee.")),
  ]);
  expect(await told(service, RERUN)).toEqual(["n1 edited-output"]);
  // Another text in its place reaches what the first one reached.
  await service.editNode(RERUN, "n1", { text: FACT.replace("tea", "soap") });
  expect(await told(service, RERUN)).toEqual(["n1 edited-output", "n2 direct"]);
});

test("an edited request that a run has sent has its answer; a new edit goes out", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  const asked = ask("What is in the warehouse?");
  const call = [callStart("1", asked), callEnd("1", chatAnswer(FACT))];
  await service.ingest(RUN, STREAM, numbered([runStart(), ...call, runEnd()]));
  await service.settle(RUN);
  const sent = ask("What is in the harbour?");
  await service.editNode(RUN, "n1", { input: JSON.parse(sent) });
  expect(await told(service, RUN)).toEqual(["n1 edited-input"]);

  const program = { encoding: "utf8" as const, content: asked, bytes: asked.length };
  const kind = { content_type: "application/json", content_encoding: null };
  await recordRerun(service, [
    callStart("1", sent, { asked: { ...program, ...kind } }),
    callEnd("1", chatAnswer(EDITED), { edited: "input", served_from: servedFrom("n1") }),
  ]);
  expect(await told(service, RERUN)).toEqual([]);
  await service.editNode(RERUN, "n1", { input: JSON.parse(ask("Where is it?")) });
  expect(await told(service, RERUN)).toEqual(["n1 edited-input"]);
});
