import type { Form } from '../form.ts';
import { listRows } from './list-rows.ts';
import type { Meaning } from './meaning.ts';
import { readMeaning } from './read-meaning.ts';

/** The things of a list with the words that named each; a message with one thing is a list of one. */
export function readLines(text: string, within?: Form): { typed: string; meaning: Meaning }[] {
  return listRows(text).rows.map(({ typed, words }) => ({
    typed,
    meaning: readMeaning(words, within),
  }));
}
