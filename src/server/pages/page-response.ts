// The server's own small pages as answers. Runs in the server; all parts are files of their own,
// so that the Content-Security-Policy can forbid everything inline.
import { LOGIN_PAGE } from "#src/server/pages/login-page.ts";
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
