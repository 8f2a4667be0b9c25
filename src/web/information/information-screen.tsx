// All about one run that is no call: what people and the program said of it, what it was, what it wrote.
// Runs in the browser.
import type { Run, Session } from "#src/protocol/session.ts";
import { AboutRun } from "./about-run.tsx";
import { EnvironmentNames } from "./environment-names.tsx";
import { ProgramLog } from "./program-log.tsx";
import { ProgramOutput } from "./program-output.tsx";
import { RunFacts } from "./run-facts.tsx";

interface Props {
  readonly session: Session;
  readonly run: Run;
  readonly runs: readonly Run[];
}

export function InformationScreen({ session, run, runs }: Props) {
  return (
    <div className="information scroll" role="region" aria-label="Run information">
      <div className="info-pair">
        <AboutRun key={run.run_id} session={session} run={run} />
        <RunFacts run={run} runs={runs} />
      </div>
      <ProgramOutput key={`output ${run.run_id}`} run={run} />
      <ProgramLog key={`log ${run.run_id}`} run={run} />
      <EnvironmentNames run={run} />
    </div>
  );
}
