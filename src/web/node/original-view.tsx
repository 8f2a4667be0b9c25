// What an edit changed, against what was recorded. Runs in the browser.
import { useMemo } from "react";
import type { NodeDetail } from "#src/protocol/http-api.ts";
import { DifferenceView } from "#src/web/editor/difference-view.tsx";
import { changedTexts } from "./changed-texts.ts";

interface Props {
  readonly node: NodeDetail;
  readonly original: NonNullable<NodeDetail["original"]>;
}

export function OriginalView({ node, original }: Props) {
  const now = node[original.side];
  const changes = useMemo(() => changedTexts(original.value, now), [original.value, now]);
  return (
    <section className="original" aria-label="Difference to the original">
      {changes.map(({ path, language, before, after }) => (
        <div key={path}>
          <p className="soft">
            <code>{path === "" ? original.side : path}</code>: red is the original, green the edit
          </p>
          <DifferenceView
            label="Original and edit"
            language={language}
            before={before}
            after={after}
          />
        </div>
      ))}
    </section>
  );
}
