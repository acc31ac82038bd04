import type { Derivation } from './derivation.ts';

/**
 * A price for one line that no list makes and no list moves (R7, R10): an
 * override with author and reason, above all levels, or the line of an accepted
 * quote. Minor units per tonne, with VAT where `includesVat`.
 */
export type FixedPrice = NonNullable<Derivation['fixed']>;

/** The price that counts: an override that was refused is only remembered, and the lists decide again. */
export function fixedPriceInForce(fixed: FixedPrice | null | undefined): FixedPrice | undefined {
  if (!fixed || (fixed.kind === 'override' && fixed.state === 'refused')) return undefined;
  return fixed;
}

/** What the lists ask for a tonne, whatever was fixed instead; `undefined`: nothing. */
export function askedByLists(
  derivation: Derivation,
): { pricePerTonneMinor: number; link: { includesVat: boolean } } | undefined {
  const { chosen, lists } = derivation;
  const link = lists.find((list) => list.versionId === chosen?.versionId);
  if (!chosen || !link) return undefined;
  return { pricePerTonneMinor: chosen.pricePerTonneMinor, link };
}
