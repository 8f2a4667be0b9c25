// The end of a log, and what comes while it is followed. Runs in the browser; asks again and again,
// each time for what came after the answer before.
import { useEffect, useRef, useState } from "react";
import type { LogName } from "#src/protocol/http-api.ts";
import type { Writer } from "#src/web/client/client.ts";
import { addLines, type LogLine } from "./log-lines.ts";

const EVERY_MS = 1000;

export interface ShownLog {
  readonly file: string | null;
  readonly lines: readonly LogLine[];
  readonly error: Error | null;
  readonly isLoading: boolean;
}

const NOTHING: ShownLog = { file: null, lines: [], error: null, isLoading: true };

/** To be used by a component per log: another name goes with another key. */
export function useLog(writer: Writer, name: LogName, follows: boolean): ShownLog {
  const [log, setLog] = useState(NOTHING);
  const position = useRef<string | null>(null);
  useEffect(() => {
    let timer = 0;
    let isOver = false;
    const ask = async (): Promise<void> => {
      try {
        const tail = await writer.readServerLog(name, position.current);
        if (isOver) return;
        position.current = tail.position;
        setLog(({ lines }) => ({
          file: tail.file,
          lines: addLines(lines, tail),
          error: null,
          isLoading: false,
        }));
      } catch (error) {
        if (isOver) return;
        const told = error instanceof Error ? error : new Error(String(error));
        setLog((before) => ({ ...before, error: told, isLoading: false }));
      }
      if (!isOver && follows) timer = window.setTimeout(() => void ask(), EVERY_MS);
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [writer, name, follows]);
  return log;
}
