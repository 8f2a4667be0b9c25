import { describe, expect, test } from "vitest";
import type { RunDelta } from "#src/protocol/socket-api.ts";
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

async function replayed(service: RunService, since: number, sessionId?: string) {
  const { deltas, seq, reset } = await service.replay(since, sessionId);
  const list: RunDelta[] = [];
  for await (const delta of deltas) list.push(delta);
  return { list, seq, reset };
}

describe("replay()", () => {
  test("gives what listeners got, but for the text of streams, across a restart", async () => {
    using home = temporaryHome();
    const heard: RunDelta[] = [];
    let middle = 0;
    {
      await using service = await openService(home);
      service.subscribe((delta) => heard.push(delta));
      await service.ingest(RUN, "owner", numbered([runStart()]));
      middle = service.currentSeq();
      const events = [
        callStart("1", ask("x", true)),
        callChunk("1", chatStream(["a", "b"])),
        streamEnd("1"),
      ];
      await service.ingest(RUN, STREAM, numbered(events));
      expect(service.currentSeq()).toBe(heard.at(-1)?.seq ?? 0);
      await service.settle(RUN);
    }
    expect(heard.some((delta) => delta.type === "node.chunk")).toBe(true);
    const kept = heard.filter((delta) => delta.type !== "node.chunk");

    await using service = await openService(home);
    const last = heard.at(-1)?.seq;
    expect(await replayed(service, 0)).toEqual({ list: kept, seq: last, reset: false });
    const rest = kept.filter((delta) => delta.seq > middle);
    expect(await replayed(service, middle)).toEqual({ list: rest, seq: last, reset: false });

    service.subscribe((delta) => heard.push(delta));
    await service.ingest(RUN, STREAM, numbered([callStart("2", ask("y"))], 4));
    expect(heard.at(-1)?.seq).toBe((last ?? 0) + 1);
  });

  test("of one session leaves the others out", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.ingest(RUN, "owner", numbered([runStart()]));
    const other = await service.createSession({ name: "other" });
    const { list } = await replayed(service, 0, other.session_id);
    expect(list).toMatchObject([{ type: "session.updated", session_id: other.session_id }]);
  });

  test("from a number that this store never gave asks the client to load anew", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.createSession({});
    expect(await replayed(service, 99)).toEqual({ list: [], seq: 1, reset: true });
  });

  test("goes over many pages in order", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await service.ingest(RUN, "owner", numbered([runStart()]));
    const calls = Array.from({ length: 700 }, (_, index) => callStart(String(index), ask("x")));
    await service.ingest(RUN, STREAM, numbered(calls));
    const { list } = await replayed(service, 0);
    expect(list).toHaveLength(702);
    expect(list.map((delta) => delta.seq)).toEqual(list.map((_, index) => index + 1));
  });
});

describe("subscribe()", () => {
  test("one listener's failure keeps no other from hearing, and its undo ends it", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const heard: string[] = [];
    service.subscribe(() => {
      throw new Error("broken client");
    });
    const stop = service.subscribe((delta) => heard.push(delta.type));
    await service.createSession({});
    stop();
    await service.createSession({});
    expect(heard).toEqual(["session.updated"]);
  });

  test("a listener finds in the store what it is told", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    const found: Promise<unknown>[] = [];
    service.subscribe((delta) => {
      if (delta.type === "node.updated") found.push(service.node(RUN, delta.data.id));
    });
    await service.ingest(RUN, "owner", numbered([runStart()]));
    const events = [callStart("1", ask("x")), callEnd("1", chatAnswer("y"))];
    await service.ingest(RUN, STREAM, numbered(events));
    expect(await Promise.all(found)).toMatchObject([{ status: "ok", session_id: SESSION }]);
  });
});
