import { z } from 'zod';

const price = { pricePerTonneMinor: z.int(), includesVat: z.boolean() };

/** A price that a person or a quote fixed, as it is stored with a derivation. */
export const Fixed = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('override'),
    ...price,
    authorName: z.string(),
    reason: z.string(),
    state: z.enum(['within-authority', 'pending', 'approved', 'refused']),
    /** Who approved or refused it; null where nobody has. */
    decidedByName: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('quote'),
    ...price,
    quoteId: z.string(),
    quoteVersion: z.int(),
    quoteLine: z.int(),
  }),
]);

/**
 * A price for one line that no list makes and no list moves (R7, R10): an
 * override with author and reason, above all levels, or the line of an accepted
 * quote. Minor units per tonne, with VAT where `includesVat`.
 */
export type FixedPrice = z.infer<typeof Fixed>;

/** The price that counts: an override that was refused is only remembered, and the lists decide again. */
export function fixedPriceInForce(fixed: FixedPrice | null | undefined): FixedPrice | undefined {
  if (!fixed || (fixed.kind === 'override' && fixed.state === 'refused')) return undefined;
  return fixed;
}
