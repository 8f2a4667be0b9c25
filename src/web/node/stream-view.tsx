// A streamed answer: its text while it comes, and when its parts came. Runs in the browser.
import { useRef } from "react";
import { formatBytes, formatDuration, plural } from "#src/protocol/presentation/format.ts";
import type { NodeDetail } from "#src/protocol/http-api.ts";
import { useEndFollowing } from "#src/web/shell/use-end-following.ts";
import { useStreamText } from "#src/web/state/stream-texts.ts";
import { ChunkGraph } from "./chunk-graph.tsx";

export function StreamView({ node }: { readonly node: NodeDetail }) {
  const isRunning = node.status === "running";
  if (!isRunning && node.chunks.length === 0) return null;
  return (
    <section className="stream" aria-label="Stream">
      {isRunning ? <LiveText node={node} /> : null}
      {node.chunks.length === 0 ? null : <Arrivals node={node} />}
    </section>
  );
}

function LiveText({ node }: { readonly node: NodeDetail }) {
  const text = useStreamText(node.run_id, node.id);
  const holder = useRef<HTMLDivElement>(null);
  useEndFollowing(holder, { isGrowing: true, startsAtEnd: true });
  return (
    <div ref={holder} className="live-text" aria-busy="true">
      {isOlderThanPage(node) ? (
        <p className="soft">
          It began before this page was opened: its beginning is here when it is whole.
        </p>
      ) : text === "" ? (
        <span className="soft">Waiting for the answer…</span>
      ) : null}
      {text}
      <span className="stream-caret" aria-hidden="true" />
    </div>
  );
}

/** What streamed before is not told again. */
function isOlderThanPage({ started_at }: NodeDetail): boolean {
  return Date.parse(started_at) < performance.timeOrigin;
}

function Arrivals({ node }: { readonly node: NodeDetail }) {
  const { chunks, first_byte_ms } = node;
  const bytes = chunks.reduce((sum, [, size]) => sum + size, 0);
  const facts = [
    first_byte_ms === null ? "" : `first byte after ${formatDuration(first_byte_ms)}`,
    plural(chunks.length, "part"),
    formatBytes(bytes),
  ].filter((fact) => fact !== "");
  return (
    <details className="arrivals">
      <summary>
        Stream: {facts.join(" · ")}
        <ChunkGraph node={node} />
      </summary>
      <ChunkTable chunks={chunks} />
    </details>
  );
}

/** Rows that are in the page. */
const MOST = 200;

function ChunkTable({ chunks }: Pick<NodeDetail, "chunks">) {
  return (
    <div className="chunk-table">
      <table>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">After</th>
            <th scope="col">Since the last</th>
            <th scope="col">Bytes</th>
          </tr>
        </thead>
        <tbody>
          {chunks.slice(0, MOST).map(([at, size], index) => (
            // Several can come at the same time.
            <tr key={index}>
              <td>{index + 1}</td>
              <td>{formatDuration(at)}</td>
              <td>{index === 0 ? "" : `+${formatDuration(at - (chunks[index - 1]?.[0] ?? 0))}`}</td>
              <td>{size.toLocaleString("en-US")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {chunks.length > MOST ? (
        <p className="soft">and {plural(chunks.length - MOST, "part")} more</p>
      ) : null}
    </div>
  );
}
