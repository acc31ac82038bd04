import { completionsOf, sizeBegunIn } from './reading/begun.ts';
import { readSearchPhrase, type SearchPhrase } from './search-phrase.ts';

/** A text that is still being typed, as far as it can be understood. */
export type Beginning = {
  typed: string;
  /** With its last word completed, in each way that makes a difference; as it stands where nothing can be. */
  texts: readonly string[];
  /** What those texts mean, each once. */
  phrases: readonly SearchPhrase[];
  /** The size that the text ends with, folded, and what the text before it means. */
  size: { beginning: string; before: SearchPhrase } | undefined;
};

/** Understands what is half typed. Never fails; read once, since it is asked for at every key. */
export function readBeginning(typed: string): Beginning {
  const texts = completionsOf(typed);
  const different = new Map(
    texts.map(readSearchPhrase).map((phrase) => [JSON.stringify(phrase), phrase]),
  );
  const size = sizeBegunIn(typed);
  return {
    ...{ typed, texts, phrases: [...different.values()] },
    size: size && { beginning: size.beginning, before: readSearchPhrase(size.before) },
  };
}
