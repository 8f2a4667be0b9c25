// Asks before sessions are deleted, and deletes them. Runs in the browser.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { plural } from "#src/protocol/presentation/format.ts";
import type { Session } from "#src/protocol/session.ts";
import type { Writer } from "#src/web/client/client.ts";
import { Dialog } from "#src/web/shell/dialog.tsx";
import { say, sayError } from "#src/web/shell/notices.tsx";

const NAMED = 8;

interface Props {
  readonly sessions: readonly Session[];
  readonly writer: Writer;
  /** Told which are gone; none where it was not done. */
  readonly onClose: (deleted: ReadonlySet<string>) => void;
}

export function DeleteSessions({ sessions, writer, onClose }: Props) {
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const what =
    sessions.length === 1 ? "this session" : `these ${plural(sessions.length, "session")}`;
  const runs = sessions.reduce((total, session) => total + session.runs, 0);
  const remove = async (): Promise<void> => {
    setBusy(true);
    const deleted = await deleteAll(sessions, writer);
    void cache.invalidateQueries({ queryKey: ["sessions"] });
    onClose(deleted);
  };
  return (
    <Dialog
      title={`Delete ${plural(sessions.length, "session")}`}
      onClose={() => onClose(new Set())}
    >
      <p>
        Delete {what} with {runs === 1 ? "its run" : `all ${plural(runs, "run")}`}? What was
        recorded is gone then, and cannot be brought back.
      </p>
      <ul className="names">
        {sessions.slice(0, NAMED).map(({ session_id, name }) => (
          <li key={session_id}>
            {name} <span className="mono">{session_id}</span>
          </li>
        ))}
        {sessions.length > NAMED ? <li>and {sessions.length - NAMED} more</li> : null}
      </ul>
      <div className="dialog-buttons">
        <button type="button" data-autofocus onClick={() => onClose(new Set())}>
          Cancel
        </button>
        <button type="button" className="danger" disabled={isBusy} onClick={() => void remove()}>
          {isBusy ? "Deleting…" : `Delete ${plural(sessions.length, "session")}`}
        </button>
      </div>
    </Dialog>
  );
}

/** All that can be; what cannot is told, each reason once. */
async function deleteAll(
  sessions: readonly Session[],
  writer: Writer,
): Promise<ReadonlySet<string>> {
  const deleted = new Set<string>();
  const reasons = new Map<string, unknown>();
  // One after the other: the server does them so anyway.
  for (const { session_id } of sessions) {
    try {
      await writer.deleteSession(session_id);
      deleted.add(session_id);
    } catch (error) {
      reasons.set(error instanceof Error ? error.message : String(error), error);
    }
  }
  if (deleted.size > 0) say(`Deleted ${plural(deleted.size, "session")}`);
  for (const error of reasons.values()) sayError(error);
  return deleted;
}
