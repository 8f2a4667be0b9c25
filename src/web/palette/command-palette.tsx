// Finds commands, calls, runs and sessions by their names. Runs in the browser. The dialog around it is our
// own: the one of cmdk puts style elements into the page, which its policy forbids.
import { Command as Menu } from "cmdk";
import { useDeferredValue, useState } from "react";
import { flushSync } from "react-dom";
import type { Situation } from "#src/web/keyboard/commands.ts";
import { Dialog } from "#src/web/shell/dialog.tsx";
import { StatusMark } from "#src/web/shell/status-mark.tsx";
import { type Entry, entriesFor } from "./entries.ts";
import { usePaletteSessions } from "./use-palette-sessions.ts";

interface Props {
  readonly situation: Situation;
  readonly onClose: () => void;
}

export function CommandPalette({ situation, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const search = useDeferredValue(typed.trim());
  const groups = entriesFor(situation, search, usePaletteSessions(search));
  const values = groups.flatMap(({ entries }) => entries.map(({ value }) => value));
  const pick = (run: () => void): void => {
    // Gone before the command is done: it may want the focus.
    flushSync(onClose);
    run();
  };
  return (
    <Dialog title="Find a command, session, run or call" onClose={onClose}>
      <Menu
        className="palette"
        label="Commands, sessions, runs and calls"
        shouldFilter={false}
        vimBindings={false}
        loop
        // There is always a chosen one, also when what was chosen is not found any more.
        value={chosen !== null && values.includes(chosen) ? chosen : (values[0] ?? "")}
        onValueChange={setChosen}
        onKeyDown={(event) => {
          if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
          event.preventDefault();
          onClose();
        }}
      >
        <Menu.Input
          data-autofocus
          placeholder="A command, a session, a run, a call…"
          value={typed}
          onValueChange={(text) => {
            setTyped(text);
            setChosen(null);
          }}
        />
        <Menu.List label="Found">
          <Menu.Empty className="empty">Nothing has that name.</Menu.Empty>
          {groups.map(({ title, entries }) => (
            <Menu.Group key={title} heading={title}>
              {entries.map((entry) => (
                <Line key={entry.value} entry={entry} onPick={() => pick(entry.run)} />
              ))}
            </Menu.Group>
          ))}
        </Menu.List>
      </Menu>
    </Dialog>
  );
}

function Line({ entry, onPick }: { readonly entry: Entry; readonly onPick: () => void }) {
  return (
    <Menu.Item value={entry.value} onSelect={onPick}>
      {entry.status === null ? null : <StatusMark status={entry.status} />}
      <span className="name">{entry.title}</span>
      {entry.hint === null ? null : <span className="hint">{entry.hint}</span>}
      {entry.keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </Menu.Item>
  );
}
