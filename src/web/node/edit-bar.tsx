// What stands above the editor: what is edited, and the ways out. Runs in the browser.
import { useId } from "react";
import type { EditTarget } from "./edit-targets.ts";

interface Props {
  readonly targets: readonly EditTarget[];
  readonly target: EditTarget;
  readonly isSaving: boolean;
  readonly onChoose: (id: string) => void;
  readonly onCancel: () => void;
  readonly onSave: () => void;
}

export function EditBar({ targets, target, isSaving, onChoose, onCancel, onSave }: Props) {
  const select = useId();
  return (
    <div className="edit-bar">
      <label htmlFor={select} className="visually-hidden">
        What to edit
      </label>
      <select
        id={select}
        value={target.id}
        onChange={({ currentTarget }) => onChoose(currentTarget.value)}
      >
        {targets.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
      <span className="grow" />
      <button type="button" onClick={onCancel} title="Escape">
        Cancel
      </button>
      <button
        type="button"
        className="primary"
        onClick={onSave}
        disabled={isSaving}
        title="Ctrl+Enter"
      >
        {isSaving ? "Saving…" : "Save edit"}
      </button>
    </div>
  );
}

interface LeaveProps {
  readonly onLeave: () => void;
  readonly onStay: () => void;
}

export function LeaveQuestion({ onLeave, onStay }: LeaveProps) {
  return (
    <div className="warning leave" role="alertdialog" aria-label="Leave without saving?">
      <span className="grow">Leave without saving?</span>
      <button type="button" className="danger" onClick={onLeave}>
        Discard changes
      </button>
      <button type="button" autoFocus onClick={onStay}>
        Keep editing
      </button>
    </div>
  );
}
