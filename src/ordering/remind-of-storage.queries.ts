import { sql } from 'kysely';
import type { Storage } from '../customers/agreed.ts';
import type { Db } from '../platform/db/database.ts';
import type { Language } from '../platform/db/schema.ts';
import { lyingGSql, readyToldAtSql } from './storage.queries.ts';
import { readersOfOrder } from './tell-buyer.queries.ts';

/** Orders to be fetched that lie ready, whose storage is agreed, costs something and was not waived; as a part of a larger statement. */
const lying = sql`
  sales_order as placed
  join agreement on agreement.id = placed.agreement_id and agreement.storage_fee_minor > 0
  cross join lateral (select ${readyToldAtSql} as told_at, ${lyingGSql} as lying_g) as stored
  where placed.stage in ('ready', 'shipped') and placed.site_id is null and stored.lying_g > 0
    and stored.told_at is not null and not exists (select from storage_waiver where order_id = placed.id)`;

/** Those of them, by id, of which somebody may have to be told on a day; the noun says of what. One statement. */
export async function listLying(
  db: Db,
  of: { on: string; after: string | undefined; rowsMax: number },
): Promise<string[]> {
  const { on, after, rowsMax } = of;
  const onwards = after === undefined ? sql`` : sql`and placed.id > ${after}::uuid`;
  const found = await sql<{ id: string }>`
    select placed.id from ${lying} ${onwards}
      and (stored.told_at at time zone 'Asia/Almaty')::date + agreement.storage_free_days - ${on}::date between -7 and 1
    order by placed.id limit ${rowsMax}`.execute(db);
  return found.rows.map(({ id }) => id);
}

/** What one reader of an order that lies ready is told. Grams. */
export type LyingToRemind = {
  recipient: string;
  readerName: string;
  language: Language;
  orderId: string;
  number: string;
  companyName: string;
  branch: { nameEn: string; nameRu: string; nameKk: string };
  storage: Storage;
  toldAt: Date;
  lyingG: number;
};

/** The readers of such an order; nobody of one that was fetched meanwhile. One statement. */
export async function listStorageReaders(db: Db, orderId: string): Promise<LyingToRemind[]> {
  const found = await sql<LyingToRemind>`
    select reader.*, placed.id as order_id, placed.number, company.name as company_name,
           jsonb_build_object('nameEn', branch.name_en, 'nameRu', branch.name_ru, 'nameKk', branch.name_kk) as branch,
           placed.storage, placed.told_at, placed.lying_g
    from (
      select placed.*, stored.told_at, stored.lying_g, jsonb_build_object(
               'freeDays', agreement.storage_free_days, 'feeMinor', agreement.storage_fee_minor,
               'mostDays', agreement.storage_most_days) as storage
      from ${lying} and placed.id = ${orderId}
    ) as placed
    join company on company.id = placed.company_id
    join branch on branch.code = placed.branch_code
    left join person as placer on placer.id = placed.placed_by
    cross join lateral (${readersOfOrder}) as reader`.execute(db);
  return found.rows;
}
