// The line of the program that made a call, and the call as a command. Runs in the browser.
import { useMemo } from "react";
import type { SourceLocation } from "#src/protocol/graph.ts";
import type { NodeDetail } from "#src/protocol/http-api.ts";
import { editorAddress, useSettings } from "#src/web/state/settings.ts";
import { copyText } from "./copy-text.ts";
import { toCurl } from "./curl.ts";
import { stackLines } from "./stack-lines.ts";

/** More of a command is only copied. */
const SHOWN = 4000;

export function CodeTab({ node }: { readonly node: NodeDetail }) {
  const { location, stack } = node;
  return (
    <div className="code-tab">
      <h3>Made by</h3>
      {location === null ? (
        <p className="soft">
          {node.inferred
            ? "A tool of the program’s own: it is known from the messages around it."
            : "The line of the program is not known."}
        </p>
      ) : (
        <p className="made-by">
          <code>{placeWords(location)}</code>
          <EditorLink place={location}>Open in editor</EditorLink>
        </p>
      )}
      {stack === null || stack === "" ? null : <Stack stack={stack} />}
      {node.url === null ? null : <Request node={node} />}
    </div>
  );
}

function Stack({ stack }: { readonly stack: string }) {
  return (
    <>
      <h3>Stack</h3>
      <ol className="stack">
        {stackLines(stack).map(({ text, place }, index) => (
          // Recursion has the same line many times.
          <li key={index}>
            {place === null ? <code>{text}</code> : <EditorLink place={place}>{text}</EditorLink>}
          </li>
        ))}
      </ol>
    </>
  );
}

function Request({ node }: { readonly node: NodeDetail }) {
  const command = useMemo(() => toCurl(node), [node]);
  return (
    <>
      <h3>Request</h3>
      <p>
        <code>{node.url}</code>
      </p>
      {command === null ? (
        <p className="soft">Its body is no JSON that could be sent again from a shell.</p>
      ) : (
        <>
          <button type="button" onClick={() => void copyText(command, "The command")}>
            Copy as curl
          </button>
          <pre className="command-text">
            {command.length > SHOWN ? `${command.slice(0, SHOWN)}…` : command}
          </pre>
        </>
      )}
    </>
  );
}

interface LinkProps {
  readonly place: SourceLocation;
  readonly children: string;
}

function EditorLink({ place, children }: LinkProps) {
  const { editorLink } = useSettings();
  const address = editorAddress(editorLink, place);
  if (address === null) return <code>{children}</code>;
  return (
    <a href={address} title={placeWords(place)}>
      {children}
    </a>
  );
}

function placeWords({ file, line, column }: SourceLocation): string {
  return `${file}:${line}:${column}`;
}
