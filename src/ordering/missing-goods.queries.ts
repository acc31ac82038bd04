import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { OrderStage } from '../platform/db/schema.ts';
import type { ShortPromise } from '../stock/promise-goods.ts';
import { elsewhereSql } from '../stock/supply.queries.ts';
import type { LineToSupply } from '../stock/supply.ts';
import { missingPieces } from './left-out.ts';
import { type WhoOrdered, whoOrdered } from './who-ordered.queries.ts';

/** A line of an order of which some did not come from another branch and is held nowhere: so much of it. Grams. */
export type MissingLine = LineToSupply & { sku: string; branchCode: string };

type StoredLine = MissingLine & {
  lineWeightG: number;
  linePieces: number | null;
  /** From which branches the order waits for goods already. */
  waitsFrom: readonly string[];
};

/** What is told of goods of an order that are not there: they did not arrive, or were looked for in vain where they ought to lie. */
const notThere = sql`('order.goods-missing', 'order.goods-not-there')`;

/** From when on it is known that no branch has them: looked for everywhere, or not there when they were picked. */
const saidNowhere = sql`('order.goods-not-found', 'order.goods-not-there')`;

/** Of what it was told ever that it is not there. */
export const cameShort = sql<boolean>`
  exists (select from event join reservation as short on short.id = (event.facts ->> 'reservationId')::uuid
          where event.subject_id = placed.id and event.type in ${notThere} and short.order_line_id = line.id)`;

/** What is held for a line now, or was until it left. Grams. */
export const keptG = sql<number>`
  coalesce((select sum(weight_g) from reservation
            where order_line_id = line.id and (ended_at is null or ended_by = 'shipped')), 0)::bigint`;

/** Nothing is held for an order whose time ran out: what is missing of it is nobody's. */
export const isRunOut = sql<boolean>`
  (not exists (select from reservation where order_id = placed.id and ended_at is null)
   and placed.payment = 'prepaid' and placed.paid_minor < placed.gross_minor and placed.reserved_until is null)`;

/** Whether some of an order `placed` did not come and is held nowhere, as a part of a larger statement. */
export const isMissing = sql<boolean>`
  (exists (select from sales_order_line as line
           where line.order_id = placed.id and ${cameShort} and ${keptG} < line.weight_g) and not ${isRunOut})`;

/** Whether some of an order did not come and is held nowhere, and whether anything of it is held. */
export async function findWhatIsThere(
  db: Db,
  orderId: string,
): Promise<{ isMissing: boolean; isHeld: boolean }> {
  const found = await sql<{ isMissing: boolean; isHeld: boolean }>`
    select ${isMissing} as is_missing,
           exists (select from reservation where order_id = placed.id and ended_at is null) as is_held
    from sales_order as placed where placed.id = ${orderId}`.execute(db);
  return found.rows[0] ?? { isMissing: false, isHeld: false };
}

/**
 * The lines of an order of which some came short and is held nowhere, with what each branch
 * has free of them, but for those from which goods for the order are on their way already:
 * what goes with these is settled. One statement.
 */
export async function listMissingLines(db: Db, orderId: string): Promise<MissingLine[]> {
  const [productId, branchCode] = [sql`line.product_id`, sql`placed.branch_code`];
  const found = await sql<StoredLine>`
    select line.id, line.sku, line.product_id, placed.branch_code, line.weight_g as line_weight_g, line.pieces as line_pieces,
           line.weight_g - ${keptG} as weight_g, false as is_cut,
           coalesce(level.on_hand_g - level.reserved_g, 0)::bigint as available_g,
           ${elsewhereSql({ productId, branchCode })} as elsewhere,
           array(select distinct branch_code from reservation
                 where order_id = placed.id and ended_at is null and arrives_on is not null) as waits_from
    from sales_order as placed join sales_order_line as line on line.order_id = placed.id
    left join stock_level as level on level.product_id = line.product_id and level.branch_code = placed.branch_code
    where placed.id = ${orderId} and ${cameShort} and ${keptG} < line.weight_g and not ${isRunOut}
    order by line.position`.execute(db);
  return found.rows.map(({ lineWeightG, linePieces, waitsFrom, ...line }) => ({
    ...line,
    pieces: missingPieces(line.weightG, { weightG: lineWeightG, pieces: linePieces }),
    elsewhere: line.elsewhere.filter((one) => !waitsFrom.includes(one.branchCode)),
  }));
}

/** What was promised of goods of an order that came short and that nothing was promised in place of, the latest first. */
export async function listShortPromises(tx: Tx, orderId: string): Promise<ShortPromise[]> {
  const found = await sql<ShortPromise>`
    select promise.id as promise_id, short.order_line_id, promise.due_from, promise.due_until, promise.state
    from promise join reservation as short on short.id = promise.subject_id
    where promise.kind = 'goods' and promise.state in ('open', 'broken')
      and promise.subject_id in (select (facts ->> 'reservationId')::uuid from event
                                 where subject_id = ${orderId} and type in ${notThere})
      and not exists (select from promise as next where next.replaces_id = promise.id)
    order by promise.due_from desc, promise.id`.execute(tx);
  return found.rows;
}

/** The last time that goods of an order did not arrive or were not there: from which branch, and whether it was told since that some of it is nowhere. */
export async function findShortArrival(
  db: Db,
  orderId: string,
): Promise<{ fromBranch: string; isTold: boolean } | undefined> {
  const found = await sql<{ fromBranch: string; isTold: boolean }>`
    select facts ->> 'fromBranch' as from_branch,
           exists (select from event as told where told.subject_id = event.subject_id
                   and told.type = 'order.goods-not-found' and told.id > event.id) as is_told
    from event where subject_id = ${orderId} and type in ${notThere}
    order by id desc limit 1`.execute(db);
  return found.rows[0];
}

/** Whether the buyer of an order has said that he waits for what is missing, since it was last looked for in vain. */
export async function isAwaited(db: Db, orderId: string): Promise<boolean> {
  const found = await sql<{
    isAwaited: boolean;
  }>`select ${awaitedSql(sql`${orderId}::uuid`)} as is_awaited`.execute(db);
  return found.rows[0]?.isAwaited ?? false;
}

/** The same, as a part of a larger statement. */
export const awaitedSql = (orderId: RawBuilder<unknown>) => sql<boolean>`
  exists (select from event as said where said.subject_id = ${orderId} and said.type = 'order.goods-awaited'
          and not exists (select from event as told where told.subject_id = said.subject_id and told.id > said.id
                          and told.type in ${saidNowhere}))`;

/** The order of which an event tells. */
export async function findOrderOfShortage(db: Db, eventId: number): Promise<string | undefined> {
  const found = await sql<{ orderId: string }>`
    select subject_id as order_id from event where id = ${eventId} and type in ${notThere}`.execute(
    db,
  );
  return found.rows[0]?.orderId;
}

/** Goods that may be taken instead, with the buyer's consent: the same size of another grade or standard. Grams. */
type Instead = { sku: string; nameEn: string; nameRu: string; nameKk: string; freeG: number };

/** A line of an order of which some did not come and lies at no branch. Grams. */
export type GoodsNowhere = {
  orderId: string;
  number: string;
  companyName: string;
  branchCode: string;
  stage: OrderStage;
  /** When it was told that no branch has it. */
  since: Date;
  /** Whether its buyer has said since that he waits. */
  isAwaited: boolean;
  who: WhoOrdered;
  sku: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  weightG: number;
  pieces: number | null;
  /** What lies free of it since, where at least a piece does. */
  freeG: number;
  instead: readonly Instead[];
};

type StoredNowhere = Omit<GoodsNowhere, 'pieces'> & {
  lineWeightG: number;
  linePieces: number | null;
};

/** The orders of which it was ever said, found by an index of their own. */
const everNowhere = sql`
  (placed.id in (select subject_id from event where type = 'order.goods-not-found')
   or placed.id in (select subject_id from event where type = 'order.goods-not-there'))`;

const INSTEAD_MAX = 3;

/** So much of what may be taken instead as is missing, at all branches together. */
const insteadSql = sql`
  (select coalesce(jsonb_agg(jsonb_build_object('sku', other.sku, 'nameEn', other.name_en, 'nameRu', other.name_ru,
                                                'nameKk', other.name_kk, 'freeG', other.free_g) order by other.free_g desc), '[]')
   from (select near.sku, near.name_en, near.name_ru, near.name_kk, sum(lying.on_hand_g - lying.reserved_g)::bigint as free_g
         from product as near join stock_level as lying on lying.product_id = near.id
         where near.form = product.form and near.sort_key = product.sort_key and near.id <> product.id
           and near.withdrawn_at is null
         group by near.id having sum(lying.on_hand_g - lying.reserved_g) >= line.weight_g - ${keptG}
         order by free_g desc limit ${INSTEAD_MAX}) as other)`;

/** What lies free of a line now in places that are asked: at least a piece in each, since less is of no use. */
const freeSinceSql = sql`
  (select coalesce(sum(lying.on_hand_g - lying.reserved_g), 0) from stock_level as lying
   where lying.product_id = line.product_id
     and lying.on_hand_g - lying.reserved_g >= coalesce(ceil(line.weight_g::numeric / line.pieces), 1)
     and not exists (select from reservation where order_id = placed.id and ended_at is null and arrives_on is not null
                     and branch_code = lying.branch_code))::bigint`;

/**
 * What orders miss that no branch has, of those that have not left, the longest known first:
 * with what lies free of it since, and what may be offered instead. One statement.
 */
export async function listGoodsNowhere(db: Db, rowsMax: number): Promise<GoodsNowhere[]> {
  const found = await sql<StoredNowhere>`
    select placed.id as order_id, placed.number, company.name as company_name, placed.branch_code, placed.stage,
           (select max(at) from event where subject_id = placed.id and type in ${saidNowhere}) as since,
           ${awaitedSql(sql`placed.id`)} as is_awaited, ${whoOrdered} as who,
           line.sku, line.name_en, line.name_ru, line.name_kk, line.weight_g - ${keptG} as weight_g,
           line.weight_g as line_weight_g, line.pieces as line_pieces, ${insteadSql} as instead,
           ${freeSinceSql} as free_g
    from sales_order as placed
    join company on company.id = placed.company_id
    join sales_order_line as line on line.order_id = placed.id
    join product on product.id = line.product_id
    where ${everNowhere} and placed.stage in ('placed', 'confirmed', 'picking', 'ready', 'shipped')
      and ${cameShort} and ${keptG} < line.weight_g and not ${isRunOut}
    order by since, placed.number, line.position
    limit ${rowsMax}`.execute(db);
  return found.rows.map(({ lineWeightG, linePieces, ...row }) => ({
    ...row,
    pieces: missingPieces(row.weightG, { weightG: lineWeightG, pieces: linePieces }),
  }));
}
