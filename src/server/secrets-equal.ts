// Comparing secrets without telling where they differ. Runs in the server.
import { createHmac, timingSafeEqual } from "node:crypto";

/** Compares two secrets in a time that tells nothing about where they differ. */
export function secretsEqual(given: string, expected: string): boolean {
  // Hashed first: timingSafeEqual needs equal lengths, and the length is part of the secret.
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHmac("sha256", "ao compares").update(text).digest();
}
