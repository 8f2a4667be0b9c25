// What people say of a run: its session's name, label, note, result, colour. Runs in the browser.
import { useQueryClient } from "@tanstack/react-query";
import { NAME_PATTERN } from "#src/protocol/create-id.ts";
import type { Run, Session } from "#src/protocol/session.ts";
import { useClient } from "#src/web/state/client-context.ts";
import { goTo, getPlace } from "#src/web/state/location.ts";
import { keys } from "#src/web/state/queries.ts";
import { type Choice, ChoiceField } from "./choice-field.tsx";
import { COLOURS } from "./colours.ts";
import { TextField } from "./text-field.tsx";
import { useRunPatch } from "./use-run-patch.ts";

const NAME = new RegExp(NAME_PATTERN);
const NAME_RULE =
  "A name is made of letters, digits, “.”, “_” and “-”, and begins with a letter or digit.";
const RESULTS: readonly Choice<Run["result"]>[] = [
  { value: null, name: "none" },
  { value: "satisfactory", name: "satisfactory" },
  { value: "failed", name: "failed" },
];

export function AboutRun({ session, run }: { readonly session: Session; readonly run: Run }) {
  const patch = useRunPatch(run);
  const rename = useRename(session, run);
  return (
    <section className="info-section about" aria-label="About this run">
      <TextField label="Name of the session" saved={session.name} save={rename} maxLength={64} />
      <TextField
        label="Label of the run"
        saved={run.label ?? ""}
        save={patch && ((text) => patch({ label: text === "" ? null : text }))}
        placeholder="What is it? “colder answer”"
        maxLength={200}
      />
      <TextField
        label="Note"
        saved={run.note ?? ""}
        save={patch && ((text) => patch({ note: text === "" ? null : text }))}
        placeholder="What did you find? The search finds it, too."
        isLong
        maxLength={100_000}
      />
      <ChoiceField<Run["result"]>
        label="Result"
        choices={RESULTS}
        chosen={run.result}
        save={patch && ((result) => patch({ result }))}
      />
      <ChoiceField
        label="Colour"
        choices={colourChoices(run.colour)}
        chosen={run.colour}
        save={patch && ((colour) => patch({ colour }))}
      />
    </section>
  );
}

/** One that was set elsewhere stands behind ours. */
function colourChoices(own: string | null): Choice<string | null>[] {
  const isOther = own !== null && COLOURS.every(({ value }) => value !== own);
  const all = isOther ? [...COLOURS, { value: own, name: own }] : COLOURS;
  return [
    { value: null, name: "no colour", sign: <span className="colour none" /> },
    ...all.map(({ value, name }) => ({
      value,
      name,
      sign: <span className="colour" style={{ background: value }} />,
    })),
  ];
}

function useRename(session: Session, run: Run): ((name: string) => Promise<void>) | null {
  const { writer } = useClient();
  const cache = useQueryClient();
  if (writer === null) return null;
  return async (name) => {
    if (!NAME.test(name)) throw new Error(NAME_RULE);
    const { session_id } = session;
    const renamed = await writer.renameSession(session_id, name);
    cache.setQueryData(keys.session(session_id), renamed);
    const { session: reference, run: shown, node } = getPlace();
    // An address with the old name would lead nowhere now.
    if (reference === session_id || reference === null) return;
    goTo({ session: session_id, run: shown ?? run.run_id, node }, { replace: true });
  };
}
