// What a check of `ao doctor` is, and how its answer is written.
import type { Paint } from "#src/cli/style.ts";
import { clean, padEnd, wrap } from "#src/cli/text.ts";
import type { Directories } from "#src/config/directories.ts";
import type { Settings } from "#src/config/settings.ts";

/** What the checks look at. `settings` is null where they cannot be read: one check says why. */
export interface DoctorContext {
  readonly directories: Directories;
  readonly settings: Settings | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface Finding {
  /** `warning`: it works, and there is something to know or to tidy up. */
  readonly status: "ok" | "warning" | "failed";
  readonly detail: string;
  /** What to do about it; a command where there is one. */
  readonly mend?: string;
}

export interface Check {
  readonly name: string;
  run(context: DoctorContext): Promise<Finding> | Finding;
}

/** Shorthands for the three outcomes. */
export const ok = (detail: string): Finding => ({ status: "ok", detail });
export const warning = (detail: string, mend: string): Finding => ({
  status: "warning",
  detail,
  mend,
});
export const failed = (detail: string, mend: string): Finding => ({
  status: "failed",
  detail,
  mend,
});

/** The lines of one finding. */
export function findingLines(
  { name, finding }: { readonly name: string; readonly finding: Finding },
  options: { readonly nameWidth: number; readonly paint: Paint; readonly width: number },
): string[] {
  const { paint, nameWidth, width } = options;
  const mark = { ok: paint.green("✓"), warning: paint.yellow("!"), failed: paint.red("✗") };
  const indent = " ".repeat(nameWidth + 4);
  const [first = "", ...more] = wrap(clean(finding.detail), width - indent.length);
  return [
    `${mark[finding.status]} ${padEnd(name, nameWidth)}  ${first}`,
    ...more.map((line) => indent + line),
    // Not broken into lines: it has commands and paths to copy.
    ...(finding.mend === undefined ? [] : [`${indent}${paint.dim("→")} ${clean(finding.mend)}`]),
  ];
}
