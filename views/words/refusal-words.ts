import type { RefusalReason } from '../../src/platform/refusal.ts';

type FactsOf<Code extends RefusalReason['code']> = Omit<
  Extract<RefusalReason, { code: Code }>,
  'code'
>;

/** A sentence for every reason to refuse, made from its facts: what is wrong and what to do. A new code does not compile until it is worded. */
export type RefusalWords = {
  readonly [Code in RefusalReason['code']]: (facts: FactsOf<Code>) => string;
} & {
  readonly 'override-beyond-authority': (facts: { maxBp: number }) => string;
};

/** The word for a code that came as plain text; an unknown one is shown as it is. */
export function wordFor(words: Record<string, string>, code: string): string {
  return words[code] ?? code;
}
