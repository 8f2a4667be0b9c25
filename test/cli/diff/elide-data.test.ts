import { expect, test } from "vitest";
import { elideData } from "#src/cli/diff/elide-data.ts";

const data = (bytes: number): string => Buffer.alloc(bytes, "x+/?").toString("base64");

test.each([
  ["words stay as they are", "words stay as they are"],
  [`data:image/png;base64,${data(2250)}`, "data:image/png;base64,(2.2 KB)"],
  [`see data:audio/wav;base64,${data(100)}, and`, "see data:audio/wav;base64,(100 bytes), and"],
  [`{"data":"${data(3000)}"}`, '{"data":"(2.9 KB of base64)"}'],
  [`https://host/${"folder/".repeat(12)}`, `https://host/${"folder/".repeat(12)}`],
])("elideData() %#", (text, elided) => {
  expect(elideData(text)).toBe(elided);
});
