import type { Named, PaperNamed } from '../../src/payments/document-parties.ts';
import { type Figures, figuresFor } from '../figures.ts';
import { type Language, wordsFor } from '../language.tsx';
import type { DocumentWords } from '../words/en/documents.ts';

/** How a paper speaks: its words, its numbers, and names in the reader's language. */
export type Tongue = {
  language: Language;
  words: DocumentWords;
  figures: Figures;
  nameOf: (named: Named) => string;
  /** Another paper, by its number and day. */
  paperOf: (paper: PaperNamed) => string;
};

/** Everything a paper needs of one language. */
export function tongueOf(language: Language): Tongue {
  const words = wordsFor(language).documents;
  const figures = figuresFor(language);
  return {
    language,
    words,
    figures,
    nameOf: (named) => named[language],
    paperOf: ({ number, issuedOn }) =>
      issuedOn === null ? words.paperUndated(number) : words.paper(number, figures.date(issuedOn)),
  };
}
