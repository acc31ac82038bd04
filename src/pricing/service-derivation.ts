import { z } from 'zod';
import { chargeForCuts } from './cutting-charge.ts';
import { creditForRemnants } from './remnant-credit.ts';

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

/** Reads a stored derivation; `undefined` for a format unknown. */
export function readServiceDerivation(stored: unknown): ServiceDerivation | undefined {
  return Stored.safeParse(stored).data;
}

/** The amounts of a service from its stored derivation alone: the same tiyin as on the day it was placed. */
export function replayService(derivation: ServiceDerivation): {
  netMinor: number;
  vatMinor: number;
  grossMinor: number;
} {
  if (derivation.kind === 'remnants') return creditForRemnants(derivation);
  const { netMinor, vatMinor, grossMinor } = chargeForCuts(derivation);
  return { netMinor, vatMinor, grossMinor };
}
