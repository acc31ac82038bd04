import { z } from 'zod';

const amounts = { netMinor: z.int(), vatMinor: z.int(), grossMinor: z.int() };

const Cutting1 = z.object({
  format: z.literal(1),
  kind: z.literal('cutting'),
  method: z.enum(['guillotine', 'abrasive', 'band-saw', 'gas']),
  areaMm2: z.int(),
  cuts: z.int(),
  rateMinor: z.int(),
  gradeBp: z.int(),
  setUpMinor: z.int(),
  leastChargeMinor: z.int(),
  vatRateBp: z.int(),
  cutsMinor: z.int(),
  ...amounts,
});

const Remnants1 = z.object({
  format: z.literal(1),
  kind: z.literal('remnants'),
  goodsNetMinor: z.int(),
  goodsMm: z.int(),
  remnantsMm: z.int(),
  creditBp: z.int(),
  vatRateBp: z.int(),
  ...amounts,
});

const Stored = z.discriminatedUnion('kind', [Cutting1, Remnants1]);

/**
 * Why a service of an order costs what it costs: what it follows from and what
 * came out. Frozen with the order and enough to come to the same tiyin again.
 */
export type ServiceDerivation = z.infer<typeof Stored>;
