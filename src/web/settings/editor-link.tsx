// Which editor opens a line of code: one of the known ones, or an address of one's own. Runs in the browser.
import { useId, useState } from "react";
import { changeSettings, editorAddress } from "#src/web/state/settings.ts";
import { EDITOR_PRESETS, presetOf } from "./editor-presets.ts";

const EXAMPLE = { file: "/home/me/agent.ts", line: 12, column: 3 };

export function EditorLink({ template }: { readonly template: string }) {
  const preset = presetOf(template);
  const [isOwn, setOwn] = useState(preset === null);
  const hint = useId();
  const address = editorAddress(template, EXAMPLE);
  return (
    <fieldset>
      <legend>Editor</legend>
      <p className="soft">Opens the line of your program that made a call.</p>
      <Choices template={template} isOwn={isOwn || preset === null} onOwn={setOwn} />
      <label className="template">
        <span>Address</span>
        <input
          className="mono"
          spellCheck={false}
          autoComplete="off"
          readOnly={!isOwn && preset !== null}
          aria-describedby={hint}
          aria-invalid={address === null}
          value={template}
          onChange={({ target }) => changeSettings({ editorLink: target.value })}
        />
      </label>
      <p id={hint} className={address === null ? "bad" : "soft"}>
        {address === null ? (
          "This is no address that a browser could open: it starts with the editor’s own scheme, as vscode:// does."
        ) : (
          <>
            Line {EXAMPLE.line} of {EXAMPLE.file} is <span className="mono">{address}</span>
          </>
        )}
      </p>
      <p className="soft">
        <code>{"{file}"}</code>, <code>{"{line}"}</code> and <code>{"{column}"}</code> are put in.
      </p>
    </fieldset>
  );
}

interface ChoicesProps {
  readonly template: string;
  readonly isOwn: boolean;
  readonly onOwn: (isOwn: boolean) => void;
}

function Choices({ template, isOwn, onOwn }: ChoicesProps) {
  return (
    <div className="choices">
      {EDITOR_PRESETS.map((one) => (
        <label key={one.name} className="choice">
          <input
            type="radio"
            name="editor"
            checked={!isOwn && one.template === template}
            onChange={() => {
              onOwn(false);
              changeSettings({ editorLink: one.template });
            }}
          />
          {one.name}
        </label>
      ))}
      <label className="choice">
        <input type="radio" name="editor" checked={isOwn} onChange={() => onOwn(true)} />
        Another
      </label>
    </div>
  );
}
