// The arguments of `fetch` with another body than the program's. Runs in the user's process. The rest
// of `init` stays what it is, getters included.
import type { FetchArguments, FetchInit, FetchRequest } from "#src/intercept/fetch-request.ts";
import * as natives from "#src/intercept/natives.ts";

/** The arguments with the same body in another shape. */
export function withBody(args: FetchArguments, body: unknown): FetchArguments {
  const [input, init, ...rest] = args;
  if (init === undefined || init === null) return [input, { body, duplex: "half" }, ...rest];
  return [input, withMembers(init, { body }), ...rest];
}

/** The arguments with a JSON text for a body, and headers that fit it. */
export function withJson(
  args: FetchArguments,
  request: FetchRequest,
  body: string,
): FetchArguments {
  const [input, init, ...rest] = args;
  const given =
    init?.headers ??
    (input instanceof natives.NativeRequest ? natives.requestHeaders(input) : undefined);
  const headers = new natives.NativeHeaders(given as Headers | undefined);
  // They told of the body that does not go out.
  headers.delete("content-length");
  headers.delete("content-encoding");
  headers.set("content-type", request.header("content-type") ?? "application/json");
  return [input, withMembers(init ?? {}, { body, headers }), ...rest];
}

function withMembers(init: FetchInit, members: FetchInit): FetchInit {
  return new Proxy<FetchInit>(init, {
    get: (target, key) => Reflect.get(Object.hasOwn(members, key) ? members : target, key),
  });
}
