import { expect, test } from "vitest";
import { browserCommand } from "#src/cli/open-browser.ts";

const all = (name: string): string => `/usr/bin/${name}`;
const none = (): null => null;

test.each([
  ["darwin", {}, none, ["open"]],
  ["win32", {}, none, ["rundll32", "url.dll,FileProtocolHandler"]],
  ["linux", { DISPLAY: ":0" }, all, ["xdg-open"]],
  ["linux", { WAYLAND_DISPLAY: "wayland-0" }, all, ["xdg-open"]],
  ["linux", { DISPLAY: ":0" }, none, null],
  ["linux", {}, all, null],
  ["linux", { BROWSER: "firefox:chromium" }, all, ["firefox"]],
  ["linux", { BROWSER: "firefox", DISPLAY: ":0" }, none, null],
] as const)("on %s with %j", (platform, environment, which, command) => {
  expect(browserCommand(platform, environment, which)).toEqual(command);
});
