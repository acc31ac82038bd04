import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { Refusal } from '../platform/refusal.ts';
import { type FreightBand, isWholeTariff } from './freight-charge.ts';
import { findTariffStanding, replaceFreightTariff } from './freight-tariff.queries.ts';

/** A tariff as it is written: of a branch, from a day on, and why. */
export type WrittenTariff = {
  branchCode: string;
  /** The first day, today or later. */
  from: string;
  bands: readonly FreightBand[];
  reason: string;
  /** The newest tariff that was shown; null where the branch had none. */
  seenId: string | null;
  at: Date;
};

/**
 * Puts a tariff in force from a day on, for good: what was in force ends the day
 * before, and what was to come from that day on is replaced and keeps no day. Orders
 * that were placed keep what they were told (R10). The same fields from the same day
 * again change nothing; refused where a field is missing, and where somebody changed
 * the tariff meanwhile. Locks the branch.
 */
export async function keepFreightTariff(tx: Tx, by: Staff, written: WrittenTariff): Promise<void> {
  if (!may(by, 'publish-prices')) throw new Refusal({ code: 'not-permitted' });
  const { branchCode, from, bands, reason, seenId, at } = written;
  if (!isWholeTariff(bands)) throw new Refusal({ code: 'tariff-gap' });
  const newest = await findTariffStanding(tx, branchCode);
  if (newest && newest.from === from && isSame(newest.bands, bands)) return;
  if ((newest?.id ?? null) !== seenId) throw new Refusal({ code: 'changed-meanwhile' });
  await replaceFreightTariff(tx, {
    ...{ id: newId(), branchCode, from, bands, reason, changedBy: by.personId, at },
  });
}

const isSame = (one: readonly FreightBand[], other: readonly FreightBand[]) =>
  one.length === other.length && textOf(one) === textOf(other);

const textOf = (bands: readonly FreightBand[]) =>
  bands
    .map((band) =>
      [band.upToKm, band.upToG, band.baseMinor, band.perTonneKmMinor, band.leastMinor].join(),
    )
    .toSorted()
    .join('|');
