// Deletes all sessions, after the word `clear` is typed. Runs in the browser.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { plural } from "#src/protocol/presentation/format.ts";
import type { Writer } from "#src/web/client/client.ts";
import { Dialog } from "#src/web/shell/dialog.tsx";
import { say, sayError } from "#src/web/shell/notices.tsx";
import { goTo } from "#src/web/state/location.ts";

const WORD = "clear";

export function ClearEverything({ writer }: { readonly writer: Writer }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <section className="danger-zone" aria-label="Clear everything">
      <div>
        <h2>Clear everything</h2>
        <p className="soft">
          Deletes every session with its runs, calls, edits and notes. What is running stays.
        </p>
      </div>
      <button type="button" className="danger" onClick={() => setAsking(true)}>
        Clear everything…
      </button>
      {isAsking ? <Question writer={writer} onClose={() => setAsking(false)} /> : null}
    </section>
  );
}

interface Props {
  readonly writer: Writer;
  readonly onClose: () => void;
}

function Question({ writer, onClose }: Props) {
  const cache = useQueryClient();
  const [word, setWord] = useState("");
  const [isBusy, setBusy] = useState(false);
  const clear = async (): Promise<void> => {
    setBusy(true);
    try {
      say(`Deleted ${plural(await writer.clear(), "session")}`);
      goTo({ session: null, run: null });
      await cache.invalidateQueries();
    } catch (error) {
      sayError(error);
    }
    onClose();
  };
  return (
    <Dialog title="Clear everything" onClose={onClose}>
      <form
        className="clear-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (word.trim() === WORD && !isBusy) void clear();
        }}
      >
        <p>All that was recorded is gone then, and cannot be brought back.</p>
        <label>
          <span>
            Type <strong>{WORD}</strong> to go on
          </span>
          <input
            data-autofocus
            autoComplete="off"
            spellCheck={false}
            value={word}
            onChange={({ target }) => setWord(target.value)}
          />
        </label>
        <div className="dialog-buttons">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="danger" disabled={word.trim() !== WORD || isBusy}>
            {isBusy ? "Clearing…" : "Clear everything"}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
