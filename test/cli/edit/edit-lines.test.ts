import { expect, test } from "vitest";
import { editLines } from "#src/cli/edit/edit-lines.ts";
import { createPaint } from "#src/cli/style.ts";
import type { Edit } from "#src/protocol/edit.ts";

const RUN = "raaaaaaaaaaa";

function edit(fields: Partial<Edit>): Edit {
  return {
    run_id: RUN,
    subrun: null,
    node_id: "n1",
    side: "output",
    value: { text: "new" },
    original: { text: "old" },
    inherited: false,
    created_at: "2026-11-20T08:00:00.000Z",
    ...fields,
  };
}

const inner = { run_id: "sbbbbbbbbbbb", subrun: "outer/inner" };

function heads(runId: string): string[] {
  const edits = [edit({ inherited: true }), edit({ ...inner, node_id: "n2", side: "input" })];
  const lines = editLines(edits, { paint: createPaint(false), width: 80, runId });
  return lines.filter((line) => !line.startsWith(" "));
}

test("an edit says in which subrun its call is, where that is not the run asked for", () => {
  expect(heads(RUN)).toEqual(["n1  output  the run was made with it", "n2 in outer/inner  input"]);
  expect(heads(inner.run_id)[1]).toBe("n2  input");
});
