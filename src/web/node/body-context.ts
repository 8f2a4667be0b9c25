// What the parts of one body need to know of the call they belong to. Runs in the browser.
import { createContext, useContext } from "react";
import type { Attachment } from "#src/protocol/graph.ts";
import type { EditSide } from "#src/protocol/replay.ts";
import type { MarkedPlace } from "./mark-address.ts";
import type { Mark } from "./marks.ts";

export interface BodyContext {
  readonly side: EditSide;
  readonly body: unknown;
  readonly marks: readonly Mark[];
  /** The text that the address marks, where it is on this side. */
  readonly focus: MarkedPlace | null;
  readonly attachments: readonly Attachment[];
  labelOf(nodeId: string): string;
  quoteOf(mark: Mark): string;
  /** Opens the editor for the value at a path; null where nothing can be edited. */
  readonly edit: ((path: string) => void) | null;
}

const Context = createContext<BodyContext | null>(null);

export const BodyProvider = Context.Provider;

/** @throws outside of a {@link BodyProvider}. */
export function useBody(): BodyContext {
  const body = useContext(Context);
  if (body === null) throw new Error("There is no body around this component");
  return body;
}
