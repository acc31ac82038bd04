import { twins } from '../catalogue/fold-text.ts';

/**
 * An article number of a customer's own books as it is looked for: case,
 * look-alike letters and spaces do not tell two apart, every other sign does.
 */
export const articleKeyOf = (code: string): string =>
  twins(code.normalize('NFKC').toLowerCase().replaceAll(/\s/gu, ''));
