import { randomInt } from 'node:crypto';

/** No 0, 1, I or O: a code is read aloud over the phone. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LENGTH = 6;

/** A fresh cart code; the database refuses one that is taken. */
export function newCartCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

/**
 * Reads a code as people type it: spaces and dashes between, small letters.
 * `undefined` when it cannot be one.
 */
export function readCartCode(text: string): string | undefined {
  const code = text.replaceAll(/[\s-]/g, '').toUpperCase();
  return /^[2-9A-HJ-NP-Z]{6}$/.test(code) ? code : undefined;
}
