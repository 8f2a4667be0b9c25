// What this process writes down of its clocks and steps, and what the recorded run wrote down. Runs in
// the user's process; opened with the program's first question or call.
import type { ReadingsLog } from "./readings-log.ts";
import type { ClockStart } from "./readings-segment.ts";
import type { RecordedReadings } from "./recorded-readings.ts";

export interface JournalOptions {
  /** Where all clocks stand now. */
  readonly now: () => ClockStart;
  readonly log: (start: ClockStart) => ReadingsLog;
  /** Null where there is nothing to repeat. */
  readonly recorded: () => RecordedReadings | null;
}

export interface Journal {
  readonly past: RecordedReadings | null;
  /** From where the clocks count. */
  readonly start: ClockStart;
  readonly log: ReadingsLog;
}

/** Opens the journal when it is called, once. Throws where that fails. */
export function journalOf({ now, log, recorded }: JournalOptions): () => Journal {
  const open = (): Journal => {
    const past = recorded();
    const start = past?.start ?? now();
    return { past, start, log: log(start) };
  };
  let opened: Journal | null = null;
  return () => (opened ??= open());
}
