// What the program said of its run with log(). Runs in the browser.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { RunLog } from "#src/protocol/program-log.ts";
import type { Run } from "#src/protocol/session.ts";
import { MessageText } from "#src/web/run/message-text.tsx";
import { Problem } from "#src/web/shell/problem.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import { goTo } from "#src/web/state/location.ts";
import { queries } from "#src/web/state/queries.ts";
import { whileRunning } from "./while-running.ts";

type Entry = RunLog["entries"][number];

/** The newest are shown first to arrive at; the rest on wish. */
const SHOWN = 100;

export function ProgramLog({ run }: { readonly run: Run }) {
  const log = useQuery({ ...queries.log(useClient(), run.run_id), ...whileRunning(run) });
  const [isWhole, setWhole] = useState(false);
  const entries = log.data?.entries ?? [];
  const hidden = isWhole ? 0 : Math.max(entries.length - SHOWN, 0);
  return (
    <section className="info-section" aria-label="Log">
      <h2>Log</h2>
      {log.error === null ? null : <Problem error={log.error} />}
      {log.isSuccess && entries.length === 0 ? (
        <p className="nothing">
          Nothing. A program writes here with <code>{`import { log } from "ao"`}</code>.
        </p>
      ) : null}
      {hidden === 0 ? null : (
        <button type="button" onClick={() => setWhole(true)}>
          Show all: {hidden.toLocaleString("en-US")} earlier
        </button>
      )}
      <ol className="log-entries">
        {entries.slice(hidden).map((entry, index) => (
          <LogEntry key={hidden + index} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function LogEntry({ entry }: { readonly entry: Entry }) {
  const { at, subrun, run_id, success } = entry;
  return (
    <li>
      <time dateTime={at} title={new Date(at).toLocaleString()}>
        {new Date(at).toLocaleTimeString([], { hour12: false })}
      </time>
      <span className="log-result" data-result={success === null ? undefined : resultOf(success)}>
        {success === null ? null : (
          <>
            <span aria-hidden="true">{success ? "✓" : "✗"}</span>
            <span className="visually-hidden">{resultOf(success)}</span>
          </>
        )}
      </span>
      <div className="log-text">
        {subrun === null ? null : (
          <button type="button" className="link" onClick={() => goTo({ run: run_id })}>
            {subrun}
          </button>
        )}
        <MessageText text={textOf(entry.entry)} />
      </div>
    </li>
  );
}

function resultOf(success: boolean): string {
  return success ? "satisfactory" : "failed";
}

function textOf(entry: unknown): string {
  return typeof entry === "string" ? entry : JSON.stringify(entry);
}
