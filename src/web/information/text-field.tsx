// A text about a run that saves itself. Runs in the browser.
import { type KeyboardEvent, useId } from "react";
import { useDraft } from "./use-draft.ts";

interface Props {
  readonly label: string;
  readonly saved: string;
  /** Null where nothing can be changed. */
  readonly save: ((text: string) => Promise<void>) | null;
  readonly placeholder?: string;
  readonly isLong?: boolean;
  readonly maxLength: number;
}

const PAUSE_MS = 900;
const WORDS = { saved: "", changed: "", saving: "saving…", failed: "not saved" } as const;

export function TextField(props: Props) {
  const { label, saved, save, isLong = false } = props;
  if (save !== null) return <Editable {...props} save={save} />;
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <span className={isLong ? "field-text long" : "field-text"}>
        {saved === "" ? "–" : saved}
      </span>
    </div>
  );
}

function Editable(props: Props & { readonly save: (text: string) => Promise<void> }) {
  const { label, saved, save, placeholder, isLong = false, maxLength } = props;
  const id = useId();
  // A name that is half written is no name: one line is saved when it is left.
  const draft = useDraft({ saved, save, pause: isLong ? PAUSE_MS : null });
  const press = (event: KeyboardEvent): void => {
    if (event.key === "Escape") draft.discard();
    else if (event.key === "Enter" && (!isLong || event.ctrlKey || event.metaKey)) draft.saveNow();
    else return;
    event.preventDefault();
    // Escape and Enter are this field's here, and no key of the page.
    event.stopPropagation();
  };
  const shared = {
    id,
    maxLength,
    placeholder,
    value: draft.text,
    "aria-invalid": draft.error !== null,
    "aria-describedby": `${id}-state`,
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      draft.change(target.value),
    onBlur: draft.saveNow,
    onKeyDown: press,
  };
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {isLong ? <textarea {...shared} rows={4} /> : <input type="text" {...shared} />}
      <span id={`${id}-state`} className="field-state" data-state={draft.state} role="status">
        {draft.error ?? WORDS[draft.state]}
      </span>
    </div>
  );
}
