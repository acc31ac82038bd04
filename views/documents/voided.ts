import type { Voided } from '../../src/payments/document.ts';
import type { Paper } from '../../src/platform/paper.ts';
import type { Language } from '../language.tsx';
import { tongueOf } from './tongue.ts';

/** The copy of a paper that is void: it says so across each page, and above all else when, by whom and why. */
export function voidedPaper(
  paper: Paper,
  { at, byName, reason }: Voided,
  language: Language,
): Paper {
  const { words, figures } = tongueOf(language);
  const said = words.voided(figures.moment(new Date(at)), byName, reason);
  return {
    ...paper,
    across: words.voidedAcross,
    content: [{ text: said, bold: true, margin: [0, 0, 0, 6] }, ...paper.content],
  };
}
