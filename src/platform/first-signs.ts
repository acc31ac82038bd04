/** The first so many units of a text, without half of a sign at the end: PostgreSQL takes none, and no reader can show it. */
export const firstSigns = (text: string, max: number): string =>
  text.slice(0, max).replace(/[\uD800-\uDBFF]$/, '');
