// The token file: private, made once, never replaced by who comes second.
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { directoriesAt } from "#src/config/directories.ts";
import { loadToken, runnerToken } from "#src/config/token.ts";
import { secretsEqual } from "#src/server/secrets-equal.ts";

function installation() {
  const home = mkdtempSync(join(tmpdir(), "ao-token-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return { directories: directoriesAt(join(home, "ao")), token: null };
}

test("a new token has 256 bits, is kept, and lies in a 0600 file of a 0700 folder", () => {
  const settings = installation();
  const token = loadToken(settings);
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(loadToken(settings)).toBe(token);
  expect(statSync(settings.directories.token).mode & 0o777).toBe(0o600);
  expect(statSync(settings.directories.home).mode & 0o777).toBe(0o700);
  expect(readdirSync(settings.directories.home).toSorted()).toEqual([
    "db",
    "logs",
    "spool",
    "token",
  ]);
  expect(loadToken(installation())).not.toBe(token);
});

test("a token file that others may read is closed to them", () => {
  const settings = installation();
  const token = loadToken(settings);
  chmodSync(settings.directories.token, 0o644);
  expect(loadToken(settings)).toBe(token);
  expect(statSync(settings.directories.token).mode & 0o777).toBe(0o600);
});

test("AO_TOKEN goes before the file and makes none", () => {
  const settings = { ...installation(), token: "mine" };
  expect(loadToken(settings)).toBe("mine");
  expect(() => statSync(settings.directories.home)).toThrow();
});

test.each(["", "two words", "zeile\nzwei", "ü", "x".repeat(513)])(
  "a token that no header can carry is refused: %j",
  (text) => {
    const settings = installation();
    expect(() => loadToken({ ...settings, token: text })).toThrow(
      "Cannot use the token of AO_TOKEN",
    );
    loadToken(settings);
    writeFileSync(settings.directories.token, text);
    expect(() => loadToken(settings)).toThrow(
      `Cannot use the token of ${settings.directories.token}: it must be`,
    );
    expect(readFileSync(settings.directories.token, "utf8")).toBe(text);
  },
);

test("a run's token is the HMAC-SHA256 of runner:<id>", () => {
  // printf 'runner:abcdefghjkmn' | openssl dgst -sha256 -hmac master
  expect(runnerToken("master", "abcdefghjkmn")).toBe(
    "4fb82a420d0b8e9eb1945899eb4a2cbde8210c31ae54effc1365a2eeb5de8fd5",
  );
  expect(runnerToken("master", "abcdefghjkmp")).not.toBe(runnerToken("master", "abcdefghjkmn"));
});

test("secrets of other lengths are unequal, not an error", () => {
  expect(secretsEqual("a", "ab")).toBe(false);
  expect(secretsEqual("", "")).toBe(true);
});
