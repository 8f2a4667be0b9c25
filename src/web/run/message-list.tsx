// Messages in plain words: who says what, with the calls of tools, their results, and files. What a model
// thought is folded. Runs in the browser.
import type { Attachment } from "#src/protocol/graph.ts";
import type { PlainMessage } from "#src/protocol/http-api.ts";
import { FileView } from "#src/web/node/files.tsx";
import { type Part, messageItems } from "#src/web/node/message-items.ts";
import { Thinking } from "#src/web/node/thinking.tsx";
import { MessageText } from "./message-text.tsx";

interface Props {
  readonly messages: readonly PlainMessage[];
  /** Of the body that the messages are from. */
  readonly files?: readonly Attachment[];
}

export function MessageList({ messages, files = [] }: Props) {
  return messages.map((message, index) => <Message key={index} {...{ message, files }} />);
}

interface MessageProps {
  readonly message: PlainMessage;
  readonly files: readonly Attachment[];
}

function Message({ message, files }: MessageProps) {
  const items = messageItems(message, files);
  return (
    <div className="said" data-role={message.role}>
      <span className="role">{message.role}</span>
      <div className="message-parts">
        {items.map((item, index) =>
          item.kind === "file" ? (
            <FileView key={item.file.path} file={item.file} />
          ) : (
            <MessagePart key={index} part={item.part} />
          ),
        )}
        {items.length === 0 ? <span className="nothing">nothing</span> : null}
      </div>
    </div>
  );
}

function MessagePart({ part }: { readonly part: Part }) {
  if (part.kind === "text") return <MessageText text={part.text} />;
  if (part.kind === "thinking") {
    return (
      <Thinking text={part.text} className="thinking">
        <MessageText text={part.text} />
      </Thinking>
    );
  }
  return (
    <div className="tool-part" data-kind={part.kind}>
      <span className="tool-name">
        {part.kind === "call" ? "⚒ " : part.kind === "error" ? "✗ " : "↩ "}
        {part.name ?? (part.kind === "call" ? "tool" : "result")}
      </span>
      <MessageText text={part.text} />
    </div>
  );
}
