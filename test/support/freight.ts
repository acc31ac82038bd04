import { type Kysely, sql } from 'kysely';
import type { FreightBand } from '../../src/pricing/freight-charge.ts';
import { keepFreightTariff } from '../../src/pricing/keep-freight-tariff.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB, FreightCharging, FreightPrice } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { at, TONNE } from './world.ts';

/** A truck and a trailer in the city and on the road, without VAT: 333.33 ₸ more keep amounts from being round. */
export const someBands: readonly FreightBand[] = [
  { upToKm: 30, upToG: 5 * TONNE, baseMinor: 2_533_333, perTonneKmMinor: 0, leastMinor: 0 },
  { upToKm: 30, upToG: 20 * TONNE, baseMinor: 6_033_333, perTonneKmMinor: 0, leastMinor: 0 },
  { upToKm: 1_500, upToG: 5 * TONNE, baseMinor: 2_033_333, perTonneKmMinor: 6_000, leastMinor: 0 },
  { upToKm: 1_500, upToG: 20 * TONNE, baseMinor: 6_033_333, perTonneKmMinor: 2_500, leastMinor: 0 },
];

/** Puts a tariff in force at a branch from today. */
export const aTariff = (db: Kysely<DB>, manager: Staff, branchCode = 'ALA', bands = someBands) =>
  transact(db, (tx) =>
    keepFreightTariff(tx, manager, {
      ...{ branchCode, from: '2026-11-26', bands, reason: '', seenId: null, at },
    }),
  );

/** A site in a city of the network. */
export async function aSiteIn(
  db: Kysely<DB>,
  company: { id: string },
  city: string,
): Promise<string> {
  const site = { id: newId(), companyId: company.id, name: 'Site', city, address: 'Street 1' };
  await db.insertInto('site').values(site).execute();
  return site.id;
}

/** What was agreed with a company of freight, written into the agreement that it has. */
export const agreeFreight = (
  db: Kysely<DB>,
  company: { id: string },
  of: { price: FreightPrice; charging?: FreightCharging; fromG?: number; fromMinor?: number },
) =>
  sql`update agreement
      set freight_price = ${of.price}, freight = ${of.charging ?? 'per-shipment'},
          freight_free_from_g = ${of.fromG ?? null}, freight_free_from_minor = ${of.fromMinor ?? null}
      where company_id = ${company.id}`.execute(db);
