import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createCodeLines } from "#src/worker/determinism/code-lines.ts";

const folder = mkdtempSync(join(tmpdir(), "ao-lines (1)-"));
const file = join(folder, "a.ts");
writeFileSync(file, "one();\n  two();\ntwo();\n");
mkdirSync(join(folder, "node_modules"));
const library = join(folder, "node_modules", "a.js");
writeFileSync(library, "one();\n");

describe("the text of a line", () => {
  test("is the same wherever it stands, and however far to the right", () => {
    const { textOf } = createCodeLines();
    const [one, two, three] = [1, 2, 3].map((line) => textOf(`    at f (${file}:${line}:3)`));
    expect(two).toBe(three);
    expect(one).not.toBe(two);
    expect(textOf(`    at ${file}:2:3`)).toBe(two);
    expect(textOf(`    at f (file://${file}:2:3)`)).toBe(two);
  });

  test("is looked for in its file", () => {
    const { textOf, hasText } = createCodeLines();
    const frame = `    at f (${file}:1:1)`;
    expect(hasText(frame, textOf(frame))).toBe(true);
    expect(hasText(frame, 5)).toBe(false);
  });

  test.each(["", "    at native", "    at f (/nowhere/a.ts:1:1)", `    at f (${library}:1:1)`])(
    "is not known of %j",
    (frame) => {
      const { textOf, hasText } = createCodeLines();
      expect(textOf(frame)).toBe(0);
      expect(hasText(frame, 5)).toBe(false);
    },
  );
});
