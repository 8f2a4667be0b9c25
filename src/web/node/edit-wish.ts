// A wish to edit that comes where no body is shown: the output is what most people want to change. Runs in
// the browser.
import { useState } from "react";
import { useAction } from "#src/web/state/actions.ts";
import { type Tab, goTo } from "#src/web/state/location.ts";

/** True from the wish on, until the function beside it is called. */
export function useEditWish(tab: Tab): readonly [boolean, () => void] {
  const [isWished, setWished] = useState(false);
  // Where a body is shown, its own panel does it.
  const hasPanel = tab === "input" || tab === "output";
  const wish = (): void => {
    setWished(true);
    goTo({ tab: "output" });
  };
  useAction("edit", hasPanel ? null : wish);
  return [isWished, () => setWished(false)];
}
