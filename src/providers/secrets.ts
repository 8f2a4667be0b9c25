// What must not reach the disk: credentials in URLs, headers and the environment. Also runs in the
// user's process, hence without imports.

const REMOVED = "[secret removed]";

/** Request and response headers that carry credentials, in lower case. */
export const secretHeaderNames: readonly string[] = [
  "authorization",
  "proxy-authorization",
  "x-api-key",
  "api-key",
  "x-goog-api-key",
  "ocp-apim-subscription-key",
  "x-auth-token",
  "x-access-token",
  "x-amz-security-token",
  "x-subscription-token",
  "xi-api-key",
  "x-litellm-api-key",
  "helicone-auth",
  "cf-aig-authorization",
  "private-token",
  "cookie",
  "set-cookie",
];

const SECRET_PARAMETER =
  /^(?:x-amz-.*|x-goog-(?:signature|credential).*|awsaccesskeyid|sig|signature|code|key|auth|authorization|jwt|.*(?:api[-_]?key|apikey|access[-_]?key|token|secret|passw(?:or)?d|passphrase|credentials?|session[-_]?id|sessionid))$/i;

/**
 * The URL without user information, and with the values of secret query parameters replaced. The rest
 * keeps its spelling. Anything that is not a URL is treated as far as it looks like one.
 */
export function redactUrl(url: string): string {
  const bare = url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, "$1");
  const query = bare.indexOf("?");
  if (query === -1) return bare;
  const hash = bare.indexOf("#", query);
  const end = hash === -1 ? bare.length : hash;
  const redacted = bare
    .slice(query + 1, end)
    .split("&")
    .map(redactParameter)
    .join("&");
  return `${bare.slice(0, query + 1)}${redacted}${bare.slice(end)}`;
}

function redactParameter(parameter: string): string {
  const equals = parameter.indexOf("=");
  if (equals === -1) return parameter;
  const name = parameter.slice(0, equals);
  return isSecretParameter(decodeName(name)) ? `${name}=removed` : parameter;
}

/** True for the name of a query parameter whose value must not be stored. */
export function isSecretParameter(name: string): boolean {
  return SECRET_PARAMETER.test(name);
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // Wrongly encoded: compared as it stands.
  }
}

const SECRET_NAME =
  /(?:^|[_.-])(?:KEY|APIKEY|TOKEN|SECRETS?|PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|CREDENTIALS?|AUTH|AUTHORIZATION|COOKIE|PAT|JWT|DSN)(?:$|[_.-]?(?:ID|BASE64|B64|JSON|VALUE|[0-9]+)?$)|API_?KEY|ACCESS_?KEY|SECRET|TOKEN$|PASSWORD|PRIVATE_?KEY|CREDENTIAL|^AUTHORIZATION/i;

/** Names of the environment that end like a secret's and are none. */
const HARMLESS_NAME = /^(?:PWD|OLDPWD|.*(?:_?MAX_?TOKENS?|TOKEN_LIMIT|TOKENIZERS?.*|AUTH_SOCK))$/i;

/** What was found out of names: every call asks of every variable. */
const knownNames = new Map<string, boolean>();
const MOST_KNOWN_NAMES = 1000;

/** True for the name of an environment variable, header or parameter whose value is likely a secret. */
export function isSecretName(name: string): boolean {
  let known = knownNames.get(name);
  if (known === undefined) {
    known = !HARMLESS_NAME.test(name) && SECRET_NAME.test(name);
    if (knownNames.size < MOST_KNOWN_NAMES) knownNames.set(name, known);
  }
  return known;
}

/** Values shorter than this are words that would be missed elsewhere, not secrets. */
const SHORTEST_SECRET = 8;

/** The variables of an environment whose values are likely secrets. */
export function environmentSecrets(
  environment: Readonly<Record<string, string | undefined>>,
): { readonly name: string; readonly value: string }[] {
  const secrets: { readonly name: string; readonly value: string }[] = [];
  for (const name of Object.keys(environment)) {
    if (!isSecretName(name)) continue;
    const value = environment[name] ?? "";
    if (value.length >= SHORTEST_SECRET) secrets.push({ name, value });
  }
  return secrets;
}

/**
 * A function that replaces each occurrence of one of the secrets in a text; also as they look inside
 * JSON strings and percent-encoded. Values under 8 characters are ignored.
 */
export function createScrubber(secrets: Iterable<string>): (text: string) => string {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET) continue;
    forms.add(secret);
    forms.add(JSON.stringify(secret).slice(1, -1));
    forms.add(encodeForm(secret));
  }
  // The longest first: one secret may contain another.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  return (text) => {
    let scrubbed = text;
    for (const form of ordered) {
      // A search that fails costs a scan; replacing would cost a copy.
      if (scrubbed.includes(form)) scrubbed = scrubbed.split(form).join(REMOVED);
    }
    return scrubbed;
  };
}

function encodeForm(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    return secret; // A lone surrogate has no encoded form.
  }
}
