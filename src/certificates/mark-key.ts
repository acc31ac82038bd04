import { twins } from '../catalogue/fold-text.ts';

/**
 * The number of a heat or of a paper as one writing, by which two are compared:
 * small letters, no spaces, look-alike Cyrillic letters as Latin, so that «А5-118»
 * and «a5-118» are one heat. `mark_key` of the database does the same.
 */
export const markKey = (text: string): string =>
  twins(text.normalize('NFC').toLowerCase()).replace(/\s/gu, '');
