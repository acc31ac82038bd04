/** Steel whose killing was not said: Ст3, Ст5. */
const PLAIN_STEEL = /^Ст\d$/;
const GRADE_SIGNS = /[%_\\]/g;
/** Signs with a meaning in a text query. */
const QUERY_SIGNS = /['\\\0]/g;

/** Every word as a beginning, as a text query of PostgreSQL reads it. */
export const wordsQuery = (words: readonly string[]): string =>
  words.map((word) => `'${word.replace(QUERY_SIGNS, ' ')}':*`).join(' & ');

/**
 * Which grades answer one that was said, as patterns of `like`: «Ст3» is also the
 * grade of «Ст3 оц» and may be filled by Ст3сп5 (names.md §3), «А400» is that of
 * «25Г2С (А400)».
 */
export function gradePatterns(grade: string): string[] {
  const said = grade.replace(GRADE_SIGNS, '\\$&');
  return [said, PLAIN_STEEL.test(grade) ? `${said}%` : `${said} %`, `%(${said})%`];
}
