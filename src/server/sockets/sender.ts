// What the socket code needs of a connection; Bun's ServerWebSocket in the server.

export interface SocketSender {
  /** Sends or queues a message; 0 where it was dropped (closed, or far too much is queued). */
  send(text: string): number;
  /** Bytes that wait for the client to read. */
  bufferedAmount(): number;
  close(code: number, reason: string): void;
}

/** Close codes: 1xxx of RFC 6455, 4xxx our own. */
export const CLOSE = {
  /** The server stops; connect again and it is started anew. */
  goingAway: 1001,
  tooBig: 1009,
  internal: 1011,
  /** The client sent what can never be taken; sending it again is of no use. */
  refused: 4000,
  /** The client reads too slowly; subscribe again with `since`. */
  tooSlow: 4008,
} as const;
