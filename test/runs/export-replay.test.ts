import { Database } from "bun:sqlite";
import { Value } from "@sinclair/typebox/value";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ReplayAnswer, ReplayEntry, ReplayHead } from "#src/protocol/replay-file.ts";
import { parseReplayText } from "#src/runs/replay/replay-lines.ts";
import type { ReplayOptions } from "#src/protocol/replay.ts";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";
import type { RunService } from "#src/runs/run-service.ts";
import {
  RUN,
  STREAM,
  ask,
  callChunk,
  callEnd,
  callStart,
  chatAnswer,
  chatRequest,
  chatStream,
  numbered,
  openService,
  runEnd,
  runStart,
  streamEnd,
  temporaryHome,
} from "./recorded-run.ts";

const failed = { outcome: "error", http_status: 503 } as const;
const NEWER = "rnewer222222";

interface Line {
  readonly entry: ReplayEntry;
  readonly answer: ReplayAnswer | null;
}

/** The file, each line checked against its schema. */
async function exported(service: RunService, options: ReplayOptions = {}, runId = RUN) {
  const result = await service.exportReplay(runId, options);
  const file = parseReplayText(readFileSync(result.file, "utf8"));
  const lines = file.lines.map(({ entry, answer }): Line => ({
    entry: Value.Decode(ReplayEntry, entry),
    answer: answer === null ? null : Value.Decode(ReplayAnswer, answer),
  }));
  expect(lines).toHaveLength(result.entries);
  return { ...result, head: Value.Decode(ReplayHead, file.head), lines };
}

async function record(service: RunService, runId: string, events: RunnerEvent[]): Promise<void> {
  const start = runStart({ run_id: runId, parent_run_id: runId === RUN ? null : RUN });
  await service.ingest(runId, "owner", numbered([start]));
  await service.ingest(runId, STREAM, numbered(events));
}

/** One call, asked and answered. */
function call(
  id: string,
  request: string,
  answer: string,
  changes: { readonly start?: object; readonly end?: object } = {},
): RunnerEvent[] {
  return [callStart(id, request, changes.start), callEnd(id, answer, changes.end)];
}

function textOf(line: Line, form = "plain"): string | undefined {
  return line.answer?.forms[form]?.parts.map((part) => part.content).join("");
}

function instructed(system: string, question: string): string {
  return chatRequest([
    { role: "system", content: system },
    { role: "user", content: question },
  ]);
}

/** When the parts of a stream come. */
function timesOf({ answer }: Line): (number | undefined)[] | undefined {
  return answer?.forms["stream"]?.parts.map(({ at }) => at);
}

/** The end of a call that was served from the first of another run. */
function instant(from: string) {
  const served_from = { run_id: from, node_id: "n1" };
  return { source: "cache" as const, served_from, duration_ms: 0.3 };
}

/** What the answers say, with the node they are from. */
function said(lines: readonly Line[]): (string | undefined)[] {
  return lines.map((line) => {
    const text = textOf(line);
    const content = text === undefined ? "-" : /"content":"([^"]*)"/.exec(text)?.[1];
    return `${line.entry.node.run_id === RUN ? "" : "newer "}${line.entry.node.node_id} ${content}`;
  });
}

describe("exportReplay()", () => {
  test("writes each answer byte for byte and in the other form, for the user alone", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const pieces = chatStream(["Ünï", "cödé"]);
    await record(service, RUN, [
      ...call("1", ask("plain"), chatAnswer("yes")),
      callStart("2", ask("streamed", true)),
      ...pieces.map((piece) => callChunk("2", [piece])),
      streamEnd("2"),
      callStart("3", ask("failed")),
      callEnd("3", "{}", failed),
      callStart("4", ask("cancelled")),
      callEnd("4", null, { outcome: "cancelled" }),
      callStart("5", ask("open")),
    ]);
    const { file, head, lines } = await exported(service);
    expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
    expect(file.startsWith(join(home.runtime, "replay"))).toBe(true);
    expect(head).toMatchObject({ format: 1, match: { mode: "exact" }, offline: false });
    const nodes = lines.map(({ entry }) => entry.node);
    expect(nodes).toEqual([
      { run_id: RUN, node_id: "n1" },
      { run_id: RUN, node_id: "n2" },
    ]);
    const [plain, streamed] = lines as [Line, Line];
    expect(textOf(plain)).toBe(chatAnswer("yes"));
    expect(textOf(plain, "stream")).toContain("[DONE]");
    expect(textOf(streamed, "stream")).toBe(pieces.join(""));
    expect(streamed.answer?.forms["stream"]?.parts.map(({ at }) => at)).toEqual(
      pieces.map(() => 1),
    );
    expect(JSON.parse(textOf(streamed) ?? "").choices[0].message.content).toBe("Ünïcödé");
    const outline = await service.outline(RUN);
    expect(lines.map(({ entry }) => entry.hash)).toEqual(
      outline.nodes.slice(0, 2).map((node) => node.input_hash),
    );
  });

  test("identical calls stay in their order; a retry has the place of what it repeats", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const same = ask("same");
    await record(service, RUN, [
      callStart("1", same),
      callEnd("1", "{}", failed),
      ...call("2", same, chatAnswer("first"), { start: { retry: 1 } }),
      ...call("3", same, chatAnswer("second")),
    ]);
    expect(said((await exported(service)).lines)).toEqual(["n2 first", "n3 second"]);
  });

  test("the run's own answers come first; others add what it lacks, in its order", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const same = ask("same");
    await record(service, RUN, [
      ...call("1", same, chatAnswer("one")),
      ...call("2", same, "{}", { end: failed }),
      ...call("3", ask("else"), chatAnswer("else")),
    ]);
    await record(service, NEWER, [
      ...call("1", same, chatAnswer("new one")),
      ...call("2", same, chatAnswer("new two")),
      ...call("3", same, chatAnswer("new three")),
      ...call("4", ask("only here"), chatAnswer("only here")),
    ]);
    expect(said((await exported(service)).lines)).toEqual([
      "n1 one",
      "n3 else",
      "newer n2 new two",
      "newer n3 new three",
      "newer n4 only here",
    ]);
    expect(said((await exported(service, {}, NEWER)).lines)).toEqual([
      "newer n1 new one",
      "newer n2 new two",
      "newer n3 new three",
      "newer n4 only here",
      "n3 else",
    ]);
  });

  test("what a re-run only repeated is not written twice, and is there when its origin is deleted", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const servedFrom = { source: "cache" as const, served_from: { run_id: RUN, node_id: "n1" } };
    await record(service, RUN, [...call("1", ask("a"), chatAnswer("once")), runEnd()]);
    await record(service, NEWER, [
      ...call("1", ask("a"), chatAnswer("once"), { end: servedFrom }),
      runEnd(),
    ]);
    const third = "rthird222222";
    await record(service, third, [...call("1", ask("b"), chatAnswer("other")), runEnd()]);
    const entries = async () => said((await exported(service, {}, third)).lines);
    expect(await entries()).toEqual(["newer n1 other", "n1 once"]);
    await service.deleteRun(RUN);
    expect(await entries()).toEqual(["newer n1 other", "newer n1 once"]);
  });

  test("calls of different processes are different calls", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const same = ask("same");
    await record(service, RUN, [
      ...call("1", same, chatAnswer("parent"), { start: { process: "0" } }),
      ...call("2", same, chatAnswer("child"), { start: { process: "0.1" } }),
    ]);
    const { lines } = await exported(service);
    expect(lines.map(({ entry }) => entry.process)).toEqual(["0", "0.1"]);
  });

  test("an edited output is the answer in every form, an edited input is sent", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await record(service, RUN, [
      ...call("1", ask("a"), chatAnswer("yes")),
      ...call("2", ask("b"), chatAnswer("recorded")),
      ...call("3", ask("c"), chatAnswer("third")),
    ]);
    await service.editNode(RUN, "n1", { text: "no" });
    const path = "messages[0].content";
    await service.editNode(RUN, "n2", { set: [{ path, value: "edited" }] });
    const { lines, replay } = await exported(service);
    expect(replay.edits).toEqual([
      { node_id: "n1", side: "output" },
      { node_id: "n2", side: "input" },
    ]);
    const [first, second, third] = lines as [Line, Line, Line];
    expect(first.entry).toMatchObject({ edited: "output", answered: true });
    expect(textOf(first)).toContain('"no"');
    expect(textOf(first, "stream")).toContain('"no"');
    expect(second).toMatchObject({ entry: { edited: "input", answered: false }, answer: null });
    expect(JSON.parse(second.entry.send ?? "")).toMatchObject({
      messages: [{ content: "edited" }],
    });
    expect(third.entry.edited).toBeNull();
    const unedited = await exported(service, { edits: false });
    expect(said(unedited.lines)).toEqual(["n1 yes", "n2 recorded", "n3 third"]);
    expect(unedited.replay.edits).toEqual([]);
  });

  test("what answered an edited request is the answer to that, not to what was asked", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await record(service, RUN, call("1", ask("a"), chatAnswer("to a")));
    const asked = {
      encoding: "utf8" as const,
      content: ask("a"),
      bytes: 1,
      content_type: "application/json",
      content_encoding: null,
    };
    const edited = { edited: "input" as const, served_from: { run_id: RUN, node_id: "n1" } };
    await record(
      service,
      NEWER,
      call("1", ask("b"), chatAnswer("to b"), { end: edited, start: { asked } }),
    );
    const { lines } = await exported(service);
    expect(said(lines)).toEqual(["n1 to a", "newer n1 to b"]);
    const [a, b] = lines as [Line, Line];
    expect(a.entry.hash).not.toBe(b.entry.hash);
    // A re-run of that run is made with its edit, and finds the answer of the edited request.
    const again = await exported(service, {}, NEWER);
    expect(again.lines.map(({ entry }) => [entry.hash, entry.edited])).toEqual([
      [a.entry.hash, "input"],
      [b.entry.hash, null],
    ]);
    // Without it, the original request has its answer.
    await service.revertNode(NEWER, "n1");
    const reverted = await exported(service, {}, NEWER);
    expect(reverted.lines.map(({ entry }) => entry.hash).sort()).toEqual(
      [a.entry.hash, b.entry.hash].sort(),
    );
    expect(reverted.lines.every(({ entry }) => entry.edited === null)).toBe(true);
  });

  test("an output edit of a re-run that is taken back leaves the recorded answer", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await record(service, RUN, call("1", ask("a"), chatAnswer("recorded")));
    const edited = {
      source: "edited" as const,
      edited: "output" as const,
      served_from: { run_id: RUN, node_id: "n1" },
    };
    await record(service, NEWER, call("1", ask("a"), chatAnswer("edited"), { end: edited }));
    expect(said((await exported(service, {}, NEWER)).lines)).toEqual(["newer n1 edited"]);
    await service.revertNode(NEWER, "n1");
    expect(said((await exported(service, {}, NEWER)).lines)).toEqual(["n1 recorded"]);
    // And the edit of the re-run never was an answer of the first.
    expect(said((await exported(service)).lines)).toEqual(["n1 recorded"]);
  });

  test.each<[string, NonNullable<ReplayOptions["match"]>, number]>([
    ["exact", { mode: "exact", ignore: [] }, 3],
    ["ignore-system", { mode: "ignore-system", ignore: [] }, 2],
    ["ignore-paths", { mode: "ignore-paths", ignore: ["messages[*].content"] }, 1],
    ["position", { mode: "position", ignore: [] }, 1],
  ])("by %s, other calls are the same", async (_, match, keys) => {
    using home = temporaryHome();
    await using service = await openService(home);
    await record(service, RUN, [
      ...call("1", instructed("be kind", "same"), chatAnswer("one")),
      ...call("2", instructed("be short", "same"), chatAnswer("two")),
      ...call("3", instructed("be short", "other"), chatAnswer("three")),
    ]);
    const { lines, head } = await exported(service, { match });
    expect(new Set(lines.map(({ entry }) => entry.key)).size).toBe(keys);
    expect(new Set(lines.map(({ entry }) => entry.hash)).size).toBe(3);
    expect(head.match).toEqual(match);
  });

  test("without the cache only edits are answers", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await record(service, RUN, [
      ...call("1", ask("a"), chatAnswer("yes")),
      ...call("2", ask("b"), chatAnswer("b")),
    ]);
    await service.editNode(RUN, "n1", { text: "no" });
    const { head, lines } = await exported(service, { cache: false, offline: true, pace: true });
    expect(head).toMatchObject({ cache: false, offline: true, pace: true });
    expect(lines.map(({ entry }) => entry.edited)).toEqual(["output"]);
    const control = await exported(service, { cache: false, edits: false });
    expect(control.lines).toEqual([]);
  });

  describe("at the recorded pace", () => {
    const pieces = chatStream(["one ", "two"]);
    const streamed = (at: number, end: object): RunnerEvent[] => [
      callStart("1", ask("a", true)),
      callChunk("1", pieces, at),
      streamEnd("1", end),
    ];

    test("answers come as that of the call which went out, however often it was repeated", async () => {
      using home = temporaryHome();
      await using service = await openService(home);
      await record(service, RUN, [...streamed(500, { duration_ms: 800 }), runEnd()]);
      await record(service, NEWER, streamed(0, instant(RUN)));
      const newest = "rthird222222";
      await record(service, newest, streamed(0, instant(NEWER)));
      const [paced] = (await exported(service, { pace: true }, newest)).lines as [Line];
      expect(paced.entry.node).toEqual({ run_id: newest, node_id: "n1" });
      expect(paced.answer?.duration_ms).toBe(800);
      expect(timesOf(paced)).toEqual([500, 501, 502, 503, 504]);
      await service.deleteRun(RUN);
      const [left] = (await exported(service, { pace: true }, newest)).lines as [Line];
      expect(left.answer?.duration_ms).toBe(0.3);
    });

    test("an edited answer takes as long as the one in whose place it stands", async () => {
      using home = temporaryHome();
      await using service = await openService(home);
      const edited = { ...instant(RUN), source: "edited" as const, edited: "output" as const };
      await record(
        service,
        RUN,
        call("1", ask("a"), chatAnswer("a"), { end: { duration_ms: 800 } }),
      );
      await record(service, NEWER, call("1", ask("a"), chatAnswer("no"), { end: edited }));
      const [line] = (await exported(service, { pace: true }, NEWER)).lines as [Line];
      expect(line).toMatchObject({ entry: { edited: "output" }, answer: { duration_ms: 800 } });
    });
  });

  test("finds calls again whose hashes are those of the first version", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await record(service, RUN, [
      ...call("1", ask("one"), chatAnswer("1")),
      ...call("2", ask("two"), chatAnswer("2")),
    ]);
    await service.editNode(RUN, "n2", { text: "edited" });
    const before = await exported(service);
    using database = new Database(home.database);
    database.run("UPDATE nodes SET input_hash = 'of the first version'");
    database.run("UPDATE runs SET environment_names = NULL");
    const { lines } = await exported(service);
    // But not to be named in the place of a request: their nodes are not as ours.
    const withoutSame = before.lines.map(({ entry: { same: _same, ...entry }, answer }) => ({
      entry,
      answer,
    }));
    expect(lines).toEqual(withoutSame);
    const loose = await exported(service, { match: { mode: "ignore-system", ignore: [] } });
    expect(loose.lines.map(({ entry }) => entry.hash)).toEqual(
      before.lines.map(({ entry }) => entry.hash),
    );
  });

  test("of a run that is not there fails, and leaves no file", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await expect(service.exportReplay("nothing", {})).rejects.toMatchObject({ code: "not_found" });
    expect(() => readdirSync(join(home.runtime, "replay"))).toThrow("ENOENT");
  });
});

describe("eraseCache()", () => {
  test("its answers are not served again, not by way of its re-runs either; the graph stays", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const servedFrom = { source: "cache" as const, served_from: { run_id: RUN, node_id: "n1" } };
    await record(service, RUN, call("1", ask("a"), chatAnswer("secret")));
    await record(service, NEWER, [
      ...call("1", ask("a"), chatAnswer("secret"), { end: servedFrom }),
      ...call("2", ask("b"), chatAnswer("of its own")),
    ]);
    expect(await service.eraseCache(RUN)).toEqual({ run_id: RUN, in_use_by: [] });
    expect(said((await exported(service, {}, NEWER)).lines)).toEqual(["newer n2 of its own"]);
    expect(said((await exported(service)).lines)).toEqual(["newer n2 of its own"]);
    expect((await service.outline(RUN)).nodes).toHaveLength(1);
  });

  test("names the runs under way that were given answers before", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.ingest(RUN, "owner", numbered([runStart(), runEnd()]));
    const replay = { run_id: RUN, match: { mode: "exact" as const, ignore: [] }, edits: [] };
    await service.ingest(NEWER, "owner", numbered([runStart({ run_id: NEWER, replay })]));
    expect(await service.eraseCache(RUN)).toEqual({ run_id: RUN, in_use_by: [NEWER] });
  });
});

describe("eraseCacheOfSession()", () => {
  test("nothing that any run of the session was answered is served again", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const servedFrom = { source: "cache" as const, served_from: { run_id: RUN, node_id: "n1" } };
    await record(service, RUN, [
      ...call("1", ask("a"), chatAnswer("first")),
      ...call("2", ask("b"), chatAnswer("only in the first")),
    ]);
    await record(service, NEWER, call("1", ask("a"), chatAnswer("first"), { end: servedFrom }));
    const { session_id: sessionId } = await service.findRun(RUN);
    const erased = await service.eraseCacheOfSession(sessionId);
    expect(erased).toEqual({ session_id: sessionId, in_use_by: [] });
    expect((await exported(service, {}, NEWER)).lines).toEqual([]);
    expect((await exported(service)).lines).toEqual([]);
    expect((await service.outline(RUN)).nodes).toHaveLength(2);
  });

  test("names every run under way that was given answers before", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.ingest(RUN, "owner", numbered([runStart(), runEnd()]));
    const replay = { run_id: RUN, match: { mode: "exact" as const, ignore: [] }, edits: [] };
    await service.ingest(NEWER, "owner", numbered([runStart({ run_id: NEWER, replay })]));
    const { session_id: sessionId } = await service.findRun(RUN);
    const erased = await service.eraseCacheOfSession(sessionId);
    expect(erased.in_use_by).toEqual([NEWER]);
    await expect(service.eraseCacheOfSession("nothing")).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
