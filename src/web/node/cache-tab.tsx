// Where the answer to a call came from, and why: from the cache, from an edit, or from outside. Runs in the
// browser.
import type { NodeDetail } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { addressOf, goTo } from "#src/web/state/location.ts";
import { WordDifference } from "./word-difference.tsx";

const WORDS = {
  live: "It went out",
  cache: "It was answered from the cache",
  edited: "It was answered with an edit",
} as const;

export function CacheTab({ run, node }: { readonly run: Run; readonly node: NodeDetail }) {
  const { served_from, miss } = node;
  return (
    <div className="cache-tab">
      <p className="verdict" data-source={node.source}>
        <span className="badge" data-source={node.source}>
          {node.source}
        </span>{" "}
        <b>{WORDS[node.source]}</b>
      </p>
      <p>{node.reason}</p>
      <dl>
        {served_from === null ? null : (
          <>
            <dt>Repeats</dt>
            <dd>
              <CallLink run={run} {...served_from} />
            </dd>
          </>
        )}
        <dt>Input hash</dt>
        <dd>{node.input_hash === null ? "none" : <code>{node.input_hash}</code>}</dd>
        <dt>Occurrence</dt>
        <dd>{occurrenceWords(node.occurrence)}</dd>
      </dl>
      {miss === null ? null : <MissView run={run} miss={miss} />}
    </div>
  );
}

interface MissProps {
  readonly run: Run;
  readonly miss: NonNullable<NodeDetail["miss"]>;
}

function MissView({ run, miss }: MissProps) {
  const { nearest, path } = miss;
  return (
    <section className="miss" aria-label="Why it could not be served">
      <h3>Why no recorded answer fits</h3>
      {nearest === null ? (
        <p>No recorded call is like it.</p>
      ) : (
        <p>
          The nearest recorded call is <CallLink run={run} {...nearest} />
          {path === null ? "." : ", which differs here first:"}
        </p>
      )}
      {path === null ? null : (
        <>
          <p>
            <code>{path}</code>
          </p>
          <WordDifference before={miss.old} after={miss.new} />
        </>
      )}
    </section>
  );
}

interface LinkProps {
  readonly run: Run;
  readonly run_id: string;
  readonly node_id: string;
}

function CallLink({ run, run_id, node_id }: LinkProps) {
  const place = { run: run_id, node: node_id, tab: "input" } as const;
  return (
    <a
      href={addressOf(place)}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        goTo(place);
      }}
    >
      {node_id} {run_id === run.run_id ? "of this run" : `of run ${run_id}`}
    </a>
  );
}

function occurrenceWords(occurrence: number): string {
  return occurrence === 0
    ? "the first call of its run with this input"
    : `${occurrence} identical ${occurrence === 1 ? "call" : "calls"} of its run came before it`;
}
