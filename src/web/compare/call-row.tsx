// One call of a comparison: its state, its place in either run, what it took more or less, and what
// differs. Runs in the browser.
import { signed } from "#src/protocol/presentation/describe-deltas.ts";
import { formatCost, formatCount, formatDuration } from "#src/protocol/presentation/format.ts";
import type { AlignedCall, Deltas, RunDiff } from "#src/protocol/diff.ts";
import type { NodeSummary } from "#src/protocol/graph.ts";
import type { Run } from "#src/protocol/session.ts";
import { CallLink } from "./call-link.tsx";
import { ChangeList } from "./change-list.tsx";
import { SIGNS, stateWords } from "./states.ts";

interface Props {
  readonly call: AlignedCall;
  readonly diff: RunDiff;
  readonly runs: readonly Run[];
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

const CAUSES: Readonly<Record<NonNullable<AlignedCall["cause"]>, string>> = {
  edit: "because of the edit",
  variation: "varies by itself",
  unknown: "cause not known",
};

export function CallRow({ call, diff, runs, isOpen, onToggle }: Props) {
  const { state, a, b, subrun } = call;
  const canOpen = state === "changed";
  const label = labelOf(call);
  return (
    <article
      className="call-entry"
      data-state={state}
      aria-label={`${label}: ${stateWords(state)}`}
    >
      <div className="call-line">
        {canOpen ? (
          <button
            type="button"
            className="quiet toggle"
            aria-expanded={isOpen}
            aria-label={`Differences of ${label}`}
            onClick={onToggle}
          >
            {isOpen ? "▾" : "▸"}
          </button>
        ) : (
          <span />
        )}
        <span className="state">
          <span aria-hidden="true">{SIGNS[state]}</span> {stateWords(state)}
        </span>
        <CallLink side="a" run={diff.a} runs={runs} subrun={subrun} node={a} />
        <CallLink side="b" run={diff.b} runs={runs} subrun={subrun} node={b} />
        <span className="what">
          <span className="label" title={label}>
            {subrun === null ? null : <span className="subrun">{subrun} › </span>}
            {label}
          </span>
          <Badges call={call} />
        </span>
        <DeltaCells deltas={call.deltas} />
      </div>
      {canOpen && isOpen ? (
        <div className="call-changes">
          <EndChange a={a} b={b} />
          <ChangeList side="input" changes={call.input} />
          <ChangeList side="output" changes={call.output} />
        </div>
      ) : null}
    </article>
  );
}

function labelOf({ a, b }: AlignedCall): string {
  const [old, now] = [a?.label, b?.label];
  if (old === undefined || now === undefined || old === now) return now ?? old ?? "";
  return `${old} → ${now}`;
}

function Badges({ call }: { readonly call: AlignedCall }) {
  const { b, cause } = call;
  return (
    <>
      {b?.edited ? <span className="badge edited">✎ edited {b.edited}</span> : null}
      {b?.source === "cache" ? <span className="badge cache">cache</span> : null}
      {cause === undefined ? null : (
        <span className="badge cause" data-cause={cause}>
          {CAUSES[cause]}
        </span>
      )}
    </>
  );
}

function DeltaCells({ deltas }: { readonly deltas: Deltas | null }) {
  const tokens = deltas?.tokens ?? { input: 0, output: 0 };
  const parts = [
    tokens.input === 0 ? "" : `${signed(tokens.input, formatCount)} in`,
    tokens.output === 0 ? "" : `${signed(tokens.output, formatCount)} out`,
  ];
  const cost = deltas?.cost_usd ?? 0;
  const time = deltas?.duration_ms ?? 0;
  return (
    <>
      <span className="delta" title="Tokens: b minus a">
        {parts.filter((part) => part !== "").join(", ")}
      </span>
      <span className="delta" title="Cost: b minus a">
        {cost === 0 ? "" : signed(cost, formatCost)}
      </span>
      <span className="delta" title="Time: b minus a">
        {Math.abs(time) < 1 ? "" : signed(time, formatDuration)}
      </span>
    </>
  );
}

/** How it ended, where that is what differs. */
function EndChange(props: { readonly a: NodeSummary | null; readonly b: NodeSummary | null }) {
  const { a, b } = props;
  if (a === null || b === null) return null;
  const [old, now] = [endOf(a), endOf(b)];
  if (old === now) return null;
  return (
    <p className="change-end">
      ended <del>{old}</del> <ins>{now}</ins>
    </p>
  );
}

function endOf({ status, error }: NodeSummary): string {
  return error === null ? status : `${status}: ${error.message}`;
}
