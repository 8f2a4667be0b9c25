// How a person gets in: `ao open`, the one-time address, the cookie; and how nobody else does.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Report } from "#test/support/run-ao.ts";
import { Installation } from "#test/support/run-ao.ts";
import {
  findChromium,
  launchChromium,
  logIn,
  openAddress,
  watchPage,
} from "#test/support/chromium.ts";
import { recordSample } from "#test/support/recorded-sample.ts";

describe.skipIf(findChromium() === null)("logging in", () => {
  let browser: Browser;
  let installation: Installation;
  let report: Report;

  beforeAll(async () => {
    installation = new Installation();
    [browser, report] = await Promise.all([
      launchChromium("MAP other.test 127.0.0.1"),
      recordSample(installation),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await installation?.[Symbol.asyncDispose]();
  });
  const newContext = async () => {
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    return context;
  };

  test("ao open's address lands on the run, with a cookie for this server alone", async () => {
    const context = await newContext();
    const page = await context.newPage();
    const watched = watchPage(page);
    const address = await openAddress(installation, "last");
    const { origin, port, hash } = new URL(address);
    await page.goto(address);
    await page.locator(".card").first().waitFor();
    expect(page.url()).toBe(`${origin}/?session=${report.session_id}`);
    expect(await page.locator("h1").innerText()).toContain("sample");
    expect(await context.cookies()).toMatchObject([
      { name: `ao_${port}`, domain: "127.0.0.1", path: "/", httpOnly: true, sameSite: "Strict" },
    ]);
    expect(await page.evaluate("document.cookie")).toBe("");
    expect(watched.complaints).toEqual([]);
    // The code is a fragment, which goes nowhere, and is gone from the history.
    expect(watched.requests.filter((url) => url.includes(hash.slice(1)))).toEqual([]);
    await page.goBack().catch(() => null);
    expect(page.url()).not.toContain(hash);
  });

  test("the address works once; a second browser learns what to do", async () => {
    const address = await openAddress(installation);
    const first = await (await newContext()).newPage();
    await first.goto(address);
    await first.locator(".sessions").waitFor();

    const context = await newContext();
    const second = await context.newPage();
    await second.goto(address);
    await second.getByText("the code is used up, older than a minute, or wrong").waitFor();
    expect(await second.locator("pre").innerText()).toBe("ao open");
    expect(await second.locator("#onward").isVisible()).toBe(false);
    expect(await context.cookies()).toEqual([]);

    // The browser that is in already may go on.
    await first.goto("about:blank");
    await first.goto(address);
    await first.locator("#onward").click();
    await first.locator(".sessions").waitFor();
  });

  test.each(["/", "/?session=last", "/docs", "/sessions"])(
    "without a login %s says to run ao open, with status 401",
    async (path) => {
      const { origin } = new URL(await openAddress(installation));
      const page = await (await newContext()).newPage();
      const response = await page.goto(origin + path);
      expect(response?.status()).toBe(401);
      expect(await page.locator("main").innerText()).toContain("ao open");
      expect(await page.locator("main").innerText()).not.toContain("sample");
    },
  );

  test.each(["127.0.0.1", "localhost", "other.test"])(
    "a link on a page of %s leads there, where the browser is logged in",
    async (host) => {
      const context = await newContext();
      const { origin } = new URL((await logIn(context, installation)).url());
      const target = `${origin}/?session=${report.session_id}`;
      const elsewhere = createServer((_request, response) => {
        response.setHeader("content-type", "text/html").end(`<a href="${target}">a run</a>`);
      });
      onTestFinished(() => void elsewhere.close());
      await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
      const page = await context.newPage();
      await page.goto(`http://${host}:${(elsewhere.address() as AddressInfo).port}/`);
      await page.click("a");
      await page.locator(".card").first().waitFor();
      expect(page.url()).toBe(target);
    },
  );

  test("one server's cookie opens no other server, and two logins live side by side", async () => {
    await using other = new Installation();
    const context = await newContext();
    const page = await logIn(context, installation);
    const first = new URL(page.url());
    const second = new URL(await openAddress(other));
    expect((await page.goto(second.origin))?.status()).toBe(401);

    // Renamed, it is still signed for another server and port.
    const [cookie] = await context.cookies();
    const renamed = { ...cookie, name: `ao_${second.port}`, value: cookie?.value ?? "" };
    await context.addCookies([renamed]);
    expect((await page.goto(second.origin))?.status()).toBe(401);

    await logIn(context, other);
    for (const { origin } of [first, second]) {
      expect((await page.goto(origin))?.status()).toBe(200);
    }
  });
});
