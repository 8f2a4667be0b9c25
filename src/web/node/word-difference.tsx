// Two short texts as one, with the words that went and came. Runs in the browser.
import { diffWordsWithSpace } from "diff";

interface Props {
  /** Null: there was nothing. */
  readonly before: string | null;
  readonly after: string | null;
}

export function WordDifference({ before, after }: Props) {
  return (
    <pre className="word-difference">
      {diffWordsWithSpace(before ?? "", after ?? "").map(({ value, added, removed }, index) => {
        // The parts have no names; their order is all there is.
        if (added) return <ins key={index}>{value}</ins>;
        return removed ? <del key={index}>{value}</del> : <span key={index}>{value}</span>;
      })}
      {before === null ? <span className="soft"> (not there before)</span> : null}
      {after === null ? <span className="soft"> (not there any more)</span> : null}
    </pre>
  );
}
