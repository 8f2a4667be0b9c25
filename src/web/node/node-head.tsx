// What a call is, in a few lines, and the ways to its neighbours. Runs in the browser.
import { formatCost, formatDuration, formatTokens } from "#src/protocol/presentation/format.ts";
import type { NodeSummary } from "#src/protocol/graph.ts";
import type { Run } from "#src/protocol/session.ts";
import { StatusMark } from "#src/web/shell/status-mark.tsx";
import { goTo } from "#src/web/state/location.ts";
import { attemptsOf } from "./attempts.ts";

interface Props {
  readonly run: Run;
  readonly node: NodeSummary;
  /** Of the run, in reading order. */
  readonly nodes: readonly NodeSummary[];
}

const KINDS = { llm: "◆", embedding: "▤", tool: "⚒" } as const;
const KIND_WORDS = { llm: "model call", embedding: "embedding", tool: "tool call" } as const;

export function NodeHead({ run, node, nodes }: Props) {
  return (
    <header className="node-head">
      <div className="node-title">
        <span className="kind" data-kind={node.kind} title={KIND_WORDS[node.kind]}>
          <span aria-hidden="true">{KINDS[node.kind]}</span>
          <span className="visually-hidden">{KIND_WORDS[node.kind]}</span>
        </span>
        <span className="number">{node.id}</span>
        <h2 title={node.label}>{node.label}</h2>
        <Neighbours node={node} nodes={nodes} />
      </div>
      <p className="facts">
        <StatusMark status={node.status} text />
        <Badges node={node} />
        {factsOf(node).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
        {run.subrun_of === null ? null : (
          <button
            type="button"
            className="link"
            title="To the run that it belongs to"
            onClick={() => goTo({ run: run.subrun_of, node: null })}
          >
            in subrun {run.name ?? run.run_id}
          </button>
        )}
      </p>
      <Attempts node={node} nodes={nodes} />
      {node.error === null ? null : <ErrorWords error={node.error} />}
    </header>
  );
}

function factsOf({
  model,
  tokens,
  cost_usd,
  duration_ms,
  http_status,
  inferred,
}: NodeSummary): string[] {
  return [
    model ?? "",
    tokens === null ? "" : `${formatTokens(tokens)} tokens`,
    tokens !== null && tokens.cached > 0 ? `${tokens.cached} of them cached` : "",
    cost_usd === null ? "" : formatCost(cost_usd),
    duration_ms === null ? "" : formatDuration(duration_ms),
    http_status === null || http_status === 200 ? "" : `HTTP ${http_status}`,
    inferred ? "known from the messages around it" : "",
  ].filter((text) => text !== "");
}

function Badges({ node }: { readonly node: NodeSummary }) {
  return (
    <>
      <button
        type="button"
        className="badge"
        data-source={node.source}
        title={node.reason}
        onClick={() => goTo({ tab: "cache" })}
      >
        {node.source}
      </button>
      {node.edited === null ? null : (
        <span className="badge" data-source="edited">
          ✎ {node.edited} edited
        </span>
      )}
    </>
  );
}

function Neighbours({ node, nodes }: Omit<Props, "run">) {
  const at = nodes.findIndex(({ id }) => id === node.id);
  return (
    <span className="neighbours">
      <NeighbourButton other={nodes[at - 1]} words="Previous call" sign="↑" />
      <NeighbourButton other={at === -1 ? undefined : nodes[at + 1]} words="Next call" sign="↓" />
      <button
        type="button"
        className="quiet"
        aria-label="Close the call"
        title="Close"
        onClick={() => goTo({ node: null })}
      >
        ✕
      </button>
    </span>
  );
}

interface NeighbourProps {
  readonly other: NodeSummary | undefined;
  readonly words: string;
  readonly sign: string;
}

function NeighbourButton({ other, words, sign }: NeighbourProps) {
  return (
    <button
      type="button"
      className="quiet"
      aria-label={words}
      title={other === undefined ? words : `${words}: ${other.id}`}
      disabled={other === undefined}
      onClick={() => other !== undefined && goTo({ node: other.id })}
    >
      {sign}
    </button>
  );
}

function Attempts({ node, nodes }: Omit<Props, "run">) {
  const attempts = attemptsOf(node.id, nodes);
  if (attempts.length < 2) return null;
  return (
    <p className="attempts">
      Attempt {attempts.indexOf(node.id) + 1} of {attempts.length}:
      {attempts.map((id) => (
        <button
          key={id}
          type="button"
          className="link"
          aria-current={id === node.id ? "true" : undefined}
          onClick={() => goTo({ node: id })}
        >
          {id}
        </button>
      ))}
    </p>
  );
}

function ErrorWords({ error }: { readonly error: NonNullable<NodeSummary["error"]> }) {
  const facts = [error.status === null ? "" : `HTTP ${error.status}`, error.code ?? ""];
  return (
    <p className="node-error" role="alert">
      {error.message}
      <span className="soft"> {facts.filter((fact) => fact !== "").join(" · ")}</span>
    </p>
  );
}
