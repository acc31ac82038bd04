import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';

const DIGITS = 6;

/** A code proves an address for ten minutes. */
export const CODE_LASTS_MS = 10 * 60_000;

/** A new code for a letter: six digits, each as likely as any other. */
export function newCode(): string {
  return String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
}

/**
 * The hash under which a code is stored: keyed with the token of its link, which
 * is stored nowhere, for a million codes are soon tried by whoever reads the table.
 */
export function hashCode(code: string, token: string): Buffer {
  return createHmac('sha256', token).update(code).digest();
}

/** Whether two hashes are the same, in a time that does not tell how much of them is. */
export const isSameHash = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
