// The server's own small pages as answers. Runs in the server; all parts are files of their own,
// so that the Content-Security-Policy can forbid everything inline.
import { randomBytes } from "node:crypto";
import { LOGIN_PAGE } from "#src/server/pages/login-page.ts";
import { renderPage } from "#src/server/pages/page.ts";
import { SECURITY_HEADERS } from "#src/server/respond.ts";

/** A page, script or style sheet. */
export function pagePart(content: string, type: string, status = 200): Response {
  return new Response(content, {
    status,
    headers: { ...SECURITY_HEADERS, "content-type": `${type};charset=utf-8` },
  });
}

/** The page that says how to get in; also the 401 a browser sees. */
export function loginPage(status: number): Response {
  return pagePart(LOGIN_PAGE, "text/html", status);
}

/** The page at `/`: the editor in it makes a style sheet, which a nonce lets through; scripts are files. */
export function applicationPage(seq: number): Response {
  const nonce = randomBytes(16).toString("base64");
  const policy = SECURITY_HEADERS["content-security-policy"] ?? "";
  return new Response(renderPage({ nonce, seq }), {
    headers: {
      ...SECURITY_HEADERS,
      "content-security-policy": `${policy}; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:`,
      "content-type": "text/html;charset=utf-8",
    },
  });
}
