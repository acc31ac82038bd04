import { sql } from 'kysely';
import { accountManagerSql } from '../customers/account-manager.queries.ts';
import type { MissingGoods } from '../events/transfer-event.ts';
import type { Db } from '../platform/db/database.ts';
import type { Language } from '../platform/db/schema.ts';
import { readersOfOrder } from './tell-buyer.queries.ts';

/** What is told of the goods of an order: that they come on another day, are missing or late, are held again, or are gone. */
type GoodsEvent =
  | 'order.goods-later'
  | 'order.goods-found'
  | 'order.goods-not-found'
  | 'order.goods-not-there'
  | 'order.goods-left-out'
  | 'order.goods-late'
  | 'order.held-again'
  | 'order.paid-without-stock';

/** What one reader is told of goods that come to an order from another branch. Grams, trading day. */
export type GoodsNotice = {
  recipient: string;
  readerName: string;
  language: Language;
  isForBuyer: boolean;
  eventType: GoodsEvent;
  orderId: string;
  number: string;
  /** The branch from which they come, or that of the order where all of it is told of. */
  branch: { nameEn: string; nameRu: string; nameKk: string };
  /** Whether it is the order's own branch, where they ought to lie. */
  isOwnBranch: boolean;
  /** When they come now, or should have come; null where that is not told. */
  arrivesOn: string | null;
  /** When they were to come before; null where nothing was said. */
  promisedOn: string | null;
  /** What is gone; null where nothing is. */
  sku: string | null;
  /** What did not come of it and is held elsewhere, is nowhere, or is left out. */
  goods: readonly MissingGoods[];
  /** What the order came to and comes to where some is left out, and what of that was paid beyond. Minor units; null otherwise. */
  fromMinor: number | null;
  toMinor: number | null;
  backMinor: number | null;
};

/** Of what buyers are told, and of what who of ours looks after them. */
const FOR_BUYERS: readonly GoodsEvent[] = [
  'order.goods-later',
  'order.goods-found',
  'order.goods-not-found',
  'order.goods-not-there',
  'order.goods-left-out',
  'order.held-again',
  'order.paid-without-stock',
];
const FOR_US: readonly GoodsEvent[] = [
  'order.goods-not-there',
  'order.goods-not-found',
  'order.goods-late',
  'order.paid-without-stock',
];

/**
 * The readers of an event of an order's goods: the buyers that they come later, did not all
 * come and where the rest is, or that it is left out, are held again or were sold before the order was paid; who of ours looks after the
 * company that some are missing or gone, or are late without anybody having said so.
 * Nobody once the order is cancelled. One statement.
 */
export async function findGoodsNotices(db: Db, eventId: number): Promise<GoodsNotice[]> {
  const found = await sql<GoodsNotice>`
    select told.*, event.type as event_type, placed.id as order_id, placed.number,
           jsonb_build_object('nameEn', branch.name_en, 'nameRu', branch.name_ru, 'nameKk', branch.name_kk) as branch,
           branch.code = placed.branch_code as is_own_branch, event.facts ->> 'arrivesOn' as arrives_on, event.facts ->> 'promisedOn' as promised_on, event.facts ->> 'sku' as sku,
           coalesce(event.facts -> 'goods', '[]') as goods, (event.facts ->> 'fromMinor')::bigint as from_minor,
           (event.facts ->> 'toMinor')::bigint as to_minor, (event.facts ->> 'backMinor')::bigint as back_minor
    from event
    join sales_order as placed on placed.id = event.subject_id and placed.stage <> 'cancelled'
    join company on company.id = placed.company_id
    join branch on branch.code = coalesce(event.facts ->> 'fromBranch', placed.branch_code)
    left join person as placer on placer.id = placed.placed_by
    cross join lateral (
      select buyer.*, true as is_for_buyer from (${readersOfOrder}) as buyer
      where event.type = any(${[...FOR_BUYERS]})
      union all
      select reader.email, reader.name, reader.language, false from person as reader
      where event.type = any(${[...FOR_US]}) and reader.disabled_at is null
        and ${accountManagerSql()}
    ) as told
    where event.id = ${eventId}
      -- Before it is picked it is looked for elsewhere first, and told once that is known.
      and (event.type <> 'order.goods-not-there' or placed.stage not in ('placed', 'confirmed'))
      -- Another lot of the same branch on the same day is nothing to a buyer.
      and (event.type <> 'order.goods-found' or branch.code <> placed.branch_code or event.facts ->> 'arrivesOn' is not null)`.execute(
    db,
  );
  return found.rows;
}

/** What an order needs from a branch and was promised for a day that is over. */
type LateGoods = {
  promiseIds: readonly string[];
  orderId: string;
  companyId: string;
  number: string;
  fromBranch: string;
  arrivesOn: string;
};

/** Goods whose promised day is over, that are not booked in, and of which our people were not asked yet. One statement. */
export async function listLateGoods(db: Db, at: Date): Promise<LateGoods[]> {
  const found = await sql<LateGoods>`
    select array_agg(promise.id order by promise.id) as promise_ids, placed.id as order_id, placed.company_id, placed.number,
           held.branch_code as from_branch, min(held.arrives_on) as arrives_on
    from promise
    join reservation as held on held.id = promise.subject_id and held.ended_at is null
    join sales_order as placed on placed.id = held.order_id
    where promise.state = 'open' and promise.kind = 'goods' and promise.due_until < ${at} and promise.asked_at is null
    group by placed.id, held.branch_code
    order by min(promise.due_until), placed.id limit 100`.execute(db);
  return found.rows;
}
