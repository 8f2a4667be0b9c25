// The sheet that `?` shows: what each key does. Runs in the browser.
import { Dialog } from "#src/web/shell/dialog.tsx";
import { COMMANDS } from "./commands.ts";
import { formatKey } from "./keys.ts";

interface Line {
  readonly keys: readonly string[];
  readonly title: string;
}

const LIST: readonly Line[] = [
  { keys: ["↑", "↓", "Home", "End"], title: "Through the list" },
  { keys: ["→", "←"], title: "Show and hide a session’s runs" },
  { keys: ["↵"], title: "Open" },
  { keys: ["Space"], title: "Select; with Shift up to here" },
  { keys: [formatKey("Mod+a")], title: "Select all" },
  { keys: ["Del"], title: "Delete what is selected" },
];

export function HelpSheet({ onClose }: { readonly onClose: () => void }) {
  const groups = Map.groupBy(
    COMMANDS.filter(({ keys }) => keys.length > 0),
    ({ group }) => group,
  );
  return (
    <Dialog title="Keys" onClose={onClose} wide>
      <div className="help-sheet">
        {[...groups].map(([group, commands]) => (
          <Section
            key={group}
            title={group}
            lines={commands.map(({ keys, title }) => ({ keys: keys.map(formatKey), title }))}
          />
        ))}
        <Section title="In the list of sessions" lines={LIST} />
      </div>
      <p className="soft">None of them while you type in a field or an editor.</p>
    </Dialog>
  );
}

function Section({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl>
        {lines.map((line) => (
          <div key={line.title}>
            <dt>
              {line.keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{line.title}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
