// How a browser gets in: `ao open` asks for a code, the page trades it for a cookie. The code is in
// the URL's fragment, which browsers send to nobody.
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { AoError } from "#src/errors.ts";
import { type Access, loginCookie } from "#src/server/access.ts";
import { LOGIN_SCRIPT } from "#src/server/pages/login-page.ts";
import { PAGE_ICON, PAGE_STYLE } from "#src/server/pages/page-style.ts";
import { describeRoute } from "#src/server/routes/describe-route.ts";
import { loginPage, pagePart } from "#src/server/pages/page-response.ts";

const tag = "Login";
const LoginCode = Type.Object({
  code: Type.String(),
  path: Type.String(),
  expires_in: Type.Integer(),
});
const Login = Type.Object({ code: Type.String({ minLength: 1, maxLength: 100 }) });

export function loginRoutes(access: Access) {
  return new Elysia()
    .get("/login", () => loginPage(200), { detail: { hide: true } })
    .get("/login.js", () => pagePart(LOGIN_SCRIPT, "text/javascript"), { detail: { hide: true } })
    .get("/page.css", () => pagePart(PAGE_STYLE, "text/css"), { detail: { hide: true } })
    .get("/icon.svg", () => pagePart(PAGE_ICON, "image/svg+xml"), { detail: { hide: true } })
    .post(
      "/login/code",
      () => {
        const code = access.logins.create();
        return { code, path: `/login#${code}`, expires_in: 60 };
      },
      {
        detail: describeRoute({ tag, summary: "A one-time code for a browser", answer: LoginCode }),
      },
    )
    .post(
      "/login",
      ({ body, set }) => {
        if (!access.logins.redeem(body.code)) {
          throw new AoError(
            "unauthorized",
            "Cannot log in: the code is used up, older than a minute, or wrong",
            {
              hint: "run `ao open` again",
            },
          );
        }
        set.headers["set-cookie"] = loginCookie(access);
        set.status = 204;
      },
      {
        body: Login,
        detail: describeRoute({ tag, summary: "Trade a code for a cookie", status: 204 }),
      },
    );
}
