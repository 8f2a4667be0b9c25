// The lines of one log; only those that are seen are there. Runs in the browser.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import type { LogName } from "#src/protocol/http-api.ts";
import type { Writer } from "#src/web/client/client.ts";
import { Problem } from "#src/web/shell/problem.tsx";
import { useEndFollowing } from "#src/web/shell/use-end-following.ts";
import { useSettings } from "#src/web/state/settings.ts";
import { filterLines, type Level, type LogLine } from "./log-lines.ts";
import { useLog } from "./use-log.ts";

/** In units of the font size. */
const LINE_HEIGHT = 1.45;

interface Props {
  readonly writer: Writer;
  readonly name: LogName;
  readonly level: Level;
  readonly text: string;
  readonly follows: boolean;
}

export function LogLines({ writer, name, level, text, follows }: Props) {
  const { file, lines, error, isLoading } = useLog(writer, name, follows);
  const { fontSize } = useSettings();
  const scroller = useRef<HTMLDivElement>(null);
  const shown = filterLines(lines, { level, text });
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => Math.round(LINE_HEIGHT * fontSize),
    getItemKey: (index) => shown[index]?.number ?? index,
    overscan: 20,
  });
  useEndFollowing(scroller, { isGrowing: true, startsAtEnd: true });
  return (
    <>
      {error === null ? null : <Problem error={error} />}
      <div
        className="log-lines"
        id="log-lines"
        role="tabpanel"
        aria-labelledby={`log-${name}`}
        tabIndex={0}
        ref={scroller}
      >
        {shown.length > 0 ? null : (
          <p className="empty">{emptyText({ isLoading, isEmpty: lines.length === 0 })}</p>
        )}
        <div className="rows" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, key, start, size }) => {
            const line = shown[index];
            return line === undefined ? null : (
              <Line key={String(key)} line={line} start={start} size={size} />
            );
          })}
        </div>
      </div>
      <p className="log-foot soft">
        {shown.length === lines.length
          ? `${lines.length.toLocaleString("en-US")} lines`
          : `${shown.length.toLocaleString("en-US")} of ${lines.length.toLocaleString("en-US")} lines`}
        {file === null ? null : <span className="path">{file}</span>}
      </p>
    </>
  );
}

interface LineProps {
  readonly line: LogLine;
  readonly start: number;
  readonly size: number;
}

function Line({ line, start, size }: LineProps) {
  return (
    <div
      className="log-line"
      data-level={line.level ?? undefined}
      style={{ transform: `translateY(${start}px)`, height: size }}
      title={line.text}
    >
      {line.time === null ? null : (
        <time dateTime={line.time} title={line.time}>
          {clockOf(line.time)}
        </time>
      )}
      {line.level === null ? null : <span className="level">{line.level}</span>}
      <span className="text">{line.text}</span>
    </div>
  );
}

/** `11-30 10:17:48.123`, in the local time zone. */
function clockOf(iso: string): string {
  const time = new Date(iso);
  const day = `${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(":");
  return `${day} ${clock}.${String(time.getMilliseconds()).padStart(3, "0")}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function emptyText({ isLoading, isEmpty }: { isLoading: boolean; isEmpty: boolean }): string {
  if (isLoading) return "Loading…";
  return isEmpty ? "Nothing is logged here yet." : "No line is like that.";
}
