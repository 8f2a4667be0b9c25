// Where something came from, or went, as a whole: a message or value that another call has as well. Runs in
// the browser.
import { highlight } from "#src/web/state/highlight.ts";
import { goTo } from "#src/web/state/location.ts";
import { useBody } from "./body-context.ts";
import { type Mark, isWithin, jumpTo } from "./marks.ts";
import type { Part } from "./message-items.ts";

interface Props {
  readonly path: string;
  /** Parts that have chips of their own; absent for a part or value itself. */
  readonly parts?: readonly Part[];
}

export function OriginChips({ path, parts }: Props) {
  const { marks, labelOf, side } = useBody();
  const own = wholeMarks(marks, path).filter(
    ({ path: at }) => parts === undefined || !parts.some((part) => owns(part, at, path)),
  );
  const byOther = [...Map.groupBy(own, ({ other }) => other).values()];
  return byOther.map(([mark]) =>
    mark === undefined ? null : (
      <button
        key={mark.other}
        type="button"
        className="origin-chip"
        title={labelOf(mark.other)}
        aria-label={`${side === "input" ? "From" : "Into"} ${mark.other}: ${labelOf(mark.other)}`}
        onMouseEnter={() => highlight(mark.edge)}
        onMouseLeave={() => highlight(null)}
        onFocus={() => highlight(mark.edge)}
        onBlur={() => highlight(null)}
        onClick={() => {
          highlight(null);
          goTo(jumpTo(mark));
        }}
      >
        {side === "input" ? "⟵" : "⟶"} {mark.other}
      </button>
    ),
  );
}

/** Of what stands at a path or inside of it as a whole; also of the body around the only message. */
function wholeMarks(marks: readonly Mark[], path: string): Mark[] {
  return marks.filter(({ span, path: at }) => span === null && isWithin(at, path));
}

/** A mark is a part's where it is at or inside of it, or of the call that has these arguments. */
function owns(part: Part, at: string, message: string): boolean {
  if (part.path === undefined) return false;
  return isWithin(at, part.path) || (at !== message && isWithin(part.path, at));
}

/** The path whose chips a part shows: of a call the one around its arguments, of an answer around its texts. */
export function chipPath(part: Part, marks: readonly Mark[]): string | null {
  const { path } = part;
  if (path === undefined) return null;
  const around = marks.find(
    ({ span, path: at }) => span === null && at !== path && at !== "" && isWithin(path, at),
  );
  return part.kind !== "text" && around !== undefined ? around.path : path;
}
