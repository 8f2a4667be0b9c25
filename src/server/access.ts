// Who may talk to the server and under which names it answers. Runs in the server; pure but for
// the clock and randomness of the login codes.
import { createHmac, randomBytes } from "node:crypto";
import { secretsEqual } from "#src/server/secrets-equal.ts";

const CODE_LIFETIME_MS = 60_000;
const COOKIE_LIFETIME_SECONDS = 7 * 24 * 3600;
/** More than any person opens in a minute; bounds what a loop of `ao open` can keep here. */
const MAXIMUM_CODES = 100;

/** What the guard decides by. */
export interface Access {
  readonly token: string;
  readonly address: ServerAddress;
  readonly logins: LoginCodes;
}

/** Where the server answers; filled in when it has bound its port. */
export interface ServerAddress {
  port: number;
  /** Values a Host header may have, in lower case: `127.0.0.1:5959`. */
  authorities: ReadonlySet<string>;
}

/** The Host values of a server on `port`: the loopback names and `hosts` the user bound it to. */
export function serverAddress(port: number, hosts: readonly string[] = []): ServerAddress {
  const names = ["127.0.0.1", "[::1]", "localhost"];
  for (const host of hosts) names.push(host.includes(":") ? `[${host}]` : host.toLowerCase());
  const authorities = new Set(names.map((name) => `${name}:${port}`));
  // Clients leave the port out where it is the scheme's own (RFC 9110, 7.2).
  if (port === 80) for (const name of names) authorities.add(name);
  return { port, authorities };
}

/** One-time codes with which a browser gets its cookie; each lives a minute and works once. */
export interface LoginCodes {
  create(): string;
  /** True exactly once for a code that is still valid. */
  redeem(code: string): boolean;
}

/** @param now milliseconds since 1970 */
export function createLoginCodes(now: () => number = Date.now): LoginCodes {
  const expiries = new Map<string, number>();
  const forgetExpired = (): void => {
    for (const [code, expiry] of expiries) if (expiry <= now()) expiries.delete(code);
  };
  return {
    create() {
      forgetExpired();
      const [oldest] = expiries.keys();
      if (expiries.size >= MAXIMUM_CODES && oldest !== undefined) expiries.delete(oldest);
      const code = randomBytes(24).toString("base64url");
      expiries.set(code, now() + CODE_LIFETIME_MS);
      return code;
    },
    redeem(code) {
      forgetExpired();
      // A lookup by a 192-bit random key: its timing tells nothing that helps to guess one.
      return expiries.delete(code);
    },
  };
}

/** The `Set-Cookie` value that logs a browser in on this port (RFC 6265; host-only, so no Domain). */
export function loginCookie(access: Access, now = Date.now()): string {
  const expiry = now + COOKIE_LIFETIME_SECONDS * 1000;
  const content = `${expiry.toString(36)}.${randomBytes(12).toString("base64url")}`;
  const value = `${content}.${cookieSignature(access, content)}`;
  return `${cookieName(access)}=${value}; Path=/; Max-Age=${COOKIE_LIFETIME_SECONDS}; HttpOnly; SameSite=Strict`;
}

/**
 * True where the Cookie header holds a valid login for this port. It is signed with the token
 * rather than remembered, so a browser stays logged in when the server has idled and is back.
 */
export function hasLoginCookie(header: string | null, access: Access, now = Date.now()): boolean {
  const prefix = `${cookieName(access)}=`;
  const pair = (header ?? "").split(/; */).find((part) => part.startsWith(prefix));
  if (pair === undefined) return false;
  const value = pair.slice(prefix.length);
  const split = value.lastIndexOf(".");
  const content = value.slice(0, Math.max(split, 0));
  const expiry = Number.parseInt(content.split(".")[0] ?? "", 36);
  return secretsEqual(value.slice(split + 1), cookieSignature(access, content)) && expiry > now;
}

/** Cookies do not know ports: without it, two servers on one machine would log each other out. */
function cookieName(access: Access): string {
  return `ao_${access.address.port}`;
}

function cookieSignature(access: Access, content: string): string {
  const subject = `cookie:${access.address.port}:${content}`;
  return createHmac("sha256", access.token).update(subject).digest("base64url");
}
