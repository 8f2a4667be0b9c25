import { Value } from "@sinclair/typebox/value";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CacheEntry } from "#src/protocol/cache-file.ts";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";
import type { RunService } from "#src/runs/run-service.ts";
import {
  RUN,
  SESSION,
  STREAM,
  ask,
  callChunk,
  callEnd,
  callStart,
  chatAnswer,
  chatStream,
  numbered,
  openService,
  runStart,
  streamEnd,
  temporaryHome,
} from "./recorded-run.ts";

const failed = { outcome: "error", http_status: 503 } as const;

async function exported(service: RunService) {
  const { file, entries } = await service.exportCache(SESSION);
  const list = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => Value.Decode(CacheEntry, JSON.parse(line)));
  expect(list).toHaveLength(entries);
  return { file, list };
}

async function record(service: RunService, runId: string, events: RunnerEvent[]): Promise<void> {
  await service.ingest(runId, "owner", numbered([runStart({ run_id: runId })]));
  await service.ingest(runId, STREAM, numbered(events));
}

const textOf = (entry: CacheEntry) => entry.parts.map((part) => part.content).join("");

describe("exportCache()", () => {
  test("writes each answer as it arrived, for the user alone", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const pieces = chatStream(["Ünï", "cödé"]);
    await record(service, RUN, [
      callStart("1", ask("plain")),
      callEnd("1", chatAnswer("yes")),
      callStart("2", ask("streamed", true)),
      ...pieces.map((piece) => callChunk("2", [piece])),
      streamEnd("2"),
      callStart("3", ask("failed")),
      callEnd("3", "{}", failed),
      callStart("4", ask("open")),
    ]);
    const { file, list } = await exported(service);
    expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
    expect(file.startsWith(join(home.runtime, "cache"))).toBe(true);
    expect(list).toMatchObject([
      { node_id: "n1", run_id: RUN, status: 200, content_type: "application/json", occurrence: 0 },
      { node_id: "n2", run_id: RUN, status: 200, content_type: "text/event-stream" },
    ]);
    expect(list.map((entry) => entry.parts.length)).toEqual([1, pieces.length]);
    expect(list.map(textOf)).toEqual([chatAnswer("yes"), pieces.join("")]);
    const { nodes } = await service.outline(RUN);
    expect(list.map((entry) => entry.input_hash)).toEqual(
      nodes.slice(0, 2).map((n) => n.input_hash),
    );
  });

  test("the nth identical request has the nth answer; a retried one has that of its retry", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const same = ask("same");
    await record(service, RUN, [
      callStart("1", same),
      callEnd("1", "{}", failed),
      callStart("2", same, { retry: 1 }),
      callEnd("2", chatAnswer("first")),
      callStart("3", same),
      callEnd("3", chatAnswer("second")),
    ]);
    const { list } = await exported(service);
    expect(list.map((entry) => [entry.occurrence, entry.node_id, textOf(entry)])).toEqual([
      [0, "n2", chatAnswer("first")],
      [1, "n3", chatAnswer("second")],
    ]);
  });

  test("the newest run wins, an older one fills what it has not", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await record(service, RUN, [
      callStart("1", ask("a")),
      callEnd("1", chatAnswer("old a")),
      callStart("2", ask("b")),
      callEnd("2", chatAnswer("old b")),
    ]);
    await record(service, "rnewer222222", [
      callStart("1", ask("a")),
      callEnd("1", chatAnswer("new a")),
    ]);
    const { list } = await exported(service);
    expect(list.map((entry) => [entry.run_id, textOf(entry)])).toEqual([
      ["rnewer222222", chatAnswer("new a")],
      [RUN, chatAnswer("old b")],
    ]);
  });

  test("bytes that are no text come back as they were, cut where they were", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const bytes = Buffer.from("data: é\n\n");
    const parts = [bytes.subarray(0, 7), bytes.subarray(7)].map((part, at) => ({
      at,
      encoding: "base64" as const,
      content: part.toString("base64"),
    }));
    const chunk: RunnerEvent = { type: "call-chunk", call_id: `${STREAM}:1`, parts };
    await record(service, RUN, [callStart("1", ask("x", true)), chunk, streamEnd("1")]);
    const { list } = await exported(service);
    const back = list[0]?.parts.map((part) => Buffer.from(part.content, part.encoding));
    expect(back).toEqual([bytes.subarray(0, 7), bytes.subarray(7)]);
  });

  test("of a session that is not there fails", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await expect(service.exportCache("nothing")).rejects.toMatchObject({ code: "not_found" });
  });
});
