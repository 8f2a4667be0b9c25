import { expect, test } from "vitest";
import { type Column, renderTable } from "#src/cli/table.ts";
import { widthOf } from "#src/cli/text.ts";

interface Row {
  readonly name: string;
  readonly count: string;
  readonly label: string;
}
const columns: Column<Row>[] = [
  { title: "NAME", text: ({ name }) => name, shrinkTo: 6 },
  { title: "N", align: "end", text: ({ count }) => count },
  { title: "LABEL", text: ({ label }) => label, shrinkTo: 4 },
];
const rows: Row[] = [
  { name: "billing-agent", count: "7", label: "a long label" },
  { name: "日本語", count: "120", label: "" },
];
const plain = (text: string): string => text;

test("columns line up, whatever the characters", () => {
  expect(renderTable(rows, columns, { width: 80, heading: plain })).toEqual([
    "NAME             N  LABEL",
    "billing-agent    7  a long label",
    "日本語         120",
  ]);
});

test("what can shrink gives way to the width", () => {
  const lines = renderTable(rows, columns, { width: 22, heading: plain });
  expect(lines[1]).toBe("billin…    7  a long…");
  for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(22);
});

test("what cannot shrink enough is left out, one column after the other", () => {
  const [name, count, label] = columns;
  if (!name || !count || !label) throw new Error("three columns");
  const some = [{ ...name }, { ...count, leaveOut: 1 }, { ...label, leaveOut: 2 }];
  const columnsAt = (width: number) =>
    renderTable(rows, some, { width, heading: plain })[0]?.split(/ +/).length;
  expect([17, 16, 12, 11].map(columnsAt)).toEqual([3, 2, 2, 1]);
});

test("a column nobody fills is left out", () => {
  const empty = rows.map((row) => ({ ...row, count: "" }));
  expect(renderTable(empty, columns, { width: 80, heading: plain })[0]).toBe(
    "NAME           LABEL",
  );
});
