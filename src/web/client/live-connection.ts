// The connection to `/ws`. Runs in the browser. Between a lost connection and the next one nothing
// is missed: it asks for what came after the last number it saw.
import type { SocketMessage } from "#src/protocol/socket-api.ts";
import type { LiveEvents } from "./client.ts";

const SHORTEST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** Stays connected until the function it gives is called. */
export function connectLive({ onDelta, onReset, onState }: LiveEvents): () => void {
  let lastSeq = pageSeq();
  let wait = SHORTEST_WAIT_MS;
  let socket: WebSocket | null = null;
  let timer = 0;
  let isOver = false;

  const receive = (message: SocketMessage): void => {
    if (message.type === "pong" || message.type === "error") return;
    if (message.type !== "subscribed") {
      lastSeq = message.seq;
      return onDelta(message);
    }
    lastSeq = Math.max(message.reset ? 0 : lastSeq, message.seq);
    wait = SHORTEST_WAIT_MS;
    onState("live");
    if (message.reset) onReset();
  };
  const connect = (): void => {
    socket = new WebSocket(`ws://${location.host}/ws`);
    socket.addEventListener("open", () => {
      socket?.send(JSON.stringify({ type: "subscribe", since: lastSeq }));
    });
    socket.addEventListener("message", ({ data }) => {
      receive(JSON.parse(String(data)) as SocketMessage);
    });
    socket.addEventListener("close", () => {
      if (isOver) return;
      onState("lost");
      timer = window.setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
  };
  onState("connecting");
  connect();
  return () => {
    isOver = true;
    clearTimeout(timer);
    socket?.close();
  };
}

/** The number of the newest delta when the server sent this page: what came since is asked for. */
function pageSeq(): number {
  const element = document.querySelector<HTMLMetaElement>('meta[name="ao-seq"]');
  return Number(element?.content ?? 0);
}
