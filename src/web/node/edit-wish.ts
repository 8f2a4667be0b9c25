// A wish to edit that comes where no body is shown: the output is what most people want to change. Runs in
// the browser.
import { useEffect, useState } from "react";
import { onEditAsked } from "#src/web/state/edit-request.ts";
import { type Tab, goTo } from "#src/web/state/location.ts";

/** True from the wish on, until the function beside it is called. */
export function useEditWish(tab: Tab): readonly [boolean, () => void] {
  const [isWished, setWished] = useState(false);
  useEffect(() => {
    // Where a body is shown, its own panel listens.
    if (tab === "input" || tab === "output") return;
    return onEditAsked(() => {
      setWished(true);
      goTo({ tab: "output" });
    });
  }, [tab]);
  return [isWished, () => setWished(false)];
}
