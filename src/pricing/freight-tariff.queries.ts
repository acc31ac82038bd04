import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { FreightBand } from './freight-charge.ts';

/** A tariff of a branch as it stands on a day. */
export type FreightTariff = {
  id: string;
  /** Its first day. */
  from: string;
  bands: readonly FreightBand[];
};

/** The fields of a tariff, the nearest and lightest first, as one value of a statement that reads `freight_tariff` as `tariff`. */
const bandsSql = sql`
  (select coalesce(jsonb_agg(jsonb_build_object(
      'upToKm', band.up_to_km, 'upToG', band.up_to_g, 'baseMinor', band.base_minor,
      'perTonneKmMinor', band.per_tonne_km_minor, 'leastMinor', band.least_minor) order by band.up_to_km, band.up_to_g), '[]')
   from freight_band as band where band.tariff_id = tariff.id)`;

/** The tariff of a branch on a day as one JSON value of a larger statement (`FreightTariff`); null where it has none. */
export const freightTariffSql = (of: {
  branch: RawBuilder<unknown>;
  on: string | RawBuilder<unknown>;
}) => sql`
  (select jsonb_build_object('id', tariff.id, 'from', lower(tariff.valid_during), 'bands', ${bandsSql})
   from freight_tariff as tariff
   where tariff.branch_code = ${of.branch} and tariff.valid_during @> ${of.on}::date)`;

/** A tariff with its days and who changed it, for the office. */
export type TariffVersion = FreightTariff & {
  /** The first day on which it is no longer in force; null without an end. */
  until: string | null;
  reason: string;
  changedByName: string | null;
  changedAt: Date;
};

/** The tariffs of a branch, the newest first; those that never came into force are left out. One statement. */
export async function listFreightTariffs(db: Db, branchCode: string): Promise<TariffVersion[]> {
  const found = await sql<TariffVersion>`
    select tariff.id, lower(tariff.valid_during) as "from", upper(tariff.valid_during) as until, tariff.reason,
           person.name as changed_by_name, tariff.changed_at, ${bandsSql} as bands
    from freight_tariff as tariff left join person on person.id = tariff.changed_by
    where tariff.branch_code = ${branchCode} and not isempty(tariff.valid_during)
    order by lower(tariff.valid_during) desc`.execute(db);
  return found.rows;
}

/** The tariff of a branch that holds for good, with the branch locked until the commit; `undefined` where it has none. */
export async function findTariffStanding(
  tx: Tx,
  branchCode: string,
): Promise<FreightTariff | undefined> {
  await sql`select from branch where code = ${branchCode} for no key update`.execute(tx);
  const found = await sql<FreightTariff>`
    select tariff.id, lower(tariff.valid_during) as "from", ${bandsSql} as bands
    from freight_tariff as tariff
    where tariff.branch_code = ${branchCode} and upper_inf(tariff.valid_during) and not isempty(tariff.valid_during)`.execute(
    tx,
  );
  return found.rows[0];
}

/** Writes a tariff from a day on, and ends what was in force or to come from that day. */
export async function replaceFreightTariff(
  tx: Tx,
  tariff: {
    id: string;
    branchCode: string;
    from: string;
    bands: readonly FreightBand[];
    reason: string;
    changedBy: string;
    at: Date;
  },
): Promise<void> {
  const { id, branchCode, from, bands, reason, changedBy, at } = tariff;
  await sql`
    update freight_tariff set valid_during = valid_during * daterange(null, ${from}::date)
    where branch_code = ${branchCode} and valid_during && daterange(${from}::date, null)`.execute(
    tx,
  );
  await tx
    .insertInto('freightTariff')
    .values({
      ...{ id, branchCode, reason, changedBy, changedAt: at },
      validDuring: sql<string>`daterange(${from}::date, null)`,
    })
    .execute();
  await tx
    .insertInto('freightBand')
    .values(bands.map((band) => ({ tariffId: id, ...band })))
    .execute();
}
