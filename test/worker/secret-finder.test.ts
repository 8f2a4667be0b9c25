import { describe, expect, test } from "vitest";
import { createSecretFinder } from "#src/worker/secret-finder.ts";

const request = (url: string, headers: Record<string, string> = {}) => ({
  method: "POST",
  url,
  header: (name: string) => headers[name] ?? null,
});

describe("what a request carries is taken out of whatever repeats it", () => {
  test.each([
    ["a bearer token", request("http://x/", { authorization: "Bearer abcdefgh1" }), "abcdefgh1"],
    ["an api key", request("http://x/", { "x-api-key": "abcdefgh2" }), "abcdefgh2"],
    ["?key=", request("http://x/?key=abcdefgh3"), "abcdefgh3"],
    ["a signature, which the URL loses too", request("http://x/?a=1&sig=abcdefgh4"), "abcdefgh4"],
    ["a session id", request("http://x/?sessionid=abcdefgh5"), "abcdefgh5"],
  ])("%s", (_, from, secret) => {
    const scrub = createSecretFinder()(from);
    expect(scrub(`refused: ${secret}!`)).toBe("refused: [secret removed]!");
  });

  test("a parameter that is none stays", () => {
    const scrub = createSecretFinder()(request("http://x/?model=abcdefgh6"));
    expect(scrub("about abcdefgh6")).toBe("about abcdefgh6");
  });
});
