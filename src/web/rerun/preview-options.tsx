// How a re-run is to be run: what counts as the same call, what is served, times and random numbers. Runs
// in the browser.
import type { ReactNode } from "react";
import type { RerunWish } from "./rerun-wish.ts";

interface Props {
  readonly wish: RerunWish;
  readonly onChange: (wish: RerunWish) => void;
  readonly hasEdits: boolean;
}

export function PreviewOptions({ wish, onChange, hasEdits }: Props) {
  const change = (part: Partial<RerunWish>): void => onChange({ ...wish, ...part });
  return (
    <fieldset className="preview-options">
      <legend>How</legend>
      <div className="fields">
        <Matching wish={wish} change={change} />
        <Determinism wish={wish} change={change} />
      </div>
      <div className="checks">
        <Check
          text="Answer from the cache"
          isOn={wish.cache}
          onChange={(cache) => change({ cache })}
        />
        <Check
          text={hasEdits ? "Make the edits" : "Make the edits (there are none)"}
          isOn={wish.edits}
          onChange={(edits) => change({ edits })}
        />
        <Check
          text="Offline: a call that is not recorded fails"
          isOn={wish.offline}
          onChange={(offline) => change({ offline })}
        />
        <Check
          text="Answer as slowly as it was recorded"
          isOn={wish.pace}
          onChange={(pace) => change({ pace })}
        />
      </div>
    </fieldset>
  );
}

interface PartProps {
  readonly wish: RerunWish;
  readonly change: (part: Partial<RerunWish>) => void;
}

function Matching({ wish, change }: PartProps) {
  return (
    <>
      <Field text="The same call is">
        <select
          value={wish.mode}
          onChange={({ target }) => change({ mode: target.value as RerunWish["mode"] })}
        >
          <option value="exact">the same request</option>
          <option value="ignore-system">the same but for its system prompt</option>
          <option value="ignore-paths">the same but for some paths</option>
          <option value="position">the nth of its kind</option>
        </select>
      </Field>
      {wish.mode === "ignore-paths" ? (
        <Field text="Paths that may differ">
          <input
            type="text"
            className="mono"
            placeholder="messages[*].name, metadata"
            spellCheck={false}
            value={wish.ignore}
            onChange={({ target }) => change({ ignore: target.value })}
          />
        </Field>
      ) : null}
    </>
  );
}

function Determinism({ wish, change }: PartProps) {
  return (
    <>
      <Field text="Random numbers">
        <select
          value={wish.numbers}
          onChange={({ target }) => change({ numbers: target.value as RerunWish["numbers"] })}
        >
          <option value="settings">as set</option>
          <option value="recorded">those of the recorded run</option>
          <option value="seed">of another seed</option>
          <option value="new">new ones</option>
        </select>
      </Field>
      {wish.numbers === "seed" ? (
        <Field text="Seed">
          <input
            type="text"
            className="mono"
            maxLength={200}
            value={wish.seed}
            onChange={({ target }) => change({ seed: target.value })}
          />
        </Field>
      ) : null}
      <Field text="Clock">
        <select
          value={wish.clock}
          onChange={({ target }) => change({ clock: target.value as RerunWish["clock"] })}
        >
          <option value="settings">as set</option>
          <option value="recorded">the recorded times</option>
          <option value="real">the real time</option>
        </select>
      </Field>
      <Field text="Time limit (seconds)">
        <input
          type="text"
          inputMode="decimal"
          placeholder="none"
          value={wish.limit}
          onChange={({ target }) => change({ limit: target.value })}
        />
      </Field>
    </>
  );
}

function Field({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <label className="field">
      <span>{text}</span>
      {children}
    </label>
  );
}

function Check(props: {
  readonly text: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  const { text, isOn, onChange } = props;
  return (
    <label className="check">
      <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
      {text}
    </label>
  );
}
