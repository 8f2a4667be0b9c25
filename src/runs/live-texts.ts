// The readable text of running streams, for clients that watch. Runs in the server. Nothing here is
// kept: the node has it all when the call ends.
import { nodeId } from "#src/store/node-id.ts";
import type { NodeRecord, StreamPart } from "#src/store/records.ts";
import { answered } from "#src/runs/call-end.ts";
import type { Change } from "#src/runs/journal.ts";
import { readCallResponse } from "#src/runs/read-call.ts";
import { streamTypeOf } from "#src/runs/stream-body.ts";

interface LiveText {
  readonly pieces: Buffer[];
  size: number;
  text: string;
  /** The stream is read again when it has this many bytes. */
  next: number;
}

/** Reading from the start each time costs: it is done when a stream has grown by this part. */
const GROWTH = 1.05;

export class LiveTexts {
  readonly #texts = new Map<string, LiveText>();
  readonly #isWatched: () => boolean;

  constructor(isWatched: () => boolean) {
    this.#isWatched = isWatched;
  }

  /** Announces the text that `parts`, which are already stored, bring. */
  async add(change: Change, node: NodeRecord, parts: readonly StreamPart[]): Promise<void> {
    if (!this.#isWatched()) {
      // Whoever watches later gets it from the start: what is left out now would be a hole.
      this.forget(node.runId, node.callId ?? "");
      return;
    }
    const live = await this.#grow(change, node, parts);
    if (live.size < live.next) return;
    live.next = live.size * GROWTH;
    const text = readText(node, Buffer.concat(live.pieces));
    if (!text.startsWith(live.text) || text.length === live.text.length) return;
    const added = text.slice(live.text.length);
    live.text = text;
    const run = await change.store.runs.get(node.runId);
    if (run === null) return;
    await change.emit(
      {
        type: "node.chunk",
        session_id: run.run.session_id,
        run_id: node.runId,
        data: { node_id: nodeId(node.number), at: parts.at(-1)?.at ?? 0, text: added },
      },
      { keep: false },
    );
  }

  /** The call ended. */
  forget(runId: string, callId: string): void {
    this.#texts.delete(keyOf(runId, callId));
  }

  async #grow(change: Change, node: NodeRecord, parts: readonly StreamPart[]): Promise<LiveText> {
    const key = keyOf(node.runId, node.callId ?? "");
    const known = this.#texts.get(key);
    const live = known ?? { pieces: [], size: 0, text: "", next: 0 };
    // Watched from the middle on: what came before is read once.
    const fresh =
      known === undefined ? await change.store.nodes.parts(node.runId, node.number) : parts;
    for (const part of fresh) {
      const piece = Buffer.from(part.content, part.encoding);
      live.pieces.push(piece);
      live.size += piece.length;
    }
    this.#texts.set(key, live);
    return live;
  }
}

function keyOf(runId: string, callId: string): string {
  return `${runId} ${callId}`;
}

function readText(node: NodeRecord, bytes: Buffer): string {
  const head = { content_type: streamTypeOf(bytes), content_encoding: null, bytes: bytes.length };
  return readCallResponse(answered(node), bytes, head).text;
}
