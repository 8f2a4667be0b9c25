// Addresses that open a line of code in an editor. Pure.

export interface EditorPreset {
  readonly name: string;
  readonly template: string;
}

export const EDITOR_PRESETS: readonly EditorPreset[] = [
  { name: "VS Code", template: "vscode://file{file}:{line}:{column}" },
  { name: "Cursor", template: "cursor://file{file}:{line}:{column}" },
  { name: "Zed", template: "zed://file{file}:{line}:{column}" },
  { name: "IntelliJ", template: "idea://open?file={file}&line={line}&column={column}" },
];

/** The preset with this template; null for one of a person's own. */
export function presetOf(template: string): EditorPreset | null {
  return EDITOR_PRESETS.find((preset) => preset.template === template) ?? null;
}
