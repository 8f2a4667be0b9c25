// Who the server is, since when, with how many sessions. Runs in the browser; asks every few seconds.
import { useQuery } from "@tanstack/react-query";
import { formatDuration } from "#src/protocol/presentation/format.ts";
import type { Writer } from "#src/web/client/client.ts";
import { Problem } from "#src/web/shell/problem.tsx";

const EVERY_MS = 5000;

export function HealthFacts({ writer }: { readonly writer: Writer }) {
  const { data, error } = useQuery({
    queryKey: ["health"],
    queryFn: () => writer.readHealth(),
    refetchInterval: EVERY_MS,
    retry: false,
  });
  return (
    <section className="server-card" aria-label="Health">
      <h2>Health</h2>
      {error === null ? null : <Problem error={error} />}
      {data === undefined ? (
        <p className="soft">{error === null ? "Loading…" : "Nothing is known of it."}</p>
      ) : (
        <dl className="pairs">
          <dt>Status</dt>
          <dd className={error === null ? "good" : "bad"}>
            {error === null ? "✓ well" : "✗ does not answer"}
          </dd>
          <dt>Version</dt>
          <dd>{data.version}</dd>
          <dt>Process</dt>
          <dd>{data.pid}</dd>
          <dt>Running for</dt>
          <dd>{formatDuration(data.uptime_seconds * 1000)}</dd>
          <dt>Sessions</dt>
          <dd>
            {data.total_sessions.toLocaleString("en-US")}, {data.active_sessions} running
          </dd>
          <dt>Address</dt>
          <dd>{location.origin}</dd>
        </dl>
      )}
    </section>
  );
}
