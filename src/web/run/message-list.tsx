// Messages in plain words: who says what, with the calls of tools and their results. Runs in the browser.
import type { PlainMessage } from "#src/protocol/http-api.ts";
import { MessageText } from "./message-text.tsx";

type Part = PlainMessage["parts"][number];

export function MessageList({ messages }: { readonly messages: readonly PlainMessage[] }) {
  return messages.map((message, index) => <Message key={index} message={message} />);
}

function Message({ message }: { readonly message: PlainMessage }) {
  return (
    <div className="said" data-role={message.role}>
      <span className="role">{message.role}</span>
      <div className="message-parts">
        {message.parts.map((part, index) => (
          <MessagePart key={index} part={part} />
        ))}
        {message.parts.length === 0 ? <span className="nothing">nothing</span> : null}
      </div>
    </div>
  );
}

function MessagePart({ part }: { readonly part: Part }) {
  if (part.kind === "text") return <MessageText text={part.text} />;
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
