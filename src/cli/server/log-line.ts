// A line of a log as data. Pure.

export interface LogLine {
  /** ISO 8601; null for what a process printed without a time. */
  readonly time: string | null;
  readonly level: "debug" | "info" | "warn" | "error" | null;
  /** The rest as it is, `key=value` fields included. */
  readonly message: string;
}

/** Reads a line without its line feed. */
export function parseLogLine(line: string): LogLine {
  const match = /^(\d{4}-\d\d-\d\dT\S+Z) (DEBUG|INFO|WARN|ERROR) (.*)$/s.exec(line);
  if (match === null) return { time: null, level: null, message: line };
  const [, time = "", level = "", message = ""] = match;
  return { time, level: level.toLowerCase() as LogLine["level"], message };
}
