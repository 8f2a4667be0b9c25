import { expect, test } from "vitest";
import {
  formatAge,
  formatBytes,
  formatCommand,
  formatCost,
  formatCount,
  formatDuration,
} from "#src/protocol/presentation/format.ts";

test.each([
  [0, "0 ms"],
  [12.4, "12 ms"],
  [99.4, "99 ms"],
  [420, "0.42 s"],
  [9994, "9.99 s"],
  [9996, "10.0 s"],
  [59_949, "59.9 s"],
  [59_960, "1 m 00 s"],
  [125_000, "2 m 05 s"],
  [3_599_700, "1 h 00 m"],
  [3_720_000, "1 h 02 m"],
])("formatDuration(%d) is %s", (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

test.each([
  [0, "0"],
  [9999, "9999"],
  [12_400, "12.4k"],
  [10_000, "10k"],
  [99_960, "100k"],
  [999_400, "999k"],
  [999_600, "1M"],
  [3_140_000, "3.1M"],
])("formatCount(%d) is %s", (count, text) => {
  expect(formatCount(count)).toBe(text);
});

test.each([
  [0, "$0"],
  [0.00001, "<$0.0001"],
  [0.0312, "$0.0312"],
  [1.254, "$1.25"],
])("formatCost(%d) is %s", (dollars, text) => {
  expect(formatCost(dollars)).toBe(text);
});

test.each([
  [1, "1 byte"],
  [1023, "1023 bytes"],
  [12_288, "12 KB"],
  [1_468_006, "1.4 MB"],
  [84_000_000_000, "78.2 GB"],
])("formatBytes(%d) is %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

const now = new Date("2026-11-20T10:00:00Z");
test.each([
  ["2026-11-20T09:59:31Z", "just now"],
  ["2026-11-20T10:00:05Z", "just now"],
  ["2026-11-20T09:55:00Z", "5 min ago"],
  ["2026-11-20T07:00:00Z", "3 h ago"],
  ["2026-11-19T09:00:00Z", "yesterday"],
  ["2026-11-17T09:00:00Z", "3 days ago"],
  ["2026-10-02T12:00:00Z", "2026-10-02"],
  ["never", "never"],
])("formatAge(%j) is %j", (iso, text) => {
  expect(formatAge(iso, now)).toBe(text);
});

test("formatCommand() quotes what a shell would take apart", () => {
  expect(formatCommand(["a.ts", "--x=1", "two words", "it's", "$HOME", ""])).toBe(
    String.raw`a.ts --x=1 'two words' 'it'\''s' '$HOME' ''`,
  );
});
