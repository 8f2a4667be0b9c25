// Listens to keys, and shows what they open. Runs in the browser. Keys that somebody types, or that a
// control or a dialog has use for, are left alone.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useLayoutEffect, useRef } from "react";
import { CommandPalette } from "#src/web/palette/command-palette.tsx";
import { useClient } from "#src/web/state/client-context.ts";
import type { CurrentRun } from "#src/web/state/current-run.ts";
import { getPlace, goTo, usePlace } from "#src/web/state/location.ts";
import { queries } from "#src/web/state/queries.ts";
import { COMMANDS, type Situation } from "./commands.ts";
import { HelpSheet } from "./help-sheet.tsx";
import { nameOf } from "./keys.ts";
import { showOverlay, useOverlay } from "./overlay.ts";

export function Keyboard({ current }: { readonly current: CurrentRun }) {
  const client = useClient();
  const place = usePlace();
  const overlay = useOverlay();
  const runId = current.run?.run_id ?? null;
  const outline = useQuery({ ...queries.outline(client, runId ?? ""), enabled: runId !== null });
  const situation: Situation = {
    place,
    current,
    outline: (runId === null ? null : outline.data) ?? null,
    canChange: client.writer !== null,
  };
  const newest = useRef(situation);
  useLayoutEffect(() => {
    newest.current = situation;
  });
  useEffect(() => {
    // The place is asked for anew: two keys may come before the page is drawn again.
    const listen = (event: KeyboardEvent): void =>
      press(event, { ...newest.current, place: getPlace() });
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  if (overlay === "help") return <HelpSheet onClose={() => showOverlay(null)} />;
  if (overlay === "palette") {
    return <CommandPalette situation={situation} onClose={() => showOverlay(null)} />;
  }
  return null;
}

function press(event: KeyboardEvent, situation: Situation): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (document.querySelector("dialog[open]") !== null) return;
  const name = nameOf({
    key: event.key,
    ctrlKey: event.ctrlKey,
    metaKey: event.metaKey,
    altKey: event.altKey,
    shiftKey: event.shiftKey,
    isCapsLock: event.getModifierState("CapsLock"),
    isAltGraph: event.getModifierState("AltGraph"),
  });
  if (name === null || isTaken(event.target, name)) return;
  if (name === "Enter" && openFocused(event)) return;
  const command = COMMANDS.find(({ keys, when }) => keys.includes(name) && when(situation));
  if (command === undefined) return;
  event.preventDefault();
  command.run(situation);
}

const FIELDS =
  "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=true], .cm-editor";
const PRESSED = "a, button, summary, input, [role=tab], [role=row], [role=option], [role=treeitem]";

/** Whether whoever has the focus makes use of the key itself. */
function isTaken(target: EventTarget | null, name: string): boolean {
  if (!(target instanceof Element)) return false;
  // From the field over the sessions, too, one may want to go on with the palette.
  if (target.closest(FIELDS) !== null) return !(name === "Mod+k" && target.id === "search");
  return name === "Enter" && target.closest(PRESSED) !== null;
}

/** A call of the graph that has the focus is chosen. */
function openFocused(event: KeyboardEvent): boolean {
  const focused =
    event.target instanceof Element ? event.target.closest(".react-flow__node") : null;
  const node = focused?.getAttribute("data-id") ?? null;
  if (node === null || node === getPlace().node) return false;
  event.preventDefault();
  goTo({ node });
  return true;
}
