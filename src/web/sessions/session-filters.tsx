// What is listed, and in which order. Runs in the browser; the server filters and sorts.
import { useId, useState } from "react";
import { goTo } from "#src/web/state/location.ts";
import {
  countFilters,
  EVERYTHING,
  KINDS,
  type ListWish,
  RESULTS,
  SORTS,
  STATUSES,
  writeListWish,
} from "./list-wish.ts";

const SORT_NAMES = {
  newest: "newest first",
  name: "name",
  cost: "highest cost",
  tokens: "most tokens",
  duration: "longest",
} as const;

interface Props {
  readonly wish: ListWish;
  /** Those that sessions have, as far as they are loaded. */
  readonly colours: readonly string[];
}

export function SessionFilters({ wish, colours }: Props) {
  const count = countFilters(wish);
  const [isOpen, setOpen] = useState(count > 0);
  const panel = useId();
  return (
    <>
      <div className="list-tools">
        <label>
          <span className="visually-hidden">Order</span>
          <select
            value={wish.sort}
            onChange={({ target }) => change(wish, { sort: target.value as ListWish["sort"] })}
          >
            {SORTS.map((sort) => (
              <option key={sort} value={sort}>
                {SORT_NAMES[sort]}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={panel}
          data-active={count > 0 ? "true" : undefined}
          onClick={() => setOpen(!isOpen)}
        >
          {count === 0 ? "Filter" : `Filter · ${count}`}
        </button>
        {count === 0 ? null : (
          <button
            type="button"
            className="quiet"
            onClick={() => change(EVERYTHING, { sort: wish.sort })}
          >
            Show all
          </button>
        )}
      </div>
      {isOpen ? <FilterPanel id={panel} wish={wish} colours={colours} /> : null}
    </>
  );
}

function FilterPanel({ id, wish, colours }: Props & { readonly id: string }) {
  const known = wish.colour === null ? colours : [...new Set([wish.colour, ...colours])];
  return (
    <div id={id} className="filters" role="group" aria-label="Filters">
      <Choice
        title="Status"
        value={wish.status}
        values={STATUSES}
        onChange={(status) => change(wish, { status })}
      />
      <Choice
        title="Result"
        value={wish.result}
        values={RESULTS}
        onChange={(result) => change(wish, { result })}
      />
      <Choice
        title="Kind"
        value={wish.kind}
        values={KINDS}
        onChange={(kind) => change(wish, { kind })}
      />
      {known.length === 0 ? null : (
        <Choice
          title="Colour"
          value={wish.colour}
          values={known}
          onChange={(colour) => change(wish, { colour })}
        />
      )}
    </div>
  );
}

interface ChoiceProps<Word extends string> {
  readonly title: string;
  readonly value: Word | null;
  readonly values: readonly Word[];
  readonly onChange: (value: Word | null) => void;
}

function Choice<Word extends string>({ title, value, values, onChange }: ChoiceProps<Word>) {
  return (
    <label>
      <span>{title}</span>
      <select
        value={value ?? ""}
        data-active={value === null ? undefined : "true"}
        onChange={({ target }) => onChange(values.find((one) => one === target.value) ?? null)}
      >
        <option value="">any</option>
        {values.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}

function change(wish: ListWish, changed: Partial<ListWish>): void {
  goTo({ list: writeListWish({ ...wish, ...changed }) }, { replace: true });
}
