// What a person wishes of a re-run, as the form of the preview has it, and what is asked of the server.
// Pure.
import type { RerunRequest } from "#src/protocol/http-api.ts";
import { MOST_SECONDS, type MatchMode } from "#src/protocol/replay.ts";

export interface RerunWish {
  readonly mode: MatchMode;
  /** One path a line, or with commas between them. */
  readonly ignore: string;
  readonly cache: boolean;
  readonly edits: boolean;
  readonly offline: boolean;
  readonly pace: boolean;
  readonly numbers: "settings" | "recorded" | "new" | "seed";
  readonly seed: string;
  readonly clock: "settings" | "recorded" | "real";
  /** Seconds; empty for no limit. */
  readonly limit: string;
}

export const NO_WISH: RerunWish = {
  mode: "exact",
  ignore: "",
  cache: true,
  edits: true,
  offline: false,
  pace: false,
  numbers: "settings",
  seed: "",
  clock: "settings",
  limit: "",
};

export interface ReadWish {
  readonly request: RerunRequest;
  /** Why it cannot be asked for yet; null where it can. */
  readonly problem: string | null;
}

/** Says nothing to the server where nothing is wished: then its settings decide. */
export function readWish(wish: RerunWish): ReadWish {
  const seconds = wish.limit.trim() === "" ? null : Number(wish.limit);
  const isUsable = seconds === null || (seconds > 0 && seconds <= MOST_SECONDS);
  const request: RerunRequest = {
    ...matchOf(wish),
    ...(wish.edits ? {} : { edits: false }),
    ...(wish.cache ? {} : { cache: false }),
    ...(wish.offline ? { offline: true } : {}),
    ...(wish.pace ? { pace: true } : {}),
    ...(wish.clock === "settings" ? {} : { clock: wish.clock === "recorded" }),
    ...numbersOf(wish),
    ...(seconds !== null && isUsable ? { timeout: seconds } : {}),
  };
  return { request, problem: isUsable ? problemOf(wish) : "The time limit is a number of seconds" };
}

function problemOf({ mode, ignore, numbers, seed }: RerunWish): string | null {
  if (mode === "ignore-paths" && pathsOf(ignore).length === 0)
    return "Name a path that may differ, such as messages[0].content";
  if (numbers === "seed" && seed === "") return "Give a seed for the random numbers";
  return null;
}

function matchOf({ mode, ignore }: RerunWish): Pick<RerunRequest, "match"> {
  if (mode === "exact") return {};
  const paths = mode === "ignore-paths" ? pathsOf(ignore) : [];
  // Nothing to ignore yet is the same as exact.
  if (mode === "ignore-paths" && paths.length === 0) return {};
  return { match: { mode, ignore: paths } };
}

function numbersOf({ numbers, seed }: RerunWish): Pick<RerunRequest, "seed"> {
  if (numbers === "settings" || (numbers === "seed" && seed === "")) return {};
  return { seed: numbers === "seed" ? seed : numbers === "recorded" };
}

function pathsOf(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((path) => path.trim())
    .filter((path) => path !== "");
}
