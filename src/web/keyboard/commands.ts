// All that keys and the palette can do: one table, from which the handler of keys, the sheet of keys and
// the palette are made. Runs in the browser.
import type { RunOutline } from "#src/protocol/http-api.ts";
import { type Action, act } from "#src/web/state/actions.ts";
import type { CurrentRun } from "#src/web/state/current-run.ts";
import { goTo, type Place, type View, VIEWS } from "#src/web/state/location.ts";
import { say } from "#src/web/shell/notices.tsx";
import { stepAlongEdge, stepInRuns, stepInTime } from "./moves.ts";
import { showOverlay } from "./overlay.ts";

/** What is shown when a command is given. */
export interface Situation {
  readonly place: Place;
  readonly current: CurrentRun;
  /** Of the shown run; null while it is not read. */
  readonly outline: RunOutline | null;
  /** False for a file: nothing can be run or edited there. */
  readonly canChange: boolean;
}

export interface Command {
  readonly id: string;
  /** As `keys.ts` names them. */
  readonly keys: readonly string[];
  readonly title: string;
  readonly group: "Calls" | "Runs" | "Views" | "Page";
  /** Whether it has something to act on. */
  readonly when: (situation: Situation) => boolean;
  readonly run: (situation: Situation) => void;
}

const isRun = ({ place, current }: Situation): boolean =>
  place.screen === "run" && current.run !== null;
const hasCalls = (situation: Situation): boolean =>
  isRun(situation) && (situation.outline?.nodes.length ?? 0) > 0;
const hasCall = (situation: Situation): boolean =>
  hasCalls(situation) && situation.place.node !== null;
const hasRun = ({ current }: Situation): boolean => current.run !== null;
const canRun = (situation: Situation): boolean => hasRun(situation) && situation.canChange;
const always = (): boolean => true;

const CALLS: readonly Command[] = [
  call("next", "j", "Next call in time", inTime(1)),
  call("previous", "k", "Previous call in time", inTime(-1)),
  call("parent", "h", "To the call that its input came from", alongEdge("source")),
  call("child", "l", "To the call that its output went to", alongEdge("target")),
  {
    ...call("open", "Enter", "Open the call’s details", open),
    when: hasCalls,
  },
  {
    ...call("edit", "e", "Edit the call", () => ask("edit", "This call cannot be edited")),
    when: (situation) => hasCall(situation) && situation.canChange,
  },
  {
    ...call("close", "Escape", "Close the call’s details", close),
    when: ({ place }) => place.node !== null || place.screen !== "run",
  },
];

const RUNS: readonly Command[] = [
  runCommand("rerun", "r", "Run again", () => ask("rerun", "This run cannot be run again here")),
  runCommand("preview", "R", "What would a re-run send?", () =>
    ask("preview", "There is no preview of this run"),
  ),
  {
    ...runCommand("diff", "d", "Compare with its parent run", compare),
    when: hasRun,
  },
  { ...runCommand("run-before", "[", "Previous run of the session", inRuns(-1)), when: hasRun },
  { ...runCommand("run-after", "]", "Next run of the session", inRuns(1)), when: hasRun },
  {
    ...runCommand("information", "", "Notes, output and log of the run", () =>
      goTo({ screen: "information" }),
    ),
    keys: [],
    when: hasRun,
  },
];

const TITLES: Readonly<Record<View, string>> = {
  graph: "Graph",
  tree: "Tree",
  timeline: "Timeline",
  messages: "Messages",
};
const SHOWN: readonly Command[] = VIEWS.map((view, index) => ({
  id: `view-${view}`,
  keys: [String(index + 1)],
  title: TITLES[view],
  group: "Views",
  when: hasRun,
  run: () => goTo({ screen: "run", view }),
}));

const PAGE: readonly Command[] = [
  page("search", "/", "Search sessions", () => act("search")),
  page("palette", "Mod+k", "Find a command, session, run or call", () => showOverlay("palette")),
  page("help", "?", "Show the keys", () => showOverlay("help")),
  {
    ...page("server", "", "Server: health, logs, storage", () => goTo({ screen: "server" })),
    when: ({ canChange }) => canChange,
  },
  page("settings", "", "Settings: theme, editor, font", () => goTo({ screen: "settings" })),
  page("sessions", "", "To no session", () => goTo({ session: null, run: null, screen: "run" })),
];

export const COMMANDS: readonly Command[] = [...CALLS, ...RUNS, ...SHOWN, ...PAGE];

type Doing = Command["run"];

function call(id: string, key: string, title: string, run: Doing): Command {
  return { id, keys: [key], title, group: "Calls", when: hasCalls, run };
}

function runCommand(id: string, key: string, title: string, run: Doing): Command {
  return { id, keys: [key], title, group: "Runs", when: canRun, run };
}

function page(id: string, key: string, title: string, run: Doing): Command {
  return { id, keys: key === "" ? [] : [key], title, group: "Page", when: always, run };
}

/** Asks the part of the page that does it. */
function ask(action: Action, otherwise: string): void {
  if (!act(action)) say(otherwise, "failed");
}

function inTime(direction: 1 | -1): Doing {
  return ({ outline, place }) => select(outline && stepInTime(outline, place.node, direction));
}

function alongEdge(side: "source" | "target"): Doing {
  return ({ outline, place }) =>
    select(outline && place.node && stepAlongEdge(outline, place.node, side));
}

/** Replaces: back leads out of the run, not through each call that was passed. */
function select(node: string | null): void {
  if (node !== null && node !== "") goTo({ node }, { replace: true });
}

function open({ outline, place }: Situation): void {
  if (outline === null) return;
  if (place.node === null) return goTo({ node: stepInTime(outline, null, 1) });
  if (act("open")) return;
  // The tabs come after the buttons of its head; a call that there is not has only a button.
  const [tab, button] = [".node [role=tab][aria-selected=true]", ".node button"].map((selector) =>
    document.querySelector<HTMLElement>(selector),
  );
  (tab ?? button)?.focus();
}

function close({ place }: Situation): void {
  if (place.screen === "run") goTo({ node: null });
  else goTo({ screen: "run" });
}

function compare(): void {
  ask("diff", "There is no other run to compare it with");
}

function inRuns(direction: 1 | -1): Doing {
  return ({ current }) => {
    if (current.run === null) return;
    const next = stepInRuns(current.runs, current.run, direction);
    if (next !== null) goTo({ run: next.run_id });
  };
}
