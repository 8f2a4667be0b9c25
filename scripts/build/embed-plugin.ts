// Puts into the executable what it must carry: the preload's bundle, the page's, the native parser.
import type { BunPlugin } from "bun";
import type { PageBundle } from "#src/server/pages/page-script.ts";

export interface Embedded {
  /** Its hash, and the paths of its files. */
  readonly preload: { readonly hash: string; readonly code: string; readonly bytecode: string };
  /** The texts of src/module, by file name. */
  readonly programModule: Readonly<Record<string, string>>;
  /** The native parser's file for the target. */
  readonly bindingFile: string;
}

const BINDING_NAMES =
  "Severity ParseResult ExportExportNameKind ExportImportNameKind ExportLocalNameKind ImportNameKind parse parseSync rawTransferSupported getBufferOffset parseRaw parseRawSync".split(
    " ",
  );

/** The bundle of src/web, in place of the module that has none. */
export function embedPagePlugin(page: PageBundle): BunPlugin {
  return {
    name: "ao-embed-page",
    setup(build) {
      build.onLoad({ filter: /src[\\/]server[\\/]pages[\\/]embedded-page\.ts$/ }, () => ({
        contents: `export const EMBEDDED_PAGE = ${JSON.stringify(page)};`,
        loader: "js",
      }));
    },
  };
}

/** Replaces the other modules whose content is known only to the build. */
export function embedPlugin(embedded: Embedded): BunPlugin {
  return {
    name: "ao-embed",
    setup(build) {
      build.onLoad({ filter: /src[\\/]record[\\/]embedded-preload\.ts$/ }, () => ({
        contents: [
          `import code from ${JSON.stringify(embedded.preload.code)} with { type: "file" };`,
          `import bytecode from ${JSON.stringify(embedded.preload.bytecode)} with { type: "file" };`,
          `const hash = ${JSON.stringify(embedded.preload.hash)};`,
          "export const EMBEDDED_PRELOAD = { hash, code, bytecode };",
        ].join("\n"),
        loader: "js",
      }));
      build.onLoad({ filter: /src[\\/]cli[\\/]types[\\/]embedded-module\.ts$/ }, () => ({
        contents: `export const EMBEDDED_MODULE = ${JSON.stringify(embedded.programModule)};`,
        loader: "js",
      }));
      // oxc-parser looks for its native file at run time, which finds nothing in an executable.
      build.onLoad({ filter: /oxc-parser[\\/]src-js[\\/]bindings\.js$/ }, () => ({
        contents: [
          `import native from ${JSON.stringify(embedded.bindingFile)};`,
          `export const { ${BINDING_NAMES.join(", ")} } = native;`,
        ].join("\n"),
        loader: "js",
      }));
    },
  };
}
