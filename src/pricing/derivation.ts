import { z } from 'zod';

const Level = z.enum(['contract', 'site', 'company', 'group', 'base']);

const price = { pricePerTonneMinor: z.int(), includesVat: z.boolean() };

/** A price that a person or a quote fixed, as it is stored with a derivation. */
const Fixed = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('override'),
    ...price,
    authorName: z.string(),
    reason: z.string(),
    state: z.enum(['within-authority', 'pending', 'approved', 'refused']),
    /** Who approved or refused it; null where nobody has. */
    decidedByName: z.string().nullable(),
    /** What the lists asked for a tonne with VAT when it was judged; null: nothing. */
    judgedAgainstMinor: z.int().nullable(),
  }),
  z.object({
    kind: z.literal('quote'),
    ...price,
    quoteId: z.string(),
    quoteVersion: z.int(),
    quoteLine: z.int(),
  }),
]);

const Format1 = z.object({
  format: z.literal(1),
  on: z.string(),
  agreement: z.object({ id: z.string(), version: z.int() }).nullable(),
  strategy: z.enum(['first-found', 'lowest']),
  publicPriceIfBetter: z.boolean(),
  vatRateBp: z.int(),
  tierGroup: z.string(),
  tierWeightG: z.int(),
  weightG: z.int(),
  lists: z.array(
    z.object({
      rank: z.int(),
      versionId: z.string(),
      listCode: z.string(),
      listName: z.string(),
      versionNumber: z.int(),
      level: Level,
      includesVat: z.boolean(),
      fromWeightsG: z.array(z.int()),
      pricesPerTonneMinor: z.array(z.int()),
    }),
  ),
  /** What the lists ask; null: nothing, and the price was fixed. */
  chosen: z
    .object({ versionId: z.string(), fromWeightG: z.int(), pricePerTonneMinor: z.int() })
    .nullable(),
  /** What counted instead of the lists; derivations older than fixed prices have none. */
  fixed: Fixed.nullable().default(null),
  netMinor: z.int(),
  vatMinor: z.int(),
  grossMinor: z.int(),
});

/**
 * Why a line costs what it costs: everything that was asked, in the order it
 * was asked, and what came out. Stored with the line, shown to the buyer, and
 * enough to come to the same tiyin again. Grams, minor units, basis points.
 */
export type Derivation = z.infer<typeof Format1>;

/** Reads a stored derivation; `undefined` for what was sold before us or is of a format unknown. */
export function readDerivation(stored: unknown): Derivation | undefined {
  return Format1.safeParse(stored).data;
}
