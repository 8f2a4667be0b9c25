// What a program writes is in no delta: it is asked for as long as it runs. Pure.
import type { Run } from "#src/protocol/session.ts";

const EVERY_MS = 1000;

export function whileRunning({ status }: Run): { readonly refetchInterval: number | false } {
  return { refetchInterval: status === "running" ? EVERY_MS : false };
}
