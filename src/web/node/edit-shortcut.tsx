// A wish to edit that comes where no body is shown: the output is what most people want to change. Runs in
// the browser.
import { useEffect } from "react";
import { askToEdit, onEditAsked } from "#src/web/state/edit-request.ts";
import { type Tab, goTo } from "#src/web/state/location.ts";

export function EditShortcut({ tab }: { readonly tab: Tab }) {
  useEffect(() => {
    if (tab === "input" || tab === "output") return;
    return onEditAsked(() => {
      goTo({ tab: "output" });
      // When the panel that answers it is there.
      setTimeout(askToEdit, 100);
    });
  }, [tab]);
  return null;
}
