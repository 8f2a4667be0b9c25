// The names of the variables that the program could see; their values are kept nowhere. Runs in the
// browser.
import { useQuery } from "@tanstack/react-query";
import { plural } from "#src/protocol/presentation/format.ts";
import type { Run } from "#src/protocol/session.ts";
import { Problem } from "#src/web/shell/problem.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import { queries } from "#src/web/state/queries.ts";

export function EnvironmentNames({ run }: { readonly run: Run }) {
  const environment = useQuery(queries.environment(useClient(), run.run_id));
  if (environment.error !== null) return <Problem error={environment.error} />;
  const names = environment.data?.names ?? [];
  return (
    <section className="info-section" aria-label="Environment">
      <h2>Environment</h2>
      {environment.isSuccess && names.length === 0 ? (
        <p className="nothing">The names of its variables were not recorded.</p>
      ) : (
        <details>
          <summary>{plural(names.length, "variable")}; only the names are recorded</summary>
          <ul className="variable-names">
            {names.map((name) => (
              <li key={name}>
                <code>{name}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
