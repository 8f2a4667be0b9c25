// What differs in one side of a call; many differences are shown when they are asked for. Runs in the
// browser.
import { useState } from "react";
import type { JsonChange } from "#src/protocol/diff.ts";
import { ChangeView } from "./change-view.tsx";

const MOST = 12;

export function ChangeList(props: {
  readonly side: "input" | "output";
  readonly changes: readonly JsonChange[];
}) {
  const { side, changes } = props;
  const [shown, setShown] = useState(MOST);
  const left = changes.length - shown;
  return (
    <>
      {changes.slice(0, shown).map((change, index) => (
        // Two changes can have one path: what left an array, and what came in its place.
        <ChangeView
          key={`${change.path} ${index}`}
          change={change}
          title={side}
          path={change.path}
        />
      ))}
      {left > 0 ? (
        <button type="button" className="more" onClick={() => setShown(shown + 100)}>
          Show {Math.min(left, 100)} more of {left} differences of the {side}
        </button>
      ) : null}
    </>
  );
}
