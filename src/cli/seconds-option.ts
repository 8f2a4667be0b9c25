// A time given as an option's text, in seconds.
import { usage } from "#src/cli/arguments.ts";
import { MOST_SECONDS } from "#src/protocol/replay.ts";

/** In milliseconds; null where it was not given. @throws AoError `usage`. */
export function secondsOption(text: string | undefined, option: string): number | null {
  if (text === undefined) return null;
  const seconds = /^\d+(\.\d+)?s?$/.test(text.trim()) ? Number.parseFloat(text) : Number.NaN;
  if (seconds > 0 && seconds <= MOST_SECONDS) return seconds * 1000;
  throw usage(
    `cannot use "${text}" for ${option}: not a number of seconds above 0${seconds > MOST_SECONDS ? " and below 25 days" : ""}`,
  );
}
