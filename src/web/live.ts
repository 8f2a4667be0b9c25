// The connection to `/ws`. Runs in the browser. Between a lost connection and the next one nothing
// is missed: it asks for what came after the last number it saw.
import type { RunDelta, SocketMessage } from "#src/protocol/socket-api.ts";

export type ConnectionState = "connecting" | "live" | "lost";

export interface LiveHandlers {
  readonly onDelta: (delta: RunDelta) => void;
  /** At the first connection, and where what was missed is no longer kept: read the state anew. */
  readonly onReset: () => void;
  readonly onState: (state: ConnectionState) => void;
}

const SHORTEST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** Stays connected as long as the page is there; `sessionId` narrows what comes. */
export function connectLive(handlers: LiveHandlers, sessionId?: string): void {
  let lastSeq: number | null = null;
  let wait = SHORTEST_WAIT_MS;
  const session = sessionId === undefined ? {} : { session_id: sessionId };

  const receive = (message: SocketMessage): void => {
    if (message.type === "pong" || message.type === "error") return;
    if (message.type === "subscribed") {
      const isReset = lastSeq === null || message.reset;
      lastSeq = Math.max(message.reset ? 0 : (lastSeq ?? 0), message.seq);
      wait = SHORTEST_WAIT_MS;
      handlers.onState("live");
      if (isReset) handlers.onReset();
      return;
    }
    lastSeq = message.seq;
    handlers.onDelta(message);
  };
  const connect = (): void => {
    const socket = new WebSocket(`ws://${location.host}/ws`);
    socket.addEventListener("open", () => {
      const since = lastSeq === null ? {} : { since: lastSeq };
      socket.send(JSON.stringify({ type: "subscribe", ...session, ...since }));
    });
    socket.addEventListener("message", ({ data }) => {
      receive(JSON.parse(String(data)) as SocketMessage);
    });
    socket.addEventListener("close", () => {
      handlers.onState("lost");
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
  };
  handlers.onState("connecting");
  connect();
}
