// The trail of a program: where it asks for random numbers and makes calls, written down. Runs in the
// user's process. Paths hold all that led to them, so that a line that is put in or taken out makes all
// later ones others; by the trail a re-run of such a program is led back to the recorded paths.
import type { StepKind } from "#src/protocol/clock-readings.ts";
import { type CodeLines, createCodeLines } from "./code-lines.ts";
import type { Journal } from "./journal.ts";
import { mix } from "./mix.ts";
import type { Path, PathHash, QuestionKind, Trail } from "./places.ts";

export interface TrailOptions {
  readonly open: () => Journal;
  /** Told of a failure; the paths are then the program's own. */
  readonly report: (error: unknown) => void;
}

/** The trail of this process. */
export function createTrail({ open, report }: TrailOptions): Trail {
  const lines = createCodeLines();
  let isBroken = false;
  return {
    follow: (kind, path) => {
      if (isBroken) return path;
      try {
        return goOn(open(), lines, { kind, path });
      } catch (error) {
        isBroken = true;
        report(error);
        return path;
      }
    },
  };
}

interface Step {
  readonly kind: StepKind | QuestionKind;
  readonly path: Path;
}

function goOn({ past, log }: Journal, lines: CodeLines, { kind, path }: Step): Path {
  const steps = past?.steps;
  const { owner, known, isRepeat, frame } = path;
  const natural = { high: path.looseHigh, low: path.looseLow };
  if (kind === "clock") {
    // Clock readings have a way of their own to be found again; here they must be in nobody's way.
    return steps?.has(natural) === true ? withHash(path, aside(natural, path)) : path;
  }
  const text = frame === "" ? 0 : lines.textOf(frame);
  const hasText = (other: number): boolean => lines.hasText(frame, other);
  const found = steps?.take({ kind, owner, text, ...natural, known, isRepeat, hasText }) ?? null;
  const hash = found ?? (steps?.has(natural) === true ? aside(natural, path) : natural);
  const next = withHash(path, hash);
  log.writeStep({ kind, path: next, text });
  if (found === null && steps !== undefined) return { ...next, from: hash };
  return { ...next, from: hash, known: hash, isRepeat: false };
}

function withHash(path: Path, { high, low }: PathHash): Path {
  return { ...path, looseHigh: high, looseLow: low };
}

/** A path for what is new where another step was recorded. */
function aside({ high, low }: PathHash, { owner }: Path): PathHash {
  return { high: mix(high, owner, ASIDE), low: mix(low, ASIDE, owner) };
}

const ASIDE = 0x61736964;
