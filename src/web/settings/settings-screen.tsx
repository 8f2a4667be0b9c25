// How the page looks and which editor it opens: applied at once, kept in this browser. Runs in the browser.
import { formatKey } from "#src/web/keyboard/keys.ts";
import { showOverlay } from "#src/web/keyboard/overlay.ts";
import { changeSettings, DEFAULT_SETTINGS, useSettings } from "#src/web/state/settings.ts";
import { EditorLink } from "./editor-link.tsx";

const THEMES = [
  { theme: "system", title: "As the system" },
  { theme: "light", title: "Light" },
  { theme: "dark", title: "Dark" },
] as const;
const SMALLEST_FONT = 11;
const LARGEST_FONT = 22;

export function SettingsScreen() {
  const settings = useSettings();
  return (
    <main className="screen settings" aria-label="Settings">
      <h1>Settings</h1>
      <p className="soft">They apply at once and are kept in this browser.</p>
      <fieldset>
        <legend>Theme</legend>
        <div className="choices">
          {THEMES.map(({ theme, title }) => (
            <label key={theme} className="choice">
              <input
                type="radio"
                name="theme"
                checked={settings.theme === theme}
                onChange={() => changeSettings({ theme })}
              />
              {title}
            </label>
          ))}
        </div>
      </fieldset>
      <FontSize size={settings.fontSize} />
      <EditorLink template={settings.editorLink} />
      <fieldset>
        <legend>Keyboard</legend>
        <p>
          All that can be done with keys:{" "}
          <button type="button" onClick={() => showOverlay("help")}>
            Show the keys <kbd>?</kbd>
          </button>
        </p>
        <p>
          <kbd>{formatKey("Mod+k")}</kbd> finds commands, sessions, runs and calls by name.
        </p>
      </fieldset>
      <p>
        <button type="button" onClick={() => changeSettings(DEFAULT_SETTINGS)}>
          Set all back
        </button>
      </p>
    </main>
  );
}

function FontSize({ size }: { readonly size: number }) {
  return (
    <fieldset>
      <legend>Font size</legend>
      <div className="font-size">
        <input
          type="range"
          aria-label="Font size in pixels"
          min={SMALLEST_FONT}
          max={LARGEST_FONT}
          value={size}
          onChange={({ target }) => changeSettings({ fontSize: Number(target.value) })}
        />
        <output>{size} px</output>
      </div>
    </fieldset>
  );
}
