// One of a few things about a run, saved when chosen. Runs in the browser.
import { type ReactNode, useId, useState } from "react";

export interface Choice<Value> {
  readonly value: Value;
  readonly name: string;
  /** Shown in place of the name, which is then heard only. */
  readonly sign?: ReactNode;
}

interface Props<Value> {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly chosen: Value;
  /** Null where nothing can be changed. */
  readonly save: ((value: Value) => Promise<void>) | null;
}

export function ChoiceField<Value extends string | null>(props: Props<Value>) {
  const { label, choices, chosen, save } = props;
  const name = useId();
  const [wish, setWish] = useState<{ readonly value: Value } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const choose = (value: Value): void => {
    if (save === null) return;
    setWish({ value });
    setError(null);
    save(value)
      .catch((reason: unknown) => setError(reason instanceof Error ? reason.message : "failed"))
      .finally(() => setWish(null));
  };
  const shown = wish === null ? chosen : wish.value;
  return (
    <fieldset className="field choice-field" disabled={save === null}>
      <legend className="field-label">{label}</legend>
      <div className="choices">
        {choices.map((choice) => (
          <label
            key={choice.name}
            className={choice.sign === undefined ? "choice" : "choice swatch"}
            title={choice.sign === undefined ? undefined : choice.name}
            data-value={choice.value ?? "none"}
          >
            <input
              type="radio"
              name={name}
              checked={shown === choice.value}
              onChange={() => choose(choice.value)}
            />
            {choice.sign ?? null}
            <span className={choice.sign === undefined ? "" : "visually-hidden"}>
              {choice.name}
            </span>
          </label>
        ))}
      </div>
      {error === null ? null : (
        <span className="field-state" data-state="failed" role="alert">
          {error}
        </span>
      )}
    </fieldset>
  );
}
