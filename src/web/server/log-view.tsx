// The logs, one at a time: filtered, and followed while they grow. Runs in the browser.
import { useState } from "react";
import type { LogName } from "#src/protocol/http-api.ts";
import type { Writer } from "#src/web/client/client.ts";
import { LogLines } from "./log-list.tsx";
import { LEVELS, type Level } from "./log-lines.ts";

const LOGS: readonly { readonly name: LogName; readonly title: string }[] = [
  { name: "server", title: "Server" },
  { name: "rewrite", title: "Rewriter" },
  { name: "git", title: "Versions of code" },
];

export function LogView({ writer }: { readonly writer: Writer }) {
  const [name, setName] = useState<LogName>("server");
  const [level, setLevel] = useState<Level>("debug");
  const [text, setText] = useState("");
  const [follows, setFollows] = useState(true);
  return (
    <section className="log-view" aria-label="Logs">
      <div className="log-tools">
        <h2>Logs</h2>
        <div role="tablist" aria-label="Log" className="log-tabs">
          {LOGS.map((log) => (
            <button
              key={log.name}
              type="button"
              role="tab"
              id={`log-${log.name}`}
              aria-selected={log.name === name}
              aria-controls="log-lines"
              onClick={() => setName(log.name)}
            >
              {log.title}
            </button>
          ))}
        </div>
        <label>
          Level{" "}
          <select
            value={level}
            onChange={({ target }) =>
              setLevel(LEVELS.find((one) => one === target.value) ?? "debug")
            }
          >
            {LEVELS.map((one) => (
              <option key={one} value={one}>
                {one === "debug" ? "all" : one === "error" ? "error" : `${one} and above`}
              </option>
            ))}
          </select>
        </label>
        <input
          type="search"
          placeholder="Only lines with…"
          aria-label="Only lines with this text"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <label className="follow">
          <input
            type="checkbox"
            role="switch"
            checked={follows}
            onChange={({ target }) => setFollows(target.checked)}
          />{" "}
          Follow
        </label>
      </div>
      <LogLines key={name} {...{ writer, name, level, text, follows }} />
    </section>
  );
}
