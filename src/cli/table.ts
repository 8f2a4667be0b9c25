// Tables for the terminal: aligned columns, the flexible one cut to what is left. Pure.
import { cut, padEnd, padStart, widthOf } from "#src/cli/text.ts";

export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  /** Colours the padded cell. */
  readonly paint?: (cell: string, row: Row) => string;
  readonly align?: "end";
  /** Gives way, down to this many columns, where the table is too wide. */
  readonly shrinkTo?: number;
  /** Left out where even then the table is too wide; the lowest number goes first. */
  readonly leaveOut?: number;
}

/** Lines without line feeds; a column without any text is left out. */
export function renderTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  options: { readonly width: number; readonly heading: (text: string) => string },
): string[] {
  const filled = fitting(
    columns.filter((column) => rows.some((row) => column.text(row) !== "")),
    rows,
    options.width,
  );
  const widths = fit(
    filled.map((column) => wanted(column, rows)),
    filled.map((column) => column.shrinkTo),
    options.width - 2 * (filled.length - 1),
  );
  const cell = (column: Column<Row>, text: string, index: number): string => {
    const width = widths[index] ?? 0;
    const isLast = index === filled.length - 1;
    if (column.align === "end") return padStart(cut(text, width), width);
    return isLast ? cut(text, width) : padEnd(cut(text, width), width);
  };
  const heading = joinCells(filled.map((column, index) => cell(column, column.title, index)));
  const body = rows.map((row) =>
    joinCells(
      filled.map((column, index) => {
        const text = cell(column, column.text(row), index);
        return column.paint ? column.paint(text, row) : text;
      }),
    ),
  );
  return [options.heading(heading), ...body];
}

/** Without as many columns as it takes for the others, shrunk, to find room. */
function fitting<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
): readonly Column<Row>[] {
  const least = (column: Column<Row>): number =>
    Math.min(wanted(column, rows), column.shrinkTo ?? Number.POSITIVE_INFINITY);
  const used = columns.reduce((sum, column) => sum + least(column) + 2, -2);
  if (used <= width) return columns;
  const order = columns.map(({ leaveOut }) => leaveOut ?? Number.POSITIVE_INFINITY);
  const next = Math.min(...order);
  if (next === Number.POSITIVE_INFINITY) return columns;
  const left = columns.filter((_, index) => index !== order.indexOf(next));
  return fitting(left, rows, width);
}

function wanted<Row>(column: Column<Row>, rows: readonly Row[]): number {
  return rows.reduce(
    (widest, row) => Math.max(widest, widthOf(column.text(row))),
    widthOf(column.title),
  );
}

function joinCells(cells: readonly string[]): string {
  return cells.join("  ").trimEnd();
}

/** Takes what is too much from the flexible columns, the widest first. */
function fit(
  widths: readonly number[],
  minimums: readonly (number | undefined)[],
  available: number,
): number[] {
  const fitted = [...widths];
  let excess = fitted.reduce((sum, width) => sum + width, 0) - available;
  while (excess > 0) {
    let widest = -1;
    for (const [index, width] of fitted.entries()) {
      const minimum = minimums[index];
      const isFlexible = minimum !== undefined && width > minimum;
      if (isFlexible && (widest < 0 || width > (fitted[widest] ?? 0))) widest = index;
    }
    if (widest < 0) break;
    fitted[widest] = (fitted[widest] ?? 0) - 1;
    excess--;
  }
  return fitted;
}
