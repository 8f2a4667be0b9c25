import { describe, expect, test } from "vitest";
import type { PreviewNode } from "#src/protocol/http-api.ts";
import type { ReplayOptions } from "#src/protocol/replay.ts";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";
import type { RunService } from "#src/runs/run-service.ts";
import { resultRequest, toolAnswer } from "./edits/edited-run.ts";
import {
  RUN,
  STREAM,
  ask,
  callEnd,
  callStart,
  chatAnswer,
  chatRequest,
  numbered,
  openService,
  runEnd,
  runStart,
  temporaryHome,
} from "./recorded-run.ts";

const ONE = "subrunoneaaa";
const TWO = "subruntwoaaa";
const AGAIN = "r44444444444";
const LEIPZIG = "The parcel lies in the customs depot of Leipzig since the twelfth.";
const LETTER = "Dear customer, we are looking after what you ordered, have a little patience.";
const STARTED = Date.parse("2026-11-20T08:00:00Z");

interface Said {
  readonly asked: string;
  readonly answer: string;
  readonly subrun?: string;
  readonly end?: object;
}

/** Calls one after the other. */
function calls(said: readonly Said[]): RunnerEvent[] {
  return said.flatMap(({ asked, answer, subrun, end }, index) => {
    const place = subrun === undefined ? {} : { subrun };
    const started_at = STARTED + index * 100;
    return [
      callStart(String(index), asked, { ...place, started_at }),
      callEnd(String(index), answer, { ...place, duration_ms: 20, ...end }),
    ];
  });
}

function subrunStart(subrun: string, path: string): RunnerEvent {
  const started_at = STARTED;
  return { type: "subrun-start", subrun, within: null, name: path, path, started_at };
}

/** n1 of "one" is used in n1 of "two" and, by way of that, in n2 of the program, whose n1 stands alone. */
const PROGRAM: readonly Said[] = [
  { asked: ask("Hello?"), answer: chatAnswer("Good morning to all of you out there.") },
  { asked: ask("Where is it?"), answer: chatAnswer(LEIPZIG), subrun: ONE },
  { asked: ask(`Write a letter. ${LEIPZIG}`), answer: chatAnswer(LETTER), subrun: TWO },
  { asked: ask(`Sign this: ${LETTER}`), answer: chatAnswer("Signed.") },
];

async function record(service: RunService, said: readonly Said[], runId = RUN): Promise<void> {
  const parent_run_id = runId === RUN ? null : RUN;
  const start = runStart({ run_id: runId, parent_run_id });
  const subruns = said.some(({ subrun }) => subrun !== undefined)
    ? [subrunStart(ONE, "one"), subrunStart(TWO, "two")]
    : [];
  const events = [start, ...subruns, ...calls(said), runEnd()];
  await service.ingest(runId, STREAM, numbered(events));
  await service.settle(runId);
}

function nameOf({ subrun, node_id: id }: PreviewNode): string {
  return subrun === null ? id : `${subrun}/${id}`;
}

/** `two/n1 direct one/n1`, and how many calls come from the cache. */
async function told(service: RunService, runId: string, options: ReplayOptions = {}) {
  const preview = await service.previewRerun(runId, options);
  const lines = preview.calls.map((call) =>
    [nameOf(call), call.effect, ...call.through.map(nameOf)].join(" "),
  );
  return [...lines, `${preview.cached} cached`];
}

describe("the preview of a run with subruns", () => {
  const reached = [
    "one/n1 edited-output",
    "two/n1 direct one/n1",
    "n2 dependent two/n1",
    "1 cached",
  ];

  test("has the edits of its subruns, and what they reach anywhere in the program", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await record(service, PROGRAM);
    expect(await told(service, RUN)).toEqual(["4 cached"]);
    await service.editNode(ONE, "n1", { text: "No idea." });
    expect(await told(service, RUN)).toEqual(reached);
    const { calls: found } = await service.previewRerun(RUN, {});
    expect(found[1]).toMatchObject({ run_id: TWO, through: [{ run_id: ONE, node_id: "n1" }] });
    expect(await told(service, RUN, { edits: false })).toEqual(["4 cached"]);
  });

  test("of a subrun alone: its own edits are made, and the rest of the program is answered", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await record(service, PROGRAM);
    await service.editNode(ONE, "n1", { text: "No idea." });
    expect(await told(service, ONE)).toEqual(reached);
    expect(await told(service, TWO)).toEqual(["4 cached"]);
  });

  test("without the cache: of a subrun alone its calls go out, and what depends on them", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await record(service, PROGRAM);
    expect(await told(service, TWO, { cache: false })).toEqual([
      "two/n1 uncached",
      "n2 dependent two/n1",
      "2 cached",
    ]);
    expect((await told(service, RUN, { cache: false })).at(-1)).toBe("0 cached");
  });

  test("follows a tool whose call and result are in different runs", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const weather = resultRequest("Rain, 7 degrees, wind from the west");
    await record(service, [
      { asked: chatRequest([{ role: "user", content: "Weather?" }]), answer: toolAnswer() },
      { asked: weather, answer: chatAnswer("It rains."), subrun: ONE },
    ]);
    await service.editNode(RUN, "n1", { output: JSON.parse(toolAnswer('{"city":"Basel"}')) });
    expect(await told(service, RUN)).toEqual(["n1 edited-output", "one/n1 direct n1", "0 cached"]);
  });
});

describe("the preview of a run that was made with an edit", () => {
  const served = { run_id: RUN, node_id: "n1" };

  test("of an answer: what it reached then has its answer now", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const edited = { source: "edited", edited: "output", served_from: served };
    await record(service, [
      { asked: ask("Where is it?"), answer: chatAnswer(LEIPZIG) },
      { asked: ask(`Write a letter. ${LEIPZIG}`), answer: chatAnswer(LETTER) },
    ]);
    const other = "It stands in the sorting centre of Erfurt, ready for the van.";
    const again = [
      { asked: ask("Where is it?"), answer: chatAnswer(other), end: edited },
      { asked: ask(`Write a letter. ${other}`), answer: chatAnswer(LETTER) },
    ];
    await record(service, again, AGAIN);
    expect(await told(service, AGAIN)).toEqual(["n1 edited-output", "1 cached"]);
    await service.editNode(AGAIN, "n1", { text: "Nobody knows where it could be." });
    expect(await told(service, AGAIN)).toEqual(["n1 edited-output", "n2 direct n1", "0 cached"]);
  });

  test("of a question: it has its answer, too", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await record(service, [{ asked: ask("Where?"), answer: chatAnswer(LEIPZIG) }]);
    const content = ask("Where?");
    const asked = {
      encoding: "utf8" as const,
      content,
      bytes: content.length,
      content_type: "application/json",
      content_encoding: null,
    };
    await service.ingest(
      AGAIN,
      STREAM,
      numbered([
        runStart({ run_id: AGAIN, parent_run_id: RUN }),
        callStart("1", ask("Where exactly?"), { asked }),
        callEnd("1", chatAnswer(LEIPZIG), { edited: "input", served_from: served }),
        runEnd(),
      ]),
    );
    await service.settle(AGAIN);
    expect(await told(service, AGAIN)).toEqual(["1 cached"]);
    await service.eraseCache(AGAIN);
    expect(await told(service, AGAIN)).toEqual(["n1 edited-input", "0 cached"]);
  });
});
