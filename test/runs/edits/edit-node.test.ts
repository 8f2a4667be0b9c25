import { describe, expect, test } from "vitest";
import type { EditRequest } from "#src/protocol/edit.ts";
import type { Graph } from "#src/protocol/graph.ts";
import type { RunDelta } from "#src/protocol/socket-api.ts";
import type { RunService } from "#src/runs/run-service.ts";
import {
  RUN,
  STREAM,
  ask,
  callEnd,
  callStart,
  chatAnswer,
  numbered,
  openService,
  readGraph,
  runEnd,
  temporaryHome,
} from "#test/runs/recorded-run.ts";
import {
  RERUN,
  recordChain,
  recordEditedRerun,
  recordRerun,
  servedFrom,
  toolAnswer,
} from "#test/runs/edits/edited-run.ts";

const SAID = "choices[0].message.content";

const ARGUMENTS = "choices[0].message.tool_calls[0].function.arguments";

/** The whole hint: as a text, or in the tool's own node. */
function textHint(text: string, options: string): RegExp {
  const hint = `write it as a text: --set ${text}, or edit the tool's own input: ao edit … n5 ${options}`;
  return new RegExp(`^${RegExp.escape(hint)}$`);
}

/** An answer that asks for a tool, with the arguments as they are. */
function withArguments(value: unknown): unknown {
  const answer = JSON.parse(toolAnswer()) as {
    choices: { message: { tool_calls: { function: { arguments: unknown } }[] } }[];
  };
  for (const call of answer.choices[0]?.message.tool_calls ?? []) call.function.arguments = value;
  return answer;
}

async function nodeOf(service: RunService, id: string, run = RUN) {
  const graph = (await readGraph(service, run)) as Graph;
  const node = graph.nodes.find((one) => one.id === id);
  if (node === undefined) throw new Error(`no node ${id}`);
  return node;
}

async function graphText(service: RunService, run = RUN): Promise<string> {
  let text = "";
  for await (const piece of service.graphJson(run)) text += piece;
  return text;
}

function setSaid(value: string): EditRequest {
  return { set: [{ path: SAID, value }] };
}

describe("an edit", () => {
  test("lies over the recorded body everywhere, and the original can be seen beside it", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordChain(service);
    const before = await nodeOf(service, "n2");
    const answer = await service.editNode(RUN, "n2", setSaid("The sun shines."));
    expect(answer).toMatchObject({
      run_id: RUN,
      node_id: "n2",
      label: "Rain, 7 degrees, wind from the west",
      side: "output",
      replaced: null,
      added: [],
      edit: { inherited: false, original: before.output },
    });
    const after = await nodeOf(service, "n2");
    expect(after).toMatchObject({ edited: "output", preview: "The sun shines." });
    expect(after.output).toMatchObject({ choices: [{ message: { content: "The sun shines." } }] });
    expect(after.input).toEqual(before.input);
    const detail = await service.node(RUN, "n2");
    expect(detail.output).toEqual(after.output);
    expect(detail.original).toEqual({ side: "output", value: before.output, inherited: false });
    const outline = await service.outline(RUN);
    expect(outline.run.edits).toBe(1);
    expect(outline.nodes[1]).toMatchObject({ edited: "output", preview: "The sun shines." });
    expect(await service.listEdits(RUN)).toMatchObject([{ node_id: "n2", value: after.output }]);
  });

  test("and taking it back leave the graph as it was, byte for byte", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordChain(service);
    const before = await graphText(service);
    const edits: [string, EditRequest][] = [
      ["n1", { input: { model: "gpt-4o", messages: [{ role: "user", content: "Hi" }] } }],
      ["n2", setSaid("The sun shines.")],
      ["n3", { output: JSON.parse(chatAnswer("It will.")) as unknown }],
      ["n5", { text: "Sun" }],
    ];
    for (const [id, request] of edits) await service.editNode(RUN, id, request);
    expect(await graphText(service)).not.toBe(before);
    for (const [id] of edits) await service.revertNode(RUN, id);
    expect(await graphText(service)).toBe(before);
    expect((await service.findRun(RUN)).edits).toBe(0);
  });

  test("that leaves what was recorded is none", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordChain(service);
    const { output } = await nodeOf(service, "n2");
    expect(await service.editNode(RUN, "n2", { output })).toMatchObject({ edit: null });
    await service.editNode(RUN, "n2", setSaid("The sun shines."));
    expect(await service.editNode(RUN, "n2", { output })).toMatchObject({ edit: null });
    expect(await service.listEdits(RUN)).toEqual([]);
  });

  test("of single values goes on from the one before; of a whole body replaces it", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordChain(service);
    await service.editNode(RUN, "n2", setSaid("first"));
    await service.editNode(RUN, "n2", {
      set: [{ path: "choices[0].finish_reason", value: "length" }],
    });
    expect(await nodeOf(service, "n2")).toMatchObject({
      output: { choices: [{ finish_reason: "length", message: { content: "first" } }] },
    });
    await service.editNode(RUN, "n2", { output: JSON.parse(chatAnswer("last")) as unknown });
    expect(await nodeOf(service, "n2")).toMatchObject({
      output: { choices: [{ finish_reason: "stop", message: { content: "last" } }] },
    });
    expect(await service.listEdits(RUN)).toHaveLength(1);
  });

  test("of the other side takes the place of the one before, and says so", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordChain(service);
    const { output } = await nodeOf(service, "n2");
    await service.editNode(RUN, "n2", setSaid("The sun shines."));
    const set = [{ path: "input.temperature", value: 0 }];
    expect(await service.editNode(RUN, "n2", { set })).toMatchObject({
      side: "input",
      replaced: "output",
      added: ["input.temperature"],
    });
    expect(await nodeOf(service, "n2")).toMatchObject({
      edited: "input",
      input: { temperature: 0 },
      output,
    });
  });

  test("tells whoever watches, of the node and of the run", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordChain(service);
    const deltas: RunDelta[] = [];
    service.subscribe((delta) => deltas.push(delta));
    await service.editNode(RUN, "n2", setSaid("The sun shines."));
    await service.revertNode(RUN, "n2");
    expect(deltas).toMatchObject([
      { type: "node.updated", data: { id: "n2", edited: "output", preview: "The sun shines." } },
      { type: "run.updated", data: { edits: 1 } },
      { type: "node.updated", data: { id: "n2", edited: null } },
      { type: "run.updated", data: { edits: 0 } },
    ]);
  });
});

describe("what is refused", () => {
  const chat = JSON.parse(ask("Hi")) as Record<string, unknown>;
  const refused: [string, string, EditRequest, { code: string; message: RegExp; hint?: RegExp }][] =
    [
      [
        "an unknown node",
        "n9",
        { text: "x" },
        { code: "not_found", message: /has no such node/, hint: /n1 to n5/ },
      ],
      ["a call that goes on", "n4", { text: "x" }, { code: "conflict", message: /still running/ }],
      [
        "a path that leads nowhere",
        "n2",
        { set: [{ path: "choices[3].message.content", value: "x" }] },
        { code: "bad_input", message: /no such path/, hint: /output\.choices\[0\]/ },
      ],
      [
        "a path into a text",
        "n2",
        { set: [{ path: `${SAID}.length`, value: 3 }] },
        { code: "bad_input", message: /no such path/, hint: /choices\[0\]\.message\.content/ },
      ],
      [
        "a path that both sides have",
        "n2",
        { set: [{ path: "model", value: "x" }] },
        { code: "bad_input", message: /both have it/, hint: /input\.model or output\.model/ },
      ],
      [
        "paths of both sides at once",
        "n2",
        {
          set: [
            { path: SAID, value: "x" },
            { path: "messages[0].content", value: "y" },
          ],
        },
        { code: "bad_input", message: /in the input, and .* in the output/ },
      ],
      [
        "what is no path",
        "n2",
        { set: [{ path: "a..b", value: 1 }] },
        { code: "bad_input", message: /no path/ },
      ],
      [
        "an input that is no object",
        "n2",
        { input: "Hi" },
        { code: "bad_input", message: /a string is none|object/ },
      ],
      [
        "an output that is no object",
        "n2",
        { output: [1] },
        { code: "bad_input", message: /object/ },
      ],
      [
        "a stream where the program reads none",
        "n2",
        { input: { ...chat, stream: true } },
        { code: "bad_input", message: /does not read its answer as a stream/ },
      ],
      [
        "a tool's result that is no text where the program gave one",
        "n5",
        { output: { temperature: 20 } },
        { code: "bad_input", message: /as a text/ },
      ],
      [
        "arguments of a tool that are no object",
        "n5",
        { input: "Bern" },
        { code: "bad_input", message: /arguments of a tool are an object/ },
      ],
      [
        "arguments that are no text where the provider has them as one",
        "n1",
        { set: [{ path: ARGUMENTS, value: { city: "Faro", days: 2 } }] },
        {
          code: "bad_input",
          message: /arguments: is an object, must be a text that is JSON/,
          hint: textHint(
            String.raw`'${ARGUMENTS}="{\"city\":\"Faro\",\"days\":2}"'`,
            "--set input.city=Faro --set input.days=2",
          ),
        },
      ],
      [
        "such with a value that a shell would not leave alone",
        "n1",
        { set: [{ path: ARGUMENTS, value: { city: "L'Aquila", days: "2" } }] },
        {
          code: "bad_input",
          message: /must be a text that is JSON/,
          hint: textHint(
            String.raw`'${ARGUMENTS}="{\"city\":\"L\u0027Aquila\",\"days\":\"2\"}"'`,
            String.raw`--input '{"city":"L\u0027Aquila","days":"2"}'`,
          ),
        },
      ],
      [
        "such of a tool that was not called",
        "n2",
        {
          output: withArguments({ city: "Faro" }),
        },
        {
          code: "bad_input",
          message: /must be a text that is JSON/,
          hint: /^write it as a text: --set '[^']*'$/,
        },
      ],
      [
        "a path that neither side has",
        "n2",
        { set: [{ path: "mesages", value: [] }] },
        { code: "bad_input", message: /no such path/, hint: /input\.messages/ },
      ],
    ];

  test.each(refused)("%s changes nothing", async (_, id, request, { code, message, hint }) => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordChain(service);
    const before = await graphText(service);
    const edit = service.editNode(RUN, id, request);
    await expect(edit).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      ...(hint === undefined ? {} : { hint: expect.stringMatching(hint) }),
    });
    expect(await graphText(service)).toBe(before);
    expect(await service.listEdits(RUN)).toEqual([]);
  });

  test("taking back what is not edited", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordChain(service);
    await expect(service.revertNode(RUN, "n2")).rejects.toMatchObject({ code: "not_found" });
    await expect(service.revertNode(RUN, "n9")).rejects.toMatchObject({ code: "not_found" });
  });

  test.each([
    [
      "a form",
      "multipart/form-data; boundary=x",
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n',
      /multipart/,
    ],
    ["nothing", null, "", /no body/],
  ])("the input of a call whose body is %s", async (_, type, body, message) => {
    using home = temporaryHome();
    await using service = await openService(home);
    const request = {
      encoding: "utf8" as const,
      content: body,
      bytes: body.length,
      content_type: type,
      content_encoding: null,
    };
    await recordRunOf(service, [callStart("1", body, { request }), callEnd("1", chatAnswer("x"))]);
    const edit = service.editNode(RERUN, "n1", { input: { a: 2 } });
    await expect(edit).rejects.toMatchObject({ message: expect.stringMatching(message) });
  });
});

async function recordRunOf(service: RunService, events: Parameters<typeof recordRerun>[1]) {
  await recordChain(service);
  await recordRerun(service, events);
}

describe("a tool of the program's own", () => {
  test("has its arguments in the answer of the call that asked for it", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordChain(service);
    const first = await service.editNode(RUN, "n5", { set: [{ path: "city", value: "Basel" }] });
    expect(first).toMatchObject({ node_id: "n1", side: "output" });
    await service.editNode(RUN, "n5", { set: [{ path: "input.days", value: 3 }] });
    const { output } = await nodeOf(service, "n1");
    expect(output).toEqual(JSON.parse(toolAnswer('{"city":"Basel","days":3}')));
    const revert = service.revertNode(RUN, "n5");
    await expect(revert).rejects.toMatchObject({ hint: expect.stringContaining("n1") });
  });

  test("whose call an edit took away has no arguments to edit", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordChain(service);
    await service.editNode(RUN, "n1", { output: JSON.parse(chatAnswer("No idea.")) as unknown });
    const edit = service.editNode(RUN, "n5", { input: { city: "Basel" } });
    await expect(edit).rejects.toMatchObject({ code: "conflict" });
  });

  test("can have another result, as text too", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordChain(service);
    await service.editNode(RUN, "n5", { text: "Sun" });
    expect(await nodeOf(service, "n5")).toMatchObject({ edited: "output", output: "Sun" });
  });
});

describe("a re-run that was made with an edit", () => {
  test("carries it on, shows its original, and can have it taken back", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordChain(service);
    const { output: original } = await nodeOf(service, "n1");
    await service.editNode(RUN, "n5", { text: "Sun" });
    await recordEditedRerun(service);
    const recorded = await graphText(service, RERUN);
    expect((await service.findRun(RERUN)).edits).toBe(2);
    expect(await service.listEdits(RERUN)).toMatchObject([
      { node_id: "n1", side: "output", inherited: true, original },
      {
        node_id: "n3",
        value: "Sun",
        inherited: true,
        original: "Rain, 7 degrees, wind from the west",
      },
    ]);
    expect((await service.node(RERUN, "n1")).original).toEqual({
      side: "output",
      value: original,
      inherited: true,
    });

    const taken = { edit: null, taken_back: "output" };
    expect(await service.revertNode(RERUN, "n1")).toMatchObject(taken);
    expect(await service.revertNode(RERUN, "n3")).toMatchObject(taken);
    expect(await service.listEdits(RERUN)).toEqual([]);
    expect((await service.findRun(RERUN)).edits).toBe(0);
    await expect(service.revertNode(RERUN, "n1")).rejects.toMatchObject({ code: "not_found" });

    // What it was made with can be put in force again.
    const asMade = JSON.parse(toolAnswer('{"city":"Bern","days":9}')) as unknown;
    await service.editNode(RERUN, "n1", { output: asMade });
    await service.editNode(RERUN, "n3", { text: "Sun" });
    expect(await graphText(service, RERUN)).toBe(recorded);
  });

  test("goes on to show what the program was given where that is taken back", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordChain(service);
    await service.editNode(RUN, "n5", { text: "Sun" });
    await recordEditedRerun(service);
    const before = (await readGraph(service, RERUN)) as Graph;
    await service.revertNode(RERUN, "n1");
    await service.revertNode(RERUN, "n3");
    const after = (await readGraph(service, RERUN)) as Graph;
    const expected = before.nodes.map((node) => ({
      ...node,
      edited: null,
      taken_back: node.edited,
    }));
    expect(after).toEqual({ ...before, nodes: expected });
    expect(after.nodes[0]).toMatchObject({ source: "edited", taken_back: "output" });
    const { output: original } = await nodeOf(service, "n1");
    expect(await service.node(RERUN, "n1")).toMatchObject({
      output: before.nodes[0]?.output,
      original: { side: "output", value: original, inherited: true },
    });
    expect(await service.node(RERUN, "n3")).toMatchObject({
      output: "Sun",
      preview: "Sun",
      original: { value: "Rain, 7 degrees, wind from the west", inherited: true },
    });
    const { nodes } = await service.outline(RERUN);
    expect(nodes[0]).toMatchObject({ edited: null, taken_back: "output" });
  });

  test("and has it taken back is edited from its original on", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordChain(service);
    await recordEditedRerun(service);
    await service.revertNode(RERUN, "n1");
    const set = [{ path: "choices[0].finish_reason", value: "stop" }];
    await service.editNode(RERUN, "n1", { set });
    const edited = await nodeOf(service, "n1", RERUN);
    expect(edited).toMatchObject({ edited: "output", taken_back: null });
    expect(JSON.stringify(edited.output)).toContain(String.raw`"{\"city\":\"Bern\"}"`);
    // And its own edit taken back shows again what the program was given.
    expect(await service.revertNode(RERUN, "n1")).toMatchObject({ taken_back: "output" });
    expect((await nodeOf(service, "n1", RERUN)).output).toEqual(
      JSON.parse(toolAnswer('{"city":"Bern","days":9}')),
    );
  });

  test("keeps it when the run that has the original is deleted", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordChain(service);
    await recordEditedRerun(service);
    const events = numbered([callEnd("4", null, { outcome: "cancelled" }), runEnd()], 9);
    await service.ingest(RUN, STREAM, events);
    await service.deleteRun(RUN);
    expect(await service.listEdits(RERUN)).toMatchObject([{ node_id: "n1", original: null }]);
    expect(await service.node(RERUN, "n1")).toMatchObject({ edited: "output", original: null });
    await expect(service.revertNode(RERUN, "n1")).rejects.toMatchObject({ code: "conflict" });
    await service.editNode(RERUN, "n1", { set: [{ path: "output.model", value: "other" }] });
    expect(await nodeOf(service, "n1", RERUN)).toMatchObject({ output: { model: "other" } });
  });

  test("keeps its own edits apart from those of its parent", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordChain(service);
    await recordEditedRerun(service);
    const parent = await graphText(service);
    await service.editNode(RERUN, "n2", setSaid("Snow."));
    expect(await graphText(service)).toBe(parent);
    const rerun = await graphText(service, RERUN);
    await service.editNode(RUN, "n2", setSaid("Hail."));
    expect(await graphText(service, RERUN)).toBe(rerun);
  });

  test("and gets an edit of the other side is not made with it again, but shows it", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordChain(service);
    await recordEditedRerun(service);
    const { output } = await nodeOf(service, "n1", RERUN);
    const set = [{ path: "input.temperature", value: 0 }];
    const answer = await service.editNode(RERUN, "n1", { set });
    expect(answer).toMatchObject({ replaced: "output", taken_back: "output" });
    const node = await nodeOf(service, "n1", RERUN);
    expect(node).toMatchObject({ edited: "input", taken_back: "output", output });
    expect(await service.listEdits(RERUN)).toMatchObject([{ node_id: "n1", side: "input" }]);
  });

  test("of an input shows what the program itself asked as the original", async () => {
    using home = temporaryHome();
    await using service = await openService(home);
    await recordChain(service);
    const asked = {
      encoding: "utf8" as const,
      content: ask("as asked"),
      bytes: 1,
      content_type: "application/json",
      content_encoding: null,
    };
    await recordRerun(service, [
      callStart("1", ask("as edited"), { asked }),
      callEnd("1", chatAnswer("x"), { edited: "input", served_from: servedFrom("n1") }),
    ]);
    const value = JSON.parse(ask("as asked")) as unknown;
    expect((await service.node(RERUN, "n1")).original).toEqual({
      side: "input",
      value,
      inherited: true,
    });
    await service.revertNode(RERUN, "n1");
    expect(await service.node(RERUN, "n1")).toMatchObject({
      edited: null,
      taken_back: "input",
      input: JSON.parse(ask("as edited")) as unknown,
      original: { side: "input", value },
    });
  });
});
