// What every store must do, whatever database stands behind it.
import { describe, expect, test } from "vitest";
import type {
  EditRecord,
  NewRun,
  NewSession,
  NewText,
  NodeFinish,
  NodeStart,
  RunRecord,
  SessionFilter,
} from "#src/store/records.ts";
import type { Store, StoreWriter } from "#src/store/store.ts";

/** Opens the same store again and again; `dispose` deletes it. */
export interface StoreSubject extends Disposable {
  open(): Promise<Store>;
}

export function sessionNamed(sessionId: string, changes: Partial<NewSession> = {}): NewSession {
  return {
    sessionId,
    name: "agent",
    kind: "record",
    userId: null,
    createdAt: 1_000,
    config: {},
    metadata: {},
    ...changes,
  };
}

export function runOf(sessionId: string, runId: string, changes: Partial<NewRun> = {}): NewRun {
  return {
    runId,
    sessionId,
    parentRunId: null,
    command: { script: "/a.ts", args: [], cwd: "/" },
    pid: 1,
    startedAt: 2_000,
    aoVersion: "0.1.0",
    environmentNames: [],
    replay: null,
    subrun: null,
    seed: null,
    ...changes,
  };
}

export function nodeOf(runId: string, changes: Partial<NodeStart> = {}): NodeStart {
  return {
    runId,
    askedBody: null,
    process: "0",
    method: "POST",
    callId: null,
    engineKey: null,
    operation: "openai.chat",
    kind: "llm",
    label: "a call",
    provider: "openai",
    model: "gpt-4o",
    status: "running",
    reason: "",
    startedAt: 3_000,
    durationMs: null,
    url: null,
    location: null,
    stack: null,
    inputHash: null,
    occurrence: 0,
    retryOf: null,
    streamed: false,
    preview: "",
    error: null,
    requestBody: null,
    requestType: null,
    input: null,
    output: null,
    inputOrder: null,
    ...changes,
  };
}

const FINISH: NodeFinish = {
  status: "ok",
  source: "live",
  reason: "",
  servedFrom: null,
  edited: null,
  miss: null,
  model: null,
  durationMs: 1,
  firstByteMs: null,
  httpStatus: 200,
  tokens: null,
  cost: null,
  streamed: false,
  preview: "",
  error: null,
  responseBody: null,
  responseType: null,
  output: null,
  outputOrder: null,
};

async function addRun(writer: StoreWriter, session: string, run: string): Promise<void> {
  await writer.sessions.insert(sessionNamed(session));
  await writer.runs.insert(runOf(session, run));
}

async function addCall(writer: StoreWriter, run: string, bytes: Buffer): Promise<number> {
  const { body } = await writer.bodies.put(bytes);
  await writer.nodes.insert(nodeOf(run, { requestBody: body }));
  return body;
}

function textOf(text: string, changes: Partial<NewText> = {}): NewText {
  const hash = BigInt.asIntN(64, BigInt(Bun.hash(text)));
  return { number: 1, side: "input", path: "p", start: 0, text, hash, ...changes };
}

/** The runs of the texts that may have all terms. */
async function found(store: Store, terms: readonly string[]): Promise<string[]> {
  const places = await store.reader.texts.candidates(terms, { before: null, limit: 100 });
  return places.map(({ runId }) => runId);
}

function log(session_id: string, message: string) {
  return { type: "log", session_id, data: { level: "info", message } } as const;
}

function subrunOf(runId: string, of: string, path: string): NewRun {
  return runOf("s", runId, { subrun: { of, name: path, path } });
}

function idsOf(records: readonly RunRecord[]): string[] {
  return records.map(({ run }) => run.run_id);
}

/** The suite; `create` gives a new, empty store for each test. */
export function testStoreContract(name: string, create: () => StoreSubject): void {
  describe(`${name} keeps the contract of a store`, () => {
    describe("subruns", () => {
      test("are found below what holds them, by their path, and are no run of the session's", async () => {
        using subject = create();
        await using store = await subject.open();
        await store.transaction(async (writer) => {
          await addRun(writer, "s", "r");
          await writer.runs.insert(runOf("s", "q"));
          await writer.runs.insert(subrunOf("a", "r", "x"));
          await writer.runs.insert(subrunOf("b", "q", "x"));
          await writer.runs.insert(subrunOf("c", "a", "x/y"));
        });
        const { runs, sessions } = store.reader;
        expect(idsOf(await runs.subrunsOf("r"))).toEqual(["a", "c"]);
        expect(idsOf(await runs.subrunsOf("c"))).toEqual([]);
        expect(idsOf(await runs.atPath("s", "x"))).toEqual(["a", "b"]);
        expect((await runs.latestOf("s"))?.run_id).toBe("q");
        expect((await sessions.get("s"))?.runs).toBe(2);
        expect((await runs.get("c"))?.run).toMatchObject({ subrun_of: "a", path: "x/y" });
      });
    });

    test("a program's log is kept in order, and gone with its session", async () => {
      using subject = create();
      await using store = await subject.open();
      await store.transaction(async (writer) => {
        await addRun(writer, "s", "r");
        for (const success of [true, false, null]) {
          await writer.programLog.add({ runId: "r", at: 5, entry: `"${success}"`, success });
        }
      });
      const { programLog } = store.reader;
      expect((await programLog.of("r")).map(({ entry }) => entry)).toEqual([
        '"true"',
        '"false"',
        '"null"',
      ]);
      expect(await programLog.lastSuccess("r")).toBe(false);
      await store.transaction((writer) => writer.sessions.delete(["s"]));
      expect(await programLog.of("r")).toEqual([]);
      expect(await programLog.lastSuccess("r")).toBeNull();
    });

    describe("transactions", () => {
      test("what a failed one wrote is gone, and the next one works", async () => {
        using subject = create();
        await using store = await subject.open();
        const failed = store.transaction(async (writer) => {
          await writer.sessions.insert(sessionNamed("a"));
          throw new Error("stop");
        });
        await expect(failed).rejects.toThrow("stop");
        await store.transaction((writer) => writer.sessions.insert(sessionNamed("b")));
        expect(await store.reader.sessions.ids()).toEqual(["b"]);
      });

      test("the reader sees nothing of one under way", async () => {
        using subject = create();
        await using store = await subject.open();
        await store.transaction(async (writer) => {
          await writer.sessions.insert(sessionNamed("a"));
          expect(await store.reader.sessions.get("a")).toBeNull();
          expect(await writer.sessions.get("a")).not.toBeNull();
        });
        expect(await store.reader.sessions.get("a")).not.toBeNull();
      });

      test("many at once run one after the other", async () => {
        using subject = create();
        await using store = await subject.open();
        await store.transaction((writer) => addRun(writer, "s", "r"));
        const orders = await Promise.all(
          Array.from({ length: 50 }, () =>
            store.transaction(async (writer) => {
              const order = await writer.runs.nextOrder("r");
              await Promise.resolve();
              await writer.runs.setMatched("r", order);
              return order;
            }),
          ),
        );
        expect(orders).toEqual(orders.map((_, index) => index + 1));
      });

      test("everything is there after opening again", async () => {
        using subject = create();
        const bytes = Buffer.from("x".repeat(10_000));
        let body = 0;
        {
          await using store = await subject.open();
          await store.transaction(async (writer) => {
            await addRun(writer, "s", "r");
            ({ body } = await writer.bodies.put(bytes));
            const shown = { body, format: "text" as const };
            await writer.nodes.insert(nodeOf("r", { callId: "c:1", input: shown }));
            await writer.streams.setLastSeq("r", "owner", 7);
          });
        }
        await using store = await subject.open();
        expect(Buffer.from(await store.reader.bodies.read(body))).toEqual(bytes);
        expect(await store.reader.streams.lastSeq("r", "owner")).toBe(7);
        expect(await store.reader.nodes.byCall("r", "c:1")).toMatchObject({ number: 1 });
      });
    });

    describe("sessions", () => {
      test("pages stay stable while sessions are added and deleted", async () => {
        using subject = create();
        await using store = await subject.open();
        const add = (id: string) =>
          store.transaction((writer) => writer.sessions.insert(sessionNamed(id)));
        for (const id of ["a", "b", "c", "d", "e"]) await add(id);
        const first = await store.reader.sessions.list({ limit: 2 });
        await add("f");
        await store.transaction((writer) => writer.sessions.delete(["d"]));
        const cursor = first.nextCursor ?? "";
        const second = await store.reader.sessions.list({ limit: 2, cursor });
        const third = await store.reader.sessions.list({
          limit: 2,
          cursor: second.nextCursor ?? "",
        });
        const ids = [first, second, third].map((page) => page.sessions.map((s) => s.session_id));
        expect(ids).toEqual([["e", "d"], ["c", "b"], ["a"]]);
        expect(third.nextCursor).toBeNull();
        const unknown = store.reader.sessions.list({ limit: 2, cursor: "x" });
        await expect(unknown).rejects.toMatchObject({ code: "bad_input" });
      });

      test.each([
        ["by its name", { search: { terms: ["WEATH"], sessionIds: [] } }, ["weather"]],
        ["by a run's label", { search: { terms: ["blue sky"], sessionIds: [] } }, ["labelled"]],
        ["by a run's note", { search: { terms: ["100%"], sessionIds: [] } }, ["noted"]],
        ["by a node's label", { search: { terms: ["lighthouse"], sessionIds: [] } }, ["called"]],
        [
          "with all terms in one field",
          { search: { terms: ["sky", "blue"], sessionIds: [] } },
          ["labelled"],
        ],
        ["that are known to fit", { search: { terms: ["x9"], sessionIds: ["n"] } }, ["noted"]],
        ["without wildcards", { search: { terms: ["%"], sessionIds: [] } }, ["noted"]],
        ["that are active", { status: "active" }, ["called"]],
        ["that are idle", { status: "idle" }, ["noted", "labelled", "weather"]],
        ["of a status none has", { status: "expired" }, []],
        ["of a user", { userId: "ann" }, ["weather"]],
        ["of a kind", { kind: "repl" as const }, ["labelled"]],
      ])("are found %s", async (_, filter, names) => {
        using subject = create();
        await using store = await subject.open();
        await store.transaction(async (writer) => {
          await writer.sessions.insert(sessionNamed("w", { name: "weather", userId: "ann" }));
          await writer.sessions.insert(sessionNamed("l", { name: "labelled", kind: "repl" }));
          await writer.sessions.insert(sessionNamed("n", { name: "noted" }));
          await writer.sessions.insert(sessionNamed("c", { name: "called" }));
          for (const id of ["l", "n", "c"]) await writer.runs.insert(runOf(id, `run-${id}`));
          await writer.runs.patch("run-l", { label: "a blue sky" });
          await writer.runs.patch("run-n", { note: "done to 100%" });
          await writer.nodes.insert(nodeOf("run-c", { label: "see the Lighthouse" }));
          for (const id of ["run-l", "run-n"]) {
            const nothing = { endedAt: null, durationMs: null, exitCode: 0, signal: null };
            await writer.runs.end(id, { status: "finished", ...nothing });
          }
        });
        const page = await store.reader.sessions.list({ limit: 10, ...filter });
        expect(page.sessions.map((session) => session.name)).toEqual(names);
      });

      test("are in order by name, cost, tokens and time, page by page, and filtered by their newest run", async () => {
        using subject = create();
        await using store = await subject.open();
        await store.transaction(async (writer) => {
          for (const [id, name] of ["B2", "a1", "c3", "d4"].entries()) {
            await writer.sessions.insert(sessionNamed(`s${id}`, { name }));
            await writer.runs.insert(runOf(`s${id}`, `r${id}`));
            const used = { input: id === 3 ? 5 : id, output: 1, cached: 0 };
            await writer.runs.addUsage(`r${id}`, { tokens: used, cost: 1 / (id + 1) });
            const end = { endedAt: 0, exitCode: 0, signal: null };
            await writer.runs.end(`r${id}`, { status: "finished", durationMs: id % 2, ...end });
          }
          await writer.runs.insert(runOf("s0", "r9"));
          await writer.runs.patch("r9", { label: "control", result: "failed" });
          await writer.runs.patch("r0", { result: "satisfactory", colour: "red" });
        });
        const names = async (filter: Partial<SessionFilter>): Promise<string> => {
          const found: string[] = [];
          for (let cursor: string | undefined; ;) {
            const page = await store.reader.sessions.list({ limit: 2, ...filter, cursor });
            found.push(...page.sessions.map(({ name }) => name));
            if (page.nextCursor === null) return found.join(" ");
            cursor = page.nextCursor;
          }
        };
        expect(await names({ sort: "newest" })).toBe("d4 c3 a1 B2");
        expect(await names({ sort: "name" })).toBe("a1 B2 c3 d4");
        expect(await names({ sort: "cost" })).toBe("B2 a1 c3 d4");
        expect(await names({ sort: "tokens" })).toBe("d4 c3 a1 B2");
        expect(await names({ sort: "duration" })).toBe("d4 a1 c3 B2");
        expect(await names({ result: "satisfactory" })).toBe("B2");
        expect(await names({ result: "failed" })).toBe("");
        expect(await names({ result: "none", sort: "name" })).toBe("a1 c3 d4");
        expect(await names({ colour: "red", status: "finished" })).toBe("B2");
        const other = store.reader.sessions.list({ limit: 2, sort: "cost", cursor: "s3" });
        await expect(other).rejects.toMatchObject({ code: "bad_input" });
      });

      test("deleting one takes all that is its own and nothing else", async () => {
        using subject = create();
        await using store = await subject.open();
        const shared = Buffer.from("shared ".repeat(3_000));
        const own = Buffer.concat([shared, Buffer.from("own ".repeat(3_000))]);
        const bodies = await store.transaction(async (writer) => {
          await addRun(writer, "s", "r");
          await addRun(writer, "t", "q");
          const session_id = "s";
          await writer.deltas.append(
            { type: "log", session_id, data: { level: "info", message: "x" } },
            { keep: true },
          );
          return {
            own: await addCall(writer, "r", own),
            both: await addCall(writer, "r", shared),
            other: await addCall(writer, "q", shared),
          };
        });
        expect(bodies.both).toBe(bodies.other);
        await store.transaction((writer) => writer.sessions.delete(["s"]));
        expect(await store.reader.runs.get("r")).toBeNull();
        expect(await store.reader.nodes.page("r", 0, 10)).toEqual([]);
        expect(Buffer.from(await store.reader.bodies.read(bodies.other))).toEqual(shared);
        await expect(store.reader.bodies.read(bodies.own)).rejects.toThrow();
        expect(await store.reader.deltas.range({ since: 0, until: 99, limit: 9 })).toEqual([]);
        // One that is no more is no mistake: somebody else may have deleted it.
        await store.transaction((writer) => writer.sessions.delete(["s", "t"]));
        expect(await store.reader.runs.get("q")).toBeNull();
        await expect(store.reader.bodies.read(bodies.other)).rejects.toThrow();
      });
    });

    describe("runs", () => {
      test("deleting one takes what is its own, and sends the others' texts to be added again", async () => {
        using subject = create();
        await using store = await subject.open();
        const shared = Buffer.from("shared ".repeat(3_000));
        const own = Buffer.from("own ".repeat(3_000));
        const bodies = await store.transaction(async (writer) => {
          await addRun(writer, "s", "r");
          await writer.runs.insert(runOf("s", "q", { parentRunId: "r" }));
          await writer.texts.add("r", [textOf("said in both"), textOf("said in one")]);
          await writer.texts.add("q", [textOf("said in both")]);
          for (const run of ["r", "q"]) {
            await writer.runs.setIndexed(run, await writer.runs.nextOrder(run));
          }
          const added = [await addCall(writer, "r", own), await addCall(writer, "r", shared)];
          await addCall(writer, "q", shared);
          return added;
        });
        expect(await store.reader.runs.unindexed()).toEqual([]);
        await store.transaction((writer) => writer.runs.delete(["r"]));
        expect(await store.reader.runs.get("r")).toBeNull();
        expect((await store.reader.runs.get("q"))?.run.parent_run_id).toBe("r");
        await expect(store.reader.bodies.read(bodies[0] ?? 0)).rejects.toThrow();
        expect(Buffer.from(await store.reader.bodies.read(bodies[1] ?? 0))).toEqual(shared);
        expect(await found(store, ["said"])).toEqual([]);
        expect((await store.reader.runs.unindexed()).map(({ run }) => run.run_id)).toEqual(["q"]);
      });
    });

    describe("texts", () => {
      test.each([
        ["a part of a word", ["042"], ["parcel"]],
        ["a text whatever its case", ["KÖLN"], ["parcel"]],
        ["all of several", ["köln", "a-1042"], ["parcel"]],
        ["nothing where one is missing", ["köln", "berlin"], []],
        ["a word of a language without spaces", ["東京都"], ["tokyo"]],
        [
          "maybe any where a term is too short to be looked up",
          ["京"],
          ["marks", "tokyo", "parcel"],
        ],
        ["quotation marks and stars", ['"*"'], ["marks"]],
        ["the newest first", ["the"], ["marks", "parcel"]],
      ])("are found by %s", async (_, terms, paths) => {
        using subject = create();
        await using store = await subject.open();
        await store.transaction(async (writer) => {
          await addRun(writer, "s", "r");
          await writer.texts.add("r", [
            textOf("the parcel A-1042 is in Köln", { path: "parcel" }),
            textOf("東京都は日本の首都", { path: "tokyo" }),
            textOf('the marks "*" stay', { path: "marks" }),
          ]);
        });
        const places = await store.reader.texts.candidates(terms, { before: null, limit: 10 });
        expect(places.map(({ path }) => path)).toEqual(paths);
      });

      test("are kept once per session, page by page, and go with it", async () => {
        using subject = create();
        await using store = await subject.open();
        await store.transaction(async (writer) => {
          await addRun(writer, "s", "r");
          await addRun(writer, "t", "q");
          for (const run of ["r", "r", "q"]) {
            await writer.texts.add(run, [textOf("one word"), textOf("another word")]);
          }
        });
        const first = await store.reader.texts.candidates(["word"], { before: null, limit: 3 });
        expect(first.map(({ runId }) => runId)).toEqual(["q", "q", "r"]);
        const before = first.at(-1)?.id ?? 0;
        const rest = await store.reader.texts.candidates(["word"], { before, limit: 3 });
        expect(rest).toMatchObject([{ runId: "r", sessionId: "s", number: 1, side: "input" }]);
        const others = { before: null, limit: 9, except: ["s"] };
        const ofOthers = await store.reader.texts.candidates(["word"], others);
        expect(ofOthers.map(({ runId }) => runId)).toEqual(["q", "q"]);
        await store.transaction((writer) => writer.sessions.delete(["t"]));
        expect(await found(store, ["word"])).toEqual(["r", "r"]);
        await store.transaction((writer) => writer.sessions.delete(["s"]));
        expect(await found(store, ["word"])).toEqual([]);
      });
    });

    describe("bodies", () => {
      test.each([0, 1, 63, 64, 4096, 4097, 100_000])(
        "of %d bytes come back exactly",
        async (size) => {
          using subject = create();
          await using store = await subject.open();
          const text = Buffer.from("all work and no play ".repeat(size)).subarray(0, size);
          const noise = crypto.getRandomValues(new Uint8Array(Math.min(size, 65_536)));
          for (const bytes of [text, noise]) {
            const put = await store.transaction((writer) => writer.bodies.put(bytes));
            const again = await store.transaction((writer) => writer.bodies.put(bytes.slice()));
            expect(again).toEqual({ body: put.body, added: 0 });
            expect(Buffer.from(await store.reader.bodies.read(put.body))).toEqual(
              Buffer.from(bytes),
            );
          }
        },
      );

      test("a history that grows over fifty calls takes less than the last call alone", async () => {
        using subject = create();
        await using store = await subject.open();
        let added = 0;
        let last = 0;
        const messages: unknown[] = [];
        for (let call = 0; call < 50; call++) {
          const noise = crypto.getRandomValues(new Uint8Array(1_700));
          messages.push({ role: "user", content: Buffer.from(noise).toString("hex") });
          messages.push({ role: "assistant", content: `answer ${call} `.repeat(80) });
          const bytes = Buffer.from(
            JSON.stringify({ model: "m", messages, tools: [{ name: "t" }] }),
          );
          last = bytes.length;
          added += (await store.transaction((writer) => writer.bodies.put(bytes))).added;
        }
        expect(last).toBeGreaterThan(200_000);
        expect(added).toBeLessThan(last);
      });
    });

    describe("edits", () => {
      const edit = (body: number | null, changes: Partial<EditRecord> = {}): EditRecord => ({
        runId: "r",
        number: 1,
        side: "output",
        body,
        createdAt: 5_000,
        ...changes,
      });

      test("a node has one, the last; a run's edits are its own", async () => {
        using subject = create();
        await using store = await subject.open();
        const [first, second] = await store.transaction(async (writer) => {
          await addRun(writer, "s", "r");
          await addRun(writer, "t", "q");
          await addCall(writer, "r", Buffer.from("{}"));
          const bodies = [];
          for (const text of ['"first"', '"second"']) {
            const { body } = await writer.bodies.put(Buffer.from(text));
            await writer.edits.put(edit(body, { side: body % 2 === 0 ? "input" : "output" }));
            bodies.push(body);
          }
          await writer.edits.put(edit(null, { number: 7 }));
          return bodies;
        });
        const { reader } = store;
        expect(await reader.edits.get("r", 1)).toMatchObject({ body: second, createdAt: 5_000 });
        expect((await reader.edits.of("r")).map(({ number }) => number)).toEqual([1, 7]);
        expect(await reader.edits.of("q")).toEqual([]);
        await expect(reader.bodies.read(first ?? 0)).rejects.toThrow();
        // One that puts an original back is none in force.
        expect((await reader.runs.get("r"))?.run.edits).toBe(1);
      });

      test("one that is taken back leaves no body, unless a call has the same", async () => {
        using subject = create();
        await using store = await subject.open();
        const own = Buffer.from("own ".repeat(5_000));
        const recorded = Buffer.from('{"recorded":true}');
        const [ownBody, recordedBody] = await store.transaction(async (writer) => {
          await addRun(writer, "s", "r");
          const shared = await addCall(writer, "r", recorded);
          const { body } = await writer.bodies.put(own);
          await writer.edits.put(edit(body));
          await writer.edits.put(edit(shared, { number: 2 }));
          return [body, shared] as const;
        });
        const gone = await store.transaction(async (writer) => [
          await writer.edits.delete("r", 1),
          await writer.edits.delete("r", 2),
          await writer.edits.delete("r", 2),
        ]);
        expect(gone).toEqual([true, true, false]);
        await expect(store.reader.bodies.read(ownBody)).rejects.toThrow();
        expect(Buffer.from(await store.reader.bodies.read(recordedBody))).toEqual(recorded);
      });

      test("the edits that a run was made with count, until its own replace them", async () => {
        using subject = create();
        await using store = await subject.open();
        await store.transaction(async (writer) => {
          await addRun(writer, "s", "r");
          await writer.nodes.insert(nodeOf("r"));
          await writer.nodes.finish("r", 1, { ...FINISH, edited: "output" });
        });
        const count = async () => (await store.reader.runs.get("r"))?.run.edits;
        expect(await count()).toBe(1);
        expect(await store.reader.nodes.edited("r")).toMatchObject([{ number: 1 }]);
        await store.transaction((writer) => writer.edits.put(edit(null)));
        expect(await count()).toBe(0);
        await store.transaction((writer) => writer.edits.delete("r", 1));
        expect(await count()).toBe(1);
      });

      test("go with their session", async () => {
        using subject = create();
        await using store = await subject.open();
        const body = await store.transaction(async (writer) => {
          await addRun(writer, "s", "r");
          const put = await writer.bodies.put(Buffer.from('"edited"'));
          await writer.edits.put(edit(put.body));
          return put.body;
        });
        await store.transaction((writer) => writer.sessions.delete(["s"]));
        expect(await store.reader.edits.of("r")).toEqual([]);
        await expect(store.reader.bodies.read(body)).rejects.toThrow();
      });
    });

    describe("what a program writes", () => {
      test("is kept in its order, with how much there is, and goes with its session", async () => {
        using subject = create();
        await using store = await subject.open();
        const part = (text: string, truncated = false) =>
          ({ runId: "r", process: "0", stream: "stdout", at: 1.5, text, truncated }) as const;
        await store.transaction(async (writer) => {
          await addRun(writer, "s", "r");
          await writer.programOutput.add(part("one"));
          await writer.programOutput.add(part("zwölf", true));
        });
        const { programOutput } = store.reader;
        expect(await programOutput.of("r")).toEqual([part("one"), part("zwölf", true)]);
        expect(await programOutput.extent("r")).toEqual({ length: 8, truncated: true });
        expect(await programOutput.extent("other")).toEqual({ length: 0, truncated: false });
        await store.transaction((writer) => writer.sessions.delete(["s"]));
        expect(await programOutput.of("r")).toEqual([]);
      });
    });

    describe("deltas", () => {
      test("numbers go on after opening again, those of deltas that are not kept included", async () => {
        using subject = create();
        {
          await using store = await subject.open();
          await store.transaction(async (writer) => {
            await writer.deltas.append(log("s", "one"), { keep: true });
            await writer.deltas.append(log("s", "two"), { keep: false });
          });
        }
        await using store = await subject.open();
        expect(await store.reader.deltas.bounds()).toEqual({ last: 2, pruned: 0 });
        const next = await store.transaction((writer) =>
          writer.deltas.append(log("t", "three"), { keep: true }),
        );
        expect(next).toEqual({ ...log("t", "three"), seq: 3 });
        const all = await store.reader.deltas.range({ since: 0, until: 3, limit: 10 });
        expect(all.map((delta) => delta.seq)).toEqual([1, 3]);
        const ofSession = { since: 0, until: 3, limit: 10, sessionId: "t" };
        expect(await store.reader.deltas.range(ofSession)).toEqual([next]);
      });

      test("a number given in a failed transaction is given again", async () => {
        using subject = create();
        await using store = await subject.open();
        const failed = store.transaction(async (writer) => {
          await writer.deltas.append(log("s", "lost"), { keep: true });
          throw new Error("stop");
        });
        await expect(failed).rejects.toThrow("stop");
        expect(await store.reader.deltas.bounds()).toEqual({ last: 0, pruned: 0 });
      });
    });
  });
}
