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

const Freight1 = z.object({
  format: z.literal(1),
  kind: z.literal('freight'),
  branchCode: z.string(),
  city: z.string(),
  tariffId: z.string(),
  tariffFrom: z.string(),
  bands: z.array(
    z.object({
      upToKm: z.int(),
      upToG: z.int(),
      baseMinor: z.int(),
      perTonneKmMinor: z.int(),
      leastMinor: z.int(),
    }),
  ),
  km: z.int(),
  weightG: z.int(),
  goodsMinor: z.int(),
  freeFrom: z.object({ weightG: z.int().nullable(), goodsMinor: z.int().nullable() }).nullable(),
  vatRateBp: z.int(),
  vehicles: z.int(),
  tariffMinor: z.int(),
  isFree: z.boolean(),
  ...amounts,
});

/** Freight that a person named and the company agreed to, since no tariff knew it. */
const Freight2 = z.object({
  format: z.literal(2),
  kind: z.literal('freight'),
  branchCode: z.string(),
  city: z.string(),
  weightG: z.int(),
  reason: z.string(),
  vatRateBp: z.int(),
  ...amounts,
});

/** Freight that a quote named, or the part of it that falls to what was taken. */
const Freight3 = z.object({
  format: z.literal(3),
  kind: z.literal('freight'),
  branchCode: z.string(),
  city: z.string(),
  quoteId: z.string(),
  quoteVersion: z.int(),
  namedMinor: z.int(),
  ofPart: z.enum(['whole', 'share']),
  quotedG: z.int(),
  beforeG: z.int(),
  takenG: z.int(),
  vatRateBp: z.int(),
  ...amounts,
});

/** Storage of goods that lay ready for longer than they may for nothing. */
const Storage1 = z.object({
  format: z.literal(1),
  kind: z.literal('storage'),
  /** The vehicle on which they left; null where they were handed over without one. */
  shipmentId: z.string().nullable(),
  toldOn: z.string(),
  leftOn: z.string(),
  freeDays: z.int(),
  mostDays: z.int().nullable(),
  feeMinor: z.int(),
  weightG: z.int(),
  vatRateBp: z.int(),
  days: z.int(),
  ...amounts,
});

const Stored = z.union([
  z.discriminatedUnion('kind', [Cutting1, Remnants1, Storage1]),
  z.discriminatedUnion('format', [Freight1, Freight2, Freight3]),
]);

/**
 * Why a service of an order costs what it costs: what it follows from and what
 * came out. Frozen with the order and enough to come to the same tiyin again.
 */
export type ServiceDerivation = z.infer<typeof Stored>;

/** What the storage of goods came to, and why. */
export type StorageService = Extract<ServiceDerivation, { kind: 'storage' }>;

/** Reads a stored derivation; `undefined` for a format unknown. */
export function readServiceDerivation(stored: unknown): ServiceDerivation | undefined {
  return Stored.safeParse(stored).data;
}

/** Reads a stored list of them; throws an Error on a format unknown, since a sum would lack it. */
export function readServices(stored: readonly unknown[]): ServiceDerivation[] {
  return stored.map((one) => {
    const service = readServiceDerivation(one);
    if (!service) throw new Error(`no such service: ${JSON.stringify(one)}`);
    return service;
  });
}
