// Reads the recorded exchanges of test/fixtures/providers.
import { readdirSync, readFileSync } from "node:fs";

export interface ProviderFixture {
  /** `<provider>/<case>`. */
  readonly name: string;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly status: number;
  readonly request_headers: Readonly<Record<string, string>>;
  readonly response_headers: Readonly<Record<string, string>>;
  readonly request: Uint8Array;
  readonly response: Uint8Array;
}

const ROOT = new URL("../fixtures/providers/", import.meta.url).pathname;

/** All exchanges, sorted by name. */
export function loadFixtures(): ProviderFixture[] {
  return readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => {
      const name = file.slice(0, -".json".length);
      return {
        ...JSON.parse(readFileSync(`${ROOT}${file}`, "utf8")),
        name,
        request: new Uint8Array(readFileSync(`${ROOT}${name}.request`)),
        response: new Uint8Array(readFileSync(`${ROOT}${name}.response`)),
      };
    });
}

/** The exchange of that name; throws where there is none. */
export function loadFixture(name: string): ProviderFixture {
  const found = loadFixtures().find((fixture) => fixture.name === name);
  if (found === undefined) throw new Error(`No fixture "${name}"`);
  return found;
}
