// Who answers this page, for its components. Runs in the browser.
import { createContext, useContext } from "react";
import type { Client } from "#src/web/client/client.ts";

const Context = createContext<Client | null>(null);

export const ClientProvider = Context.Provider;

/** @throws outside of a {@link ClientProvider}. */
export function useClient(): Client {
  const client = useContext(Context);
  if (client === null) throw new Error("There is no client around this component");
  return client;
}
