// The routes that run a run again or end one, over a real store, without a port.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createApp } from "#src/server/create-app.ts";
import { createRerunStarter } from "#src/server/start-rerun.ts";
import { createTestContext, TEST_PORT, TEST_TOKEN } from "#test/support/server-context.ts";
import {
  RUN,
  STREAM,
  ask,
  callEnd,
  callStart,
  chatAnswer,
  numbered,
  openService,
  runEnd,
  runStart,
  temporaryHome,
} from "#test/runs/recorded-run.ts";

/** A server over a run of one call, whose program is a file that may be missing. */
async function startServer(home: ReturnType<typeof temporaryHome>) {
  const service = await openService(home);
  const project = join(home.home, "project");
  mkdirSync(project);
  const command = { script: join(project, "agent.ts"), args: [], cwd: project };
  await service.ingest(RUN, "owner", numbered([runStart({ command }), runEnd()]));
  const call = [callStart("1", ask("a")), callEnd("1", chatAnswer("b"))];
  await service.ingest(RUN, STREAM, numbered(call));
  const reruns = createRerunStarter({ runs: service, directories: home });
  const app = createApp({ ...createTestContext(), runs: service, reruns });
  const send = async (method: string, path: string, body?: unknown) => {
    const answer = await app.handle(
      new Request(`http://127.0.0.1:${TEST_PORT}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${TEST_TOKEN}`,
          host: `127.0.0.1:${TEST_PORT}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    return { status: answer.status, body: (await answer.json()) as unknown };
  };
  return { service, send, script: command.script };
}

test("a program whose file is gone is not started: 422", async () => {
  using home = temporaryHome();
  const { service, send, script } = await startServer(home);
  await using _ = service;
  expect(await send("POST", `/runs/${RUN}/rerun`, {})).toEqual({
    status: 422,
    body: {
      error: {
        code: "program_failed",
        message: `Cannot run "${script}" again: the file is gone`,
        hint: "put it back, or record it from where it is now",
      },
    },
  });
  const problem = `Cannot run "${script}" again: the file is gone`;
  const lost = await send("POST", `/runs/${RUN}/rerun`, { dry: true });
  expect(lost).toMatchObject({ status: 200, body: { background: { problem } } });
  writeFileSync(script, "");
  const dry = await send("POST", `/runs/${RUN}/rerun`, { dry: true });
  expect(dry).toMatchObject({ status: 200, body: { run_id: RUN, cached: 1, calls: [] } });
  // Whoever delivered the run has not told the environment of its program.
  expect(dry.body).toMatchObject({ background: { problem: null, environment: "server" } });
});

test("a program that came on standard input is not started in the background", async () => {
  using home = temporaryHome();
  const { service, send } = await startServer(home);
  await using _ = service;
  const command = { script: "-", args: [], cwd: home.home };
  const piped = "r33333333333";
  await service.ingest(piped, "owner", numbered([runStart({ run_id: piped, command }), runEnd()]));
  expect(await send("POST", `/runs/${piped}/rerun`, {})).toMatchObject({
    status: 422,
    body: { error: { message: "Cannot run the program again: it came on standard input" } },
  });
});

const REFUSED = [
  { route: "rerun", body: { dryy: true }, status: 400, message: 'Cannot use "dryy" of the body' },
  {
    route: "rerun",
    body: { match: { mode: "x", ignore: [] } },
    status: 400,
    message: 'Cannot use "match.mode" of the body',
  },
  {
    route: "rerun",
    body: { timeout: 0 },
    status: 400,
    message: 'Cannot use "timeout" of the body',
  },
  // A timer that is set to more goes off at once.
  {
    route: "rerun",
    body: { timeout: 1e300 },
    status: 400,
    message: 'Cannot use "timeout" of the body',
  },
  ...[[], [{ dry: true }], null, 7, "dry"].flatMap((body) =>
    ["rerun", "replay", "stop"].map((route) => ({
      route,
      body,
      status: 400,
      message: "Cannot use the body: expected object",
    })),
  ),
  {
    route: "rerun",
    body: { match: { mode: "ignore-paths", ignore: ["model", "a..b"] }, dry: true },
    status: 400,
    message: 'Cannot use "match.ignore.1" of the body: "a..b" is no path',
  },
  {
    route: "replay",
    body: { match: { mode: "position", ignore: ["model"] } },
    status: 400,
    message: 'Cannot use "match.ignore" of the body: the mode "position" ignores no paths',
  },
  { route: "replay", body: { dry: true }, status: 400, message: 'Cannot use "dry" of the body' },
  { route: "stop", body: {}, status: 409, message: `Cannot stop run "${RUN}": it is finished` },
];

test.each(REFUSED)("POST /runs/:run/$route refuses $body", async (refused) => {
  using home = temporaryHome();
  const { service, send } = await startServer(home);
  await using _ = service;
  const answer = await send("POST", `/runs/${RUN}/${refused.route}`, refused.body);
  expect(answer.status).toBe(refused.status);
  expect(JSON.stringify(answer.body)).toContain(JSON.stringify(refused.message).slice(1, -1));
  expect(await service.listRuns((await service.findRun(RUN)).session_id)).toHaveLength(1);
});

test("a cache that is erased serves nothing, and the preview says so", async () => {
  using home = temporaryHome();
  const { service, send } = await startServer(home);
  await using _ = service;
  const erased = await send("DELETE", `/runs/${RUN}/cache`);
  expect(erased).toEqual({ status: 200, body: { run_id: RUN, in_use_by: [] } });
  const dry = await send("POST", `/runs/${RUN}/rerun`, { dry: true });
  expect(dry.body).toMatchObject({ cached: 0, calls: [{ node_id: "n1", effect: "uncached" }] });
  const replay = await send("POST", `/runs/${RUN}/replay`);
  expect(replay.body).toMatchObject({ entries: 0 });
});

test("the cache of a whole session is erased by its name", async () => {
  using home = temporaryHome();
  const { service, send } = await startServer(home);
  await using _ = service;
  const { session_id } = await service.findRun(RUN);
  const erased = await send("DELETE", `/sessions/${session_id}/cache`);
  expect(erased).toEqual({ status: 200, body: { session_id, in_use_by: [] } });
  const replay = await send("POST", `/runs/${RUN}/replay`);
  expect(replay.body).toMatchObject({ entries: 0 });
});

test("a run that is over is settled", async () => {
  using home = temporaryHome();
  const { service, send } = await startServer(home);
  await using _ = service;
  const answer = await send("GET", `/runs/${RUN}/settled`);
  expect(answer.body).toMatchObject({ settled: true, run: { run_id: RUN, status: "finished" } });
});
