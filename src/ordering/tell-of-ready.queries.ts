import { sql } from 'kysely';
import type { Storage } from '../customers/agreed.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Language } from '../platform/db/schema.ts';
import { readersOfOrder } from './tell-buyer.queries.ts';

/** What one reader is told of an order that is ready. Grams. */
export type ReadyNotice = {
  recipient: string;
  readerName: string;
  language: Language;
  orderId: string;
  number: string;
  companyName: string;
  weightG: number;
  /** The branch at which it lies. */
  branch: { nameEn: string; nameRu: string; nameKk: string };
  /** Where we bring it; null where it is fetched. */
  siteName: string | null;
  /** Null: storage costs nothing. */
  storage: Storage | null;
};

/** The readers of an order's step to being ready; nobody of a step to another stage, or once it has left that one. One statement. */
export async function findReadyNotices(db: Db, eventId: number): Promise<ReadyNotice[]> {
  const found = await sql<ReadyNotice>`
    select reader.*, placed.id as order_id, placed.number, company.name as company_name, placed.weight_g,
           jsonb_build_object('nameEn', branch.name_en, 'nameRu', branch.name_ru, 'nameKk', branch.name_kk) as branch,
           site.name as site_name,
           case when agreement.storage_free_days is not null then jsonb_build_object(
             'freeDays', agreement.storage_free_days, 'feeMinor', agreement.storage_fee_minor,
             'mostDays', agreement.storage_most_days) end as storage
    from event
    join sales_order as placed on placed.id = event.subject_id and placed.stage = 'ready'
    join company on company.id = placed.company_id
    join branch on branch.code = placed.branch_code
    left join site on site.id = placed.site_id
    left join agreement on agreement.id = placed.agreement_id
    left join person as placer on placer.id = placed.placed_by
    cross join lateral (${readersOfOrder}) as reader
    where event.id = ${eventId} and event.type = 'order.moved' and event.facts ->> 'to' = 'ready'`.execute(
    db,
  );
  return found.rows;
}

/** Remembers letters of some keys as those that tell of a step to being ready; again it changes nothing. */
export async function keepReadyNotices(
  tx: Tx,
  told: { eventId: number; dedupeKeys: readonly string[] },
): Promise<void> {
  const { eventId, dedupeKeys } = told;
  await tx
    .insertInto('readyNotice')
    .columns(['eventId', 'mailId'])
    .expression(
      tx
        .selectFrom('outgoingMail')
        .where('dedupeKey', 'in', [...dedupeKeys])
        .select([sql<number>`${eventId}::bigint`.as('eventId'), 'id']),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
