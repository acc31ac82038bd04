import type { ChainLink, ListedPrice, PriceTerms } from '../../src/pricing/price-terms.ts';

export const T = 1_000_000;

/** A list of the chain; asked first unless said. */
export const aLink = (link: Partial<ChainLink> & { versionId: string }): ChainLink => ({
  rank: 1,
  listCode: link.versionId,
  listName: link.versionId,
  versionNumber: 1,
  level: 'company',
  includesVat: false,
  ...link,
});

/** Terms of a day in 2026, with 16 % VAT, the first list that has a price. */
export const someTerms = (terms: Partial<PriceTerms> = {}): PriceTerms => ({
  on: '2026-11-26',
  agreement: { id: 'a', version: 1 },
  strategy: 'first-found',
  publicPriceIfBetter: false,
  vatRateBp: 1600,
  chain: [aLink({ versionId: 'own' }), aLink({ versionId: 'base', rank: 2, level: 'base' })],
  ...terms,
});

/** What a list asks: steps of a weight in tonnes and tenge a tonne. */
export const asks = (
  versionId: string,
  ...steps: readonly [fromT: number, perTonne: number][]
): ListedPrice => ({
  versionId,
  fromWeightsG: steps.map(([fromT]) => fromT * T),
  pricesPerTonneMinor: steps.map(([, perTonne]) => perTonne * 100),
});
