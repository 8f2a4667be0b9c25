// How numbers and times are written for people. Pure; the time of day is passed in.
import type { Tokens } from "#src/protocol/graph.ts";

/** `12 ms`, `0.42 s`, `12.3 s`, `2 m 05 s`, `1 h 02 m`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 99.5) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${twoDigits(whole % 60)} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} m`;
}

/** `950`, `12.4k`, `3.1M`. */
export function formatCount(count: number): string {
  if (count < 10_000) return String(Math.round(count));
  if (count < 999_500) return `${trimZero((count / 1000).toFixed(count < 99_950 ? 1 : 0))}k`;
  return `${trimZero((count / 1_000_000).toFixed(1))}M`;
}

/** `812→14`: what went in and what came out. */
export function formatTokens(tokens: Pick<Tokens, "input" | "output">): string {
  return `${formatCount(tokens.input)}→${formatCount(tokens.output)}`;
}

/** `$0.0001`, `$0.0312`, `$1.25`; what is less than that is `<$0.0001`. */
export function formatCost(dollars: number): string {
  if (dollars === 0) return "$0";
  if (dollars < 0.0001) return "<$0.0001";
  return `$${dollars < 1 ? dollars.toFixed(4) : dollars.toFixed(2)}`;
}

/** `812 bytes`, `12 KB`, `1.4 MB`; a KB is 1,024 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} ${bytes === 1 ? "byte" : "bytes"}`;
  const kilobytes = bytes / 1024;
  if (kilobytes < 1000) return `${trimZero(kilobytes.toFixed(kilobytes < 10 ? 1 : 0))} KB`;
  const megabytes = kilobytes / 1024;
  if (megabytes < 1000) return `${trimZero(megabytes.toFixed(1))} MB`;
  return `${trimZero((megabytes / 1024).toFixed(1))} GB`;
}

/** `just now`, `5 min ago`, `3 h ago`, `2 days ago`, then the date: `2026-11-02`. */
export function formatAge(iso: string, now: Date): string {
  const then = new Date(iso);
  if (Number.isNaN(then.getTime())) return iso;
  const minutes = Math.floor((now.getTime() - then.getTime()) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  const days = Math.floor(hours / 24);
  if (days < 14) return days === 1 ? "yesterday" : `${days} days ago`;
  return formatDate(then);
}

/** `2026-11-02 09:19:03`, in the local time zone. */
export function formatTime(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(twoDigits).join(":");
  return `${formatDate(time)} ${clock}`;
}

/** `1 node`, `2 nodes`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}

/** A command's words as a shell would take them. */
export function formatCommand(words: readonly string[]): string {
  return words
    .map((word) =>
      /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`,
    )
    .join(" ");
}

function formatDate(time: Date): string {
  return [time.getFullYear(), time.getMonth() + 1, time.getDate()].map(twoDigits).join("-");
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

function trimZero(text: string): string {
  return text.replace(/\.0$/, "");
}
