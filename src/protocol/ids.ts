// Names and identifiers that cross a process or reach the disk.
import { Type } from "@sinclair/typebox";

/** Names of sessions and users; also keeps them safe as parts of a path. */
export const NAME_PATTERN = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";

export const Name = Type.String({ pattern: NAME_PATTERN });
/** A session or run id: a letter and eleven letters or digits, as {@link createId} makes them. */
export const Id = Type.String({ pattern: "^[a-z][a-z0-9]{11}$" });
/** A node id, unique within its run: `n1`, `n2`, … in order of arrival. */
export const NodeId = Type.String({ pattern: "^n[0-9]+$" });

const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const LETTERS = 23;

/**
 * A new random id of 12 characters (about 59 bits), short enough to type a prefix of.
 * Random from its first character, unlike time-ordered ids, so that few characters tell two apart.
 */
export function createId(): string {
  const random = crypto.getRandomValues(new Uint32Array(12));
  let id = ALPHABET.charAt((random[0] ?? 0) % LETTERS);
  for (let index = 1; index < 12; index++) {
    id += ALPHABET.charAt((random[index] ?? 0) % ALPHABET.length);
  }
  return id;
}
