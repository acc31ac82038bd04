import { twins } from '../catalogue/fold-text.ts';

/** The longest number of a customer's own books, as written and as folded. */
export const CODE_LENGTH_MAX = 64;

/**
 * An article number of a customer's own books as it is looked for: case,
 * look-alike letters and spaces do not tell two apart, every other sign does.
 */
export const articleKeyOf = (code: string): string =>
  twins(code.normalize('NFKC').toLowerCase().replaceAll(/\s/gu, ''));

/** A number as it is kept: as written, with single spaces; or why it is none. */
export function readArticleCode(
  text: string,
): { ok: true; code: string; key: string } | { ok: false; problem: 'no-code' | 'long-code' } {
  const code = text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
  const key = articleKeyOf(code);
  if (key === '') return { ok: false, problem: 'no-code' };
  const isLong = code.length > CODE_LENGTH_MAX || key.length > CODE_LENGTH_MAX;
  return isLong ? { ok: false, problem: 'long-code' } : { ok: true, code, key };
}
