// What is known of a run: its command, when it was, how it ended, what it was answered from. Runs in the
// browser.
import type { ReactNode } from "react";
import { formatCommand, formatDuration, formatTime } from "#src/protocol/presentation/format.ts";
import type { Run } from "#src/protocol/session.ts";
import { StatusMark } from "#src/web/shell/status-mark.tsx";
import { AnsweredFrom } from "./answered-from.tsx";
import { CopyButton } from "./copy-button.tsx";

export function RunFacts({ run, runs }: { readonly run: Run; readonly runs: readonly Run[] }) {
  const command = formatCommand([run.command.script, ...run.command.args]);
  return (
    <section className="info-section" aria-label="Facts">
      <dl className="fact-list">
        <Fact name="Command">
          <code>{command}</code> <CopyButton text={command} what="command" />
        </Fact>
        <Fact name="Directory">
          <code>{run.command.cwd}</code>
        </Fact>
        {run.path === null ? null : (
          <Fact name="Subrun">
            <code>{run.path}</code>
          </Fact>
        )}
        <Fact name="Started">{formatTime(run.started_at)}</Fact>
        <Fact name="Ended">
          {run.ended_at === null ? "–" : formatTime(run.ended_at)}
          {run.duration_ms === null ? "" : `, after ${formatDuration(run.duration_ms)}`}
        </Fact>
        <Fact name="Status">
          <StatusMark status={run.status} text /> {endOf(run)}
        </Fact>
        {run.error === null ? null : (
          <Fact name="Error">
            <span className="turn-error">{run.error}</span>
          </Fact>
        )}
        <Fact name="Answered">
          <AnsweredFrom run={run} runs={runs} />
        </Fact>
        {run.seed === null ? null : (
          <Fact name="Seed">
            <code className="seed" title={run.seed}>
              {run.seed}
            </code>{" "}
            <CopyButton text={run.seed} what="seed" />
          </Fact>
        )}
        {run.version === null ? null : (
          <Fact name="Code version">
            <code>{run.version}</code>
          </Fact>
        )}
        <Fact name="Run">
          <code>{run.run_id}</code>
        </Fact>
        <Fact name="Session">
          <code>{run.session_id}</code>
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function endOf({ exit_code, signal }: Run): string {
  if (signal !== null) return `by ${signal}`;
  return exit_code === null ? "" : `with exit code ${exit_code}`;
}
