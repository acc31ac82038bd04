import type { Words } from './words/en.ts';

const ROMAN = ['I', 'II', 'III', 'IV'];

/** A quarter of a year in words, by a day of it: "IV quarter of 2026". */
export function quarterName(words: Words['changes'], day: string): string {
  const [year = '', month = '1'] = day.split('-');
  return words.quarter(ROMAN[Math.ceil(Number(month) / 3) - 1] ?? '', year);
}
