// `/docs`: the OpenAPI description, made from the routes' own schemas, and a page that shows it.
// The UI that @elysiajs/openapi brings loads from a CDN, so only its description is used.
import { type AnyElysia, Elysia } from "elysia";
import { isObject, property } from "#src/protocol/json.ts";
import { DOCS_PAGE, DOCS_SCRIPT } from "#src/server/pages/docs-page.ts";
import { pagePart } from "#src/server/pages/page-response.ts";
import { VERSION } from "#src/version.ts";

/** @param described the app whose routes are shown; asked when somebody opens the page */
export function docsRoutes(described: () => AnyElysia) {
  const hidden = { detail: { hide: true } };
  return new Elysia()
    .get("/docs", () => pagePart(DOCS_PAGE, "text/html"), hidden)
    .get("/docs/page.js", () => pagePart(DOCS_SCRIPT, "text/javascript"), hidden)
    .get("/docs/json", () => openApiDocument(described()), hidden);
}

/** The OpenAPI 3.1 document of an app's routes. */
export async function openApiDocument(app: AnyElysia) {
  // Loaded when it is asked for: it is larger than all of the server's own code.
  const { toOpenAPISchema } = await import("@elysiajs/openapi");
  const { paths, components } = toOpenAPISchema(app, { paths: [/^\/api\//], methods: ["ws"] });
  addJsonBodies(app, paths);
  return {
    openapi: "3.1.0",
    info: {
      title: "ao",
      version: VERSION,
      description:
        "All routes are also under /api and take `Authorization: Bearer <token>` (`ao token` prints it).",
    },
    security: [{ token: [] }],
    paths,
    components: {
      ...components,
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
    },
  };
}

/** The generator knows the parsers Elysia brings, not ours: so the bodies are put in here. */
function addJsonBodies(app: AnyElysia, paths: Record<string, unknown>): void {
  for (const { path, method, hooks } of app.routes) {
    const schema: unknown = property(hooks, "body");
    const described = property(paths[path.replace(/:([^/]+)/g, "{$1}")], method.toLowerCase());
    if (!isObject(described) || schema === undefined) continue;
    described["requestBody"] = { required: true, content: { "application/json": { schema } } };
  }
}
