import { readServiceDerivation } from '../pricing/service-derivation.ts';
import { chargeForFreight } from '../pricing/freight-charge.ts';

/** The freight of an order as it was agreed, and how it came about. Minor units. */
export type FreightToLower = {
  id: string;
  netMinor: number;
  vatMinor: number;
  derivation: unknown;
};

/**
 * What bringing an order costs when so many grams and so much money of it do not come: less
 * where a tariff goes by what is brought, and never more, since the shortage is ours. What a
 * person named for it stays, and so does what was free. Minor units with VAT, grams;
 * `undefined` where it stays.
 */
export function lessFreight(
  freight: FreightToLower,
  less: { weightG: number; goodsMinor: number },
): (FreightToLower & { grossMinor: number }) | undefined {
  const before = readServiceDerivation(freight.derivation);
  if (before?.kind !== 'freight' || before.format !== 1 || before.isFree) return undefined;
  const weightG = before.weightG - less.weightG;
  const goodsMinor = before.goodsMinor - less.goodsMinor;
  const charge = chargeForFreight({ ...before, weightG, goodsMinor });
  if (!charge || charge.netMinor >= freight.netMinor) return undefined;
  const { netMinor, vatMinor, grossMinor } = charge;
  const derivation = { ...before, weightG, goodsMinor, ...charge };
  return { id: freight.id, netMinor, vatMinor, grossMinor, derivation };
}
