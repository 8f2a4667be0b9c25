// The sums of a preview: what is edited, what comes from the cache, what goes out. Runs in the browser.
import { formatCount, formatDuration } from "#src/protocol/presentation/format.ts";
import type { RerunPreview } from "#src/protocol/http-api.ts";
import { costWords } from "./preview-words.ts";

export function PreviewTotals({ preview }: { readonly preview: RerunPreview }) {
  const { live, cached, edited, refused } = preview;
  const tokens = live.tokens.input + live.tokens.output;
  const facts = [
    tokens === 0 ? "" : `${formatCount(tokens)} tokens`,
    costWords(preview) ?? "cost not known",
    live.duration_ms === 0 ? "" : formatDuration(live.duration_ms),
  ].filter((fact) => fact !== "");
  return (
    <dl className="preview-totals">
      <Total source="edited" count={edited} title="edited" detail="free" />
      <Total source="cache" count={cached} title="from the cache" detail="free" />
      {refused > 0 ? (
        <Total source="refused" count={refused} title="refused" detail="offline: not sent" />
      ) : (
        <Total
          source="live"
          count={live.calls}
          title="live"
          detail={live.calls === 0 ? "nothing goes out" : `${facts.join(", ")} as last seen`}
        />
      )}
    </dl>
  );
}

function Total(props: {
  readonly source: "edited" | "cache" | "live" | "refused";
  readonly count: number;
  readonly title: string;
  readonly detail: string;
}) {
  const { source, count, title, detail } = props;
  return (
    <div data-source={source} data-none={count === 0 ? "true" : undefined}>
      <dt>{title}</dt>
      <dd className="count">{formatCount(count)}</dd>
      <dd className="detail">{count === 0 && source !== "live" ? "none" : detail}</dd>
    </div>
  );
}
