import type { Form } from '../form.ts';
import type { Meaning } from './meaning.ts';
import { readMeaning } from './read-meaning.ts';

/** A number before each thing of a list: «1) …», «2. …». */
const ORDINAL = /^\s*\d{1,3}\s?[.)]\s+/u;
/** Several things in one message. */
const BETWEEN = /\r?\n|;/u;
/** Longer is no list. */
const LINES_MAX = 1000;

/** The things of a list with the words that named each; a message with one thing is a list of one. */
export function readLines(text: string, within?: Form): { typed: string; meaning: Meaning }[] {
  return text
    .split(BETWEEN, LINES_MAX)
    .map((line) => line.replace(ORDINAL, '').trim())
    .filter((line) => line !== '')
    .map((typed) => ({ typed, meaning: readMeaning(typed, within) }));
}
