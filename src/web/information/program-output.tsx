// What the program wrote, in its colours, the two streams told apart; follows while it runs. Runs in the
// browser.
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { plural } from "#src/protocol/presentation/format.ts";
import type { Run } from "#src/protocol/session.ts";
import { Problem } from "#src/web/shell/problem.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import { queries } from "#src/web/state/queries.ts";
import { type Stream, outputLines } from "./output-lines.ts";
import { OutputText } from "./output-text.tsx";
import { whileRunning } from "./while-running.ts";

type Wish = Stream | "both";

const WISHES: readonly Wish[] = ["both", "stdout", "stderr"];

export function ProgramOutput({ run }: { readonly run: Run }) {
  const output = useQuery({ ...queries.output(useClient(), run.run_id), ...whileRunning(run) });
  const [wish, setWish] = useState<Wish>("both");
  const parts = output.data?.parts;
  const lines = useMemo(() => outputLines(parts ?? []), [parts]);
  const shown = useMemo(
    () => (wish === "both" ? lines : lines.filter(({ stream }) => stream === wish)),
    [lines, wish],
  );
  return (
    <section className="info-section" aria-label="Program output">
      <div className="output-head">
        <h2>Program output</h2>
        <span className="nothing">{lines.length === 0 ? "" : plural(shown.length, "line")}</span>
        <div className="segments" role="group" aria-label="Stream">
          {WISHES.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === wish}
              data-stream={one}
              onClick={() => setWish(one)}
            >
              {one}
            </button>
          ))}
        </div>
      </div>
      {output.error === null ? null : <Problem error={output.error} />}
      {output.isPending ? <p className="nothing">Loading…</p> : null}
      {output.isSuccess && shown.length === 0 ? (
        <p className="nothing">
          {run.status === "running"
            ? "Nothing yet. It appears here as the program writes it."
            : "The program wrote nothing here."}
        </p>
      ) : null}
      {shown.length === 0 ? null : (
        <OutputText key={wish} lines={shown} isGoingOn={run.status === "running"} />
      )}
      {output.data?.truncated ? (
        <p className="nothing">The program wrote more than ao keeps: this is the first megabyte.</p>
      ) : null}
    </section>
  );
}
