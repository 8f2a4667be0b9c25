import { describe, expect, test } from "vitest";
import { numbered, openService, runStart, temporaryHome } from "./recorded-run.ts";

const SESSIONS = [
  { session_id: "abc222222222", session_name: "weather", run_id: "rabc22222222" },
  { session_id: "abd222222222", session_name: "weather", run_id: "rabd22222222" },
  { session_id: "xyz222222222", session_name: "abc", run_id: "qxyz22222222" },
];

async function openWithSessions(home: ReturnType<typeof temporaryHome>) {
  const service = await openService(home);
  for (const [index, ids] of SESSIONS.entries()) {
    const start = runStart({ ...ids, started_at: 1_700_000_000_000 + index });
    await service.ingest(ids.run_id, "owner", numbered([start]));
  }
  return service;
}

describe("findSession()", () => {
  test.each([
    ["an id", "abc222222222", "abc222222222"],
    ["a name, of two the newest", "weather", "abd222222222"],
    ["a name that also starts an id", "abc", "xyz222222222"],
    ["a prefix of one id", "abd", "abd222222222"],
    ["a prefix of one letter", "x", "xyz222222222"],
    ["last", "last", "xyz222222222"],
  ])("finds %s", async (_, reference, id) => {
    using home = temporaryHome();
    await using service = await openWithSessions(home);
    expect((await service.findSession(reference)).session_id).toBe(id);
  });

  test("names the candidates of an ambiguous prefix", async () => {
    using home = temporaryHome();
    await using service = await openWithSessions(home);
    await expect(service.findSession("ab")).rejects.toMatchObject({
      code: "conflict",
      message:
        'Cannot tell which session "ab" means: it starts the ids abd222222222 (weather), abc222222222 (weather)',
    });
  });

  test.each(["", "nothing", "a%", "ABC"])("knows no session %j", async (reference) => {
    using home = temporaryHome();
    await using service = await openWithSessions(home);
    await expect(service.findSession(reference)).rejects.toMatchObject({ code: "not_found" });
  });

  test("last is the session of the newest run, not the newest session", async () => {
    using home = temporaryHome();
    await using service = await openWithSessions(home);
    const again = runStart({ ...SESSIONS[0], run_id: "rnew22222222" });
    await service.ingest("rnew22222222", "owner", numbered([again]));
    expect((await service.findSession("last")).session_id).toBe("abc222222222");
    expect((await service.latestRun("abc222222222")).run_id).toBe("rnew22222222");
  });

  test("there is no last session in an empty store", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await expect(service.findSession("last")).rejects.toMatchObject({
      code: "not_found",
      message: 'Cannot find session "last": there is none yet',
    });
  });
});

describe("findRun()", () => {
  test.each([
    ["rabd22222222", "rabd22222222"],
    ["rabc", "rabc22222222"],
    ["q", "qxyz22222222"],
    ["last", "qxyz22222222"],
  ])("finds %s", async (reference, id) => {
    using home = temporaryHome();
    await using service = await openWithSessions(home);
    expect((await service.findRun(reference)).run_id).toBe(id);
  });

  test("names the candidates of an ambiguous prefix, with their labels", async () => {
    using home = temporaryHome();
    await using service = await openWithSessions(home);
    await service.patchRun("rabc22222222", { label: "baseline" });
    await expect(service.findRun("rab")).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("rabd22222222, rabc22222222 (baseline)"),
    });
    await expect(service.findRun("zz")).rejects.toMatchObject({ code: "not_found" });
  });
});
