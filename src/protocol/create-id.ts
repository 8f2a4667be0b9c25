// New identifiers, and the rule for names. Apart from the schemas, because `ao record` loads this
// before the program starts.

/** Names of sessions and users; also keeps them safe as parts of a path. */
export const NAME_PATTERN = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";

const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const LETTERS = 23;
// Captured at load: a recorded program's random numbers are those of its seed, the same in each re-run.
const fillRandomly = crypto.getRandomValues.bind(crypto);

/**
 * A new random id of 12 characters (about 59 bits), short enough to type a prefix of.
 * Random from its first character, unlike time-ordered ids, so that few characters tell two apart.
 */
export function createId(): string {
  const random = fillRandomly(new Uint32Array(12));
  let id = ALPHABET.charAt((random[0] ?? 0) % LETTERS);
  for (let index = 1; index < 12; index++) {
    id += ALPHABET.charAt((random[index] ?? 0) % ALPHABET.length);
  }
  return id;
}
