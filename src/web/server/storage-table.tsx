// What ao keeps on the disk. Runs in the browser.
import { useQuery } from "@tanstack/react-query";
import { formatBytes } from "#src/protocol/presentation/format.ts";
import type { Storage } from "#src/protocol/http-api.ts";
import type { Writer } from "#src/web/client/client.ts";
import { Problem } from "#src/web/shell/problem.tsx";

const EVERY_MS = 15_000;
const WORDS: Readonly<Record<Storage["parts"][number]["name"], string>> = {
  database: "Recorded sessions",
  spool: "Not yet taken up",
  logs: "Logs",
  rewritten: "Rewritten programs",
  git: "Versions of code",
  runtime: "Parts of ao itself",
};

export function StorageTable({ writer }: { readonly writer: Writer }) {
  const { data, error } = useQuery({
    queryKey: ["storage"],
    queryFn: () => writer.readStorage(),
    refetchInterval: EVERY_MS,
    staleTime: 0,
    retry: false,
  });
  return (
    <section className="server-card" aria-label="Storage">
      <h2>Storage</h2>
      {error === null ? null : <Problem error={error} />}
      {data === undefined ? (
        error === null ? (
          <p className="soft">Loading…</p>
        ) : null
      ) : (
        <>
          <table className="storage">
            <thead className="visually-hidden">
              <tr>
                <th scope="col">What</th>
                <th scope="col">Share</th>
                <th scope="col">Files</th>
                <th scope="col">Size</th>
              </tr>
            </thead>
            <tbody>
              {data.parts.map((part) => (
                <Row key={part.name} part={part} total={data.total_bytes} />
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colSpan={3}>
                  Total
                </th>
                <td>{formatBytes(data.total_bytes)}</td>
              </tr>
            </tfoot>
          </table>
          <p className="soft path">{data.home}</p>
        </>
      )}
    </section>
  );
}

interface RowProps {
  readonly part: Storage["parts"][number];
  readonly total: number;
}

function Row({ part, total }: RowProps) {
  const share = total === 0 ? 0 : part.bytes / total;
  return (
    <tr title={part.path}>
      <th scope="row">{WORDS[part.name]}</th>
      <td className="share">
        <span className="bar" aria-hidden="true">
          <span style={{ width: `${share * 100}%` }} />
        </span>
        <span className="visually-hidden">{Math.round(share * 100)} %</span>
      </td>
      <td className="soft">
        {part.files === 1 ? "1 file" : `${part.files.toLocaleString("en-US")} files`}
      </td>
      <td>{formatBytes(part.bytes)}</td>
    </tr>
  );
}
