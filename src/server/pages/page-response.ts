// The server's own small pages as answers. Runs in the server; all parts are files of their own,
// so that the Content-Security-Policy can forbid everything inline.
import { randomBytes } from "node:crypto";
import { LOGIN_PAGE } from "#src/server/pages/login-page.ts";
import { renderPage } from "#src/server/pages/page.ts";
import { pageBundle } from "#src/server/pages/page-script.ts";
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
export async function applicationPage(seq: number): Promise<Response> {
  const nonce = randomBytes(16).toString("base64");
  const policy = SECURITY_HEADERS["content-security-policy"] ?? "";
  const { version } = await pageBundle();
  return new Response(renderPage({ nonce, seq, version }), {
    headers: {
      ...SECURITY_HEADERS,
      "content-security-policy": `${policy}; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:`,
      "content-type": "text/html;charset=utf-8",
    },
  });
}

/**
 * The page's script or style sheet. Whoever names the version may keep it, and the browser what it
 * compiled of it.
 */
export async function applicationPart(
  part: "script" | "style",
  wanted: string | undefined,
): Promise<Response> {
  const bundle = await pageBundle();
  const response = pagePart(bundle[part], part === "script" ? "text/javascript" : "text/css");
  if (wanted === bundle.version) response.headers.set("cache-control", KEPT);
  return response;
}

const KEPT = "private, max-age=31536000, immutable";
