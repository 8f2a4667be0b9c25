// What all projections show of a call in the same way: its kind, its marks, its numbers. Runs in the
// browser.
import { formatCost, formatDuration, formatTokens } from "#src/protocol/presentation/format.ts";
import type { NodeKind, NodeSummary } from "#src/protocol/graph.ts";

const SIGNS: Readonly<Record<NodeKind, string>> = { llm: "◆", embedding: "▤", tool: "⚒" };
const WORDS: Readonly<Record<NodeKind, string>> = {
  llm: "model call",
  embedding: "embedding",
  tool: "tool call",
};

export function KindSign({ kind }: { readonly kind: NodeKind }) {
  return (
    <span className="kind-sign" data-kind={kind} title={WORDS[kind]}>
      <span aria-hidden="true">{SIGNS[kind]}</span>
      <span className="visually-hidden">{WORDS[kind]} </span>
    </span>
  );
}

/** Marks of a call that was not simply made: edited, from the cache, made again. */
export function CallBadges({ call }: { readonly call: NodeSummary }) {
  const { edited, source, reason, retry_of } = call;
  return (
    <>
      {edited === null ? null : (
        <span className="badge edited" title={`its ${edited} is edited`}>
          edited
        </span>
      )}
      {source === "cache" ? (
        <span className="badge cache" title={reason}>
          cache
        </span>
      ) : null}
      {retry_of === null ? null : <span className="badge">retry of {retry_of}</span>}
    </>
  );
}

/** What stands under a call's name: what came out, or what went wrong. */
export function outcomeOf({ error, preview, status }: NodeSummary): string {
  if (error !== null) return error.message;
  if (preview !== "") return preview;
  return status === "running" ? "…" : "";
}

/** A call's numbers in words, those that are known. */
export function factsOf({ model, tokens, duration_ms, cost_usd }: NodeSummary): string[] {
  return [
    model ?? "",
    tokens === null ? "" : `${formatTokens(tokens)} tokens`,
    duration_ms === null ? "" : formatDuration(duration_ms),
    cost_usd === null ? "" : formatCost(cost_usd),
  ].filter((text) => text !== "");
}
