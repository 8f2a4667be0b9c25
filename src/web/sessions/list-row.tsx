// A row of the list: a session, one of its runs, or a word about them. Runs in the browser.
import type { CSSProperties } from "react";
import type { ListActions } from "./list-keys.ts";
import { RunRow } from "./run-row.tsx";
import { SessionRow } from "./session-row.tsx";
import type { Item } from "./use-sessions.ts";

interface Props {
  readonly item: Item;
  readonly index: number;
  readonly style: CSSProperties;
  /** The one row that Tab leads to. */
  readonly isActive: boolean;
  readonly isCurrent: boolean;
  readonly isTicked: boolean;
  readonly canTick: boolean;
  readonly actions: ListActions;
}

export function ListRow(props: Props) {
  const { item, index, style, isActive, isCurrent, isTicked, canTick, actions } = props;
  const isSession = item.kind === "session";
  return (
    <div
      role="row"
      className="row"
      data-kind={item.kind}
      data-row={item.key}
      data-current={isCurrent ? "true" : undefined}
      aria-current={isCurrent ? "true" : undefined}
      aria-rowindex={index + 1}
      aria-level={levelOf(item)}
      aria-expanded={isSession && item.overview.runs > 1 ? item.isOpen : undefined}
      aria-selected={isSession && canTick ? isTicked : undefined}
      tabIndex={isActive ? 0 : -1}
      style={style}
      onFocus={() => actions.activate(item.key)}
    >
      <Content {...{ item, isTicked, canTick, actions }} />
    </div>
  );
}

function Content(props: Pick<Props, "item" | "isTicked" | "canTick" | "actions">) {
  const { item, isTicked, canTick, actions } = props;
  if (item.kind === "run") return <RunRow member={item.member} />;
  if (item.kind === "note") {
    return (
      <span role="gridcell" className="note">
        {item.text}
      </span>
    );
  }
  return (
    <SessionRow
      overview={item.overview}
      isOpen={item.isOpen}
      isTicked={isTicked}
      onTick={canTick ? (isRange) => actions.tick(item.key, isRange) : null}
      onUnfold={() => actions.unfold(item.key, !item.isOpen)}
    />
  );
}

function levelOf(item: Item): number {
  if (item.kind === "session") return 1;
  return item.kind === "run" ? item.member.depth + 2 : 2;
}
