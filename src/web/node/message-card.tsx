// One message of a conversation. Runs in the browser.
import type { PlainMessage } from "#src/protocol/http-api.ts";
import { useBody } from "./body-context.ts";
import { FileView } from "./files.tsx";
import { messageItems } from "./message-items.ts";
import { MessagePart } from "./message-part.tsx";
import { OriginChips } from "./origin-chips.tsx";

export function MessageCard({ message }: { readonly message: PlainMessage }) {
  const { attachments } = useBody();
  const items = messageItems(message, attachments);
  return (
    <li className="message" data-role={message.role}>
      <p className="role">
        {message.role}
        {message.path === undefined ? null : (
          <OriginChips path={message.path} parts={message.parts} />
        )}
      </p>
      {items.length === 0 ? <p className="soft">(empty)</p> : null}
      {items.map((item, index) =>
        item.kind === "file" ? (
          <FileView key={item.file.path} file={item.file} />
        ) : (
          <MessagePart key={item.part.path ?? index} part={item.part} />
        ),
      )}
    </li>
  );
}
