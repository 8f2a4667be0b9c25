// The API's documentation page: renders /docs/json with a script of our own, so that it works
// without a network. `DOCS_SCRIPT` runs in the browser and sets text only, never markup.

export const DOCS_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>ao API</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/page.css">
<header class="top"><a class="home" href="/">ao</a></header>
<main class="docs">
<h1>ao API</h1>
<p id="about">Loading…</p>
<div id="routes"></div>
</main>
<script src="/docs/page.js"></script>
</html>
`;

export const DOCS_SCRIPT = `"use strict";
const METHODS = ["get", "post", "put", "patch", "delete"];

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** A JSON schema in the notation of TypeScript. */
function describe(schema, indent = "") {
  if (!schema || typeof schema !== "object") return "unknown";
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) return variants.map((variant) => describe(variant, indent)).join(" | ");
  if (schema.allOf) return schema.allOf.map((part) => describe(part, indent)).join(" & ");
  if (Array.isArray(schema.type)) return schema.type.join(" | ");
  if (schema.type === "array") {
    if (Array.isArray(schema.items)) {
      return "[" + schema.items.map((item) => describe(item, indent)).join(", ") + "]";
    }
    return "Array<" + describe(schema.items, indent) + ">";
  }
  if (schema.properties) {
    const inner = indent + "  ";
    const lines = Object.entries(schema.properties).map(([name, property]) => {
      const mark = (schema.required ?? []).includes(name) ? "" : "?";
      return inner + name + mark + ": " + describe(property, inner);
    });
    return "{\\n" + lines.join("\\n") + "\\n" + indent + "}";
  }
  if (schema.patternProperties) {
    return "Record<string, " + describe(Object.values(schema.patternProperties)[0], indent) + ">";
  }
  return schema.type ?? "unknown";
}

function block(title, schema) {
  return [element("p", { textContent: title }), element("pre", {}, describe(schema))];
}

function route(path, method, operation) {
  const head = element("summary", {},
    element("span", { className: "method", textContent: method.toUpperCase() }),
    element("code", { textContent: path }),
    element("span", { className: "summary", textContent: operation.summary ?? "" }));
  const parts = [];
  for (const parameter of operation.parameters ?? []) {
    const mark = parameter.required ? "" : " (optional)";
    parts.push(...block(parameter.in + ": " + parameter.name + mark, parameter.schema));
  }
  const body = operation.requestBody?.content?.["application/json"]?.schema;
  if (body) parts.push(...block("Body", body));
  for (const [status, answer] of Object.entries(operation.responses ?? {})) {
    const schema = answer.content?.["application/json"]?.schema;
    const title = status === "default" ? "Errors" : "Answer " + status;
    if (schema) parts.push(...block(title, schema));
    else parts.push(element("p", { textContent: title }));
  }
  return element("details", {}, head, ...parts);
}

fetch("/docs/json").then((response) => response.json()).then((document_) => {
  document.getElementById("about").textContent =
    document_.info.title + " " + document_.info.version + ". " + document_.info.description.replaceAll("\`", "");
  const byTag = new Map();
  for (const [path, methods] of Object.entries(document_.paths)) {
    for (const method of METHODS) {
      if (!methods[method]) continue;
      const tag = methods[method].tags?.[0] ?? "Other";
      byTag.set(tag, [...(byTag.get(tag) ?? []), route(path, method, methods[method])]);
    }
  }
  for (const [tag, routes] of byTag) {
    document.getElementById("routes").append(element("h2", { textContent: tag }), ...routes);
  }
}).catch((error) => {
  document.getElementById("about").textContent = "The description could not be loaded: " + error;
});
`;
