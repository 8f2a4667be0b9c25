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
}

/** Lines without line feeds; a column without any text is left out. */
export function renderTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  options: { readonly width: number; readonly heading: (text: string) => string },
): string[] {
  const filled = columns.filter((column) => rows.some((row) => column.text(row) !== ""));
  const widths = fit(
    filled.map((column) =>
      Math.max(widthOf(column.title), ...rows.map((row) => widthOf(column.text(row)))),
    ),
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
