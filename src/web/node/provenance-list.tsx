// Where an input came from, or where an output went: the calls at the other ends, with the words that say
// so. Runs in the browser.
import { namesText } from "#src/protocol/presentation/evidence.ts";
import { plural } from "#src/protocol/presentation/format.ts";
import { describeEvidence } from "#src/protocol/presentation/sources.ts";
import { highlight } from "#src/web/state/highlight.ts";
import { goTo } from "#src/web/state/location.ts";
import { useBody } from "./body-context.ts";
import { writeMark } from "./mark-address.ts";
import { type EdgeMarks, type Mark, jumpTo } from "./marks.ts";

const MOST_QUOTES = 4;

export function ProvenanceList({ edges }: { readonly edges: readonly EdgeMarks[] }) {
  const { side } = useBody();
  const data = edges.filter(({ edge }) => edge.evidence.some(namesText));
  const control = edges.filter(({ edge }) => !edge.evidence.every(namesText));
  const isInput = side === "input";
  if (edges.length === 0) {
    return (
      <p className="provenance soft">
        {isInput
          ? "No text of this input came from another call."
          : "No text of this output is in the input of another call."}
      </p>
    );
  }
  return (
    <>
      {data.length === 0 ? null : (
        <section
          className="provenance"
          aria-label={isInput ? "Where it came from" : "Where it went"}
        >
          <h3>{isInput ? "Where it came from" : "Where did this go?"}</h3>
          <ul>
            {data.map((one) => (
              <EdgeItem key={one.other} {...one} />
            ))}
          </ul>
        </section>
      )}
      {control.length === 0 ? null : (
        <section className="provenance" aria-label="Control">
          <h3>{isInput ? "What decided that this call was made" : "What this call decided"}</h3>
          <ul>
            {control.map((one) => (
              <EdgeItem key={one.other} {...one} marks={[]} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function EdgeItem({ edge, other, marks }: EdgeMarks) {
  const { labelOf, side } = useBody();
  const name = `${edge.source} ${edge.target}`;
  const [first] = marks;
  const address =
    first === undefined
      ? { node: other, tab: side === "input" ? ("output" as const) : ("input" as const) }
      : jumpTo(first);
  return (
    <li
      onMouseEnter={() => highlight(name)}
      onMouseLeave={() => highlight(null)}
      onFocus={() => highlight(name)}
      onBlur={() => highlight(null)}
    >
      <button
        type="button"
        className="edge-other"
        onClick={() => {
          highlight(null);
          goTo(address);
        }}
      >
        <b>{other}</b> <span>{labelOf(other)}</span>
        <span className="soft kinds">{describeEvidence(edge)}</span>
      </button>
      {marks.slice(0, MOST_QUOTES).map((mark) => (
        <Quote key={`${mark.path} ${mark.span?.[0] ?? ""} ${mark.kind}`} mark={mark} />
      ))}
      {marks.length > MOST_QUOTES ? (
        <p className="soft">and {plural(marks.length - MOST_QUOTES, "text")} more</p>
      ) : null}
    </li>
  );
}

/** Shows where it stands here. */
function Quote({ mark }: { readonly mark: Mark }) {
  const { quoteOf, side } = useBody();
  const { path, span } = mark;
  return (
    <button
      type="button"
      className="quote"
      title={`Show it in this ${side}: ${path}`}
      onClick={() => goTo({ mark: writeMark({ side, path, span }) }, { replace: true })}
    >
      {quoteOf(mark)}
    </button>
  );
}
