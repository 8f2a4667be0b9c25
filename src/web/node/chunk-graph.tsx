// When the parts of a stream came: time to the right, a line for each part. Runs in the browser.
import type { NodeDetail } from "#src/protocol/http-api.ts";

const WIDTH = 400;
const HEIGHT = 26;
/** More lines than that are not to be told apart. */
const MOST = 400;

export function ChunkGraph({ node }: { readonly node: NodeDetail }) {
  const { chunks, duration_ms, first_byte_ms } = node;
  const last = chunks.at(-1)?.[0] ?? 0;
  const whole = Math.max(duration_ms ?? 0, last, 1);
  const largest = Math.max(...chunks.slice(0, 10_000).map(([, size]) => size), 1);
  const step = Math.max(1, Math.ceil(chunks.length / MOST));
  const x = (at: number): number => (at / whole) * WIDTH;
  return (
    <svg
      className="chunk-graph"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label="When the parts came"
    >
      {first_byte_ms === null ? null : (
        <rect className="wait" x={0} y={HEIGHT - 3} width={x(first_byte_ms)} height={3} />
      )}
      {chunks
        .filter((_, index) => index % step === 0)
        .map(([at, size], index) => {
          const height = Math.max(4, Math.sqrt(size / largest) * (HEIGHT - 2));
          return (
            <rect
              key={index}
              x={Math.min(x(at), WIDTH - 2)}
              y={HEIGHT - height}
              width={2}
              height={height}
            />
          );
        })}
    </svg>
  );
}
