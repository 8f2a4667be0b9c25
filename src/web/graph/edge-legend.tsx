// Which line means what, where there is more than one kind of them. Runs in the browser.
import { Panel } from "@xyflow/react";

export function EdgeLegend() {
  return (
    <Panel position="top-left" className="edge-legend">
      <Sample words="its text was used" className="line" />
      <Sample words="it decided that the call was made" className="line control" />
    </Panel>
  );
}

function Sample({ words, className }: { readonly words: string; readonly className: string }) {
  return (
    <span>
      <svg viewBox="0 0 28 8" aria-hidden="true">
        <path d="M 0 4 H 28" className={`react-flow__edge-path ${className}`} />
      </svg>
      {words}
    </span>
  );
}
