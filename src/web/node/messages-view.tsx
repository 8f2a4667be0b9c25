// A body as a conversation. Of a long one the beginning and the end are shown, and the rest when it is asked
// for. Runs in the browser.
import { useState } from "react";
import { plural } from "#src/protocol/presentation/format.ts";
import type { PlainMessage } from "#src/protocol/http-api.ts";
import { useBody } from "./body-context.ts";
import { FileView } from "./files.tsx";
import type { Span } from "./mark-address.ts";
import { isWithin } from "./marks.ts";
import { MessageCard } from "./message-card.tsx";
import { otherFiles } from "./message-items.ts";
import { shownPieces } from "./shown-ranges.ts";

const FIRST = 10;
const LAST = 30;
const STEP = 50;

export function MessagesView({ messages }: { readonly messages: readonly PlainMessage[] }) {
  const { attachments, focus } = useBody();
  const [opened, setOpened] = useState<readonly Span[]>([]);
  const { length } = messages;
  const focused = focus === null ? -1 : messages.findIndex((one) => concerns(one, focus.path));
  const wanted: Span[] = [[0, FIRST], [Math.max(0, length - LAST), length], ...opened];
  if (focused !== -1) wanted.push([focused, focused + 1]);
  const files = otherFiles(messages, attachments);
  return (
    <>
      <ol className="messages" aria-label="Messages">
        {shownPieces(length, wanted).map((piece) =>
          piece.kind === "shown" ? (
            messages
              .slice(piece.start, piece.end)
              .map((message, index) => <MessageCard key={piece.start + index} message={message} />)
          ) : (
            <li key={`gap ${piece.start}`} className="messages-gap">
              <button
                type="button"
                onClick={() =>
                  setOpened([...opened, [piece.start, Math.min(piece.end, piece.start + STEP)]])
                }
              >
                … {plural(piece.end - piece.start, "message")} more
              </button>
            </li>
          ),
        )}
      </ol>
      {files.length === 0 ? null : (
        <div className="files">
          {files.map((file) => (
            <FileView key={file.path} file={file} />
          ))}
        </div>
      )}
    </>
  );
}

/** True where the messages show what stands at a path. */
export function showsPath(messages: readonly PlainMessage[], path: string): boolean {
  return messages.some((message) => concerns(message, path));
}

function concerns({ path, parts }: PlainMessage, at: string): boolean {
  return (
    (path !== undefined && path !== "" && at === path) ||
    parts.some(
      (part) => part.path !== undefined && (isWithin(at, part.path) || isWithin(part.path, at)),
    )
  );
}
