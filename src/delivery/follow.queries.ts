import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { NoticeWay, ShipmentStage, ShipmentWay } from '../platform/db/schema.ts';

/** A shipment that is reported about, with its row locked. */
export type Reported = {
  id: string;
  companyId: string;
  orderId: string;
  number: string;
  stage: ShipmentStage;
  way: ShipmentWay;
  arriveFrom: Date | null;
  arriveUntil: Date | null;
};

/** Whose a shipment is, without a lock: the company, and the site and orderer of its order, by which it is seen. */
export function findReported(
  db: Db,
  shipmentId: string,
): Promise<
  { companyId: string; siteId: string | null; placedBy: string | null; orderId: string } | undefined
> {
  return db
    .selectFrom('shipment')
    .innerJoin('salesOrder', 'salesOrder.id', 'shipment.orderId')
    .where('shipment.id', '=', shipmentId)
    .select([
      'salesOrder.companyId',
      'salesOrder.siteId',
      'salesOrder.placedBy',
      'shipment.orderId',
    ])
    .executeTakeFirst();
}

/** Finds a shipment and locks it; `undefined` for none. */
export async function lockReported(tx: Tx, shipmentId: string): Promise<Reported | undefined> {
  const found = await sql<Reported>`
    select shipment.id, shipment.company_id, shipment.order_id, sold.number || '-' || shipment.position as number,
           shipment.stage, shipment.way, shipment.arrive_from, shipment.arrive_until
    from shipment join sales_order as sold on sold.id = shipment.order_id
    where shipment.id = ${shipmentId}
    for update of shipment`.execute(tx);
  return found.rows[0];
}

/** The id of the shipment that a number names: the order's with its position. */
export async function findShipmentByNumber(db: Db, number: string): Promise<string | undefined> {
  const [, order, position] = /^(.{1,40})-(\d{1,4})$/.exec(number) ?? [];
  if (order === undefined || position === undefined) return undefined;
  const found = await sql<{ id: string }>`
    select shipment.id from shipment
    join sales_order as sold on sold.id = shipment.order_id and sold.number = ${order}
    where shipment.position = ${Number(position)}`.execute(db);
  return found.rows[0]?.id;
}

/**
 * Sets what a locked shipment's own row says of its arrival from all that was told:
 * the interval that was said last by the time of happening, and that it has arrived
 * where it is on the road and somebody saw it arrive. The order of telling changes
 * nothing. Gives the row as it is now, with the earliest arrival that was told.
 */
export async function followTracks(
  tx: Tx,
  shipmentId: string,
): Promise<Pick<Reported, 'stage' | 'arriveFrom' | 'arriveUntil'> & { arrivedAt: Date | null }> {
  const followed = await sql<
    Pick<Reported, 'stage' | 'arriveFrom' | 'arriveUntil'> & { arrivedAt: Date | null }
  >`
    with said as (
      select arrive_from, arrive_until from shipment_track
      where shipment_id = ${shipmentId} and arrive_from is not null
      order by happened_at desc, arrive_until desc, arrive_from desc limit 1
    ), seen as (
      select min(happened_at) as arrived_at from shipment_track
      where shipment_id = ${shipmentId} and kind = 'arrived'
    )
    update shipment
    set arrive_from = coalesce((select arrive_from from said), shipment.arrive_from),
        arrive_until = coalesce((select arrive_until from said), shipment.arrive_until),
        stage = case when shipment.stage = 'left' and seen.arrived_at is not null then 'arrived' else shipment.stage end
    from seen
    where shipment.id = ${shipmentId}
    returning shipment.stage, shipment.arrive_from, shipment.arrive_until, seen.arrived_at`.execute(
    tx,
  );
  const [row] = followed.rows;
  if (!row) throw new Error(`shipment ${shipmentId} is gone`);
  return row;
}

/** From where to where a shipment goes: our branch, and the city of the site as it was written. */
export async function findWay(
  db: Db,
  shipmentId: string,
): Promise<{ branchCode: string; city: string | null } | undefined> {
  const found = await sql<{ branchCode: string; city: string | null }>`
    select shipment.branch_code, site.city from shipment
    left join site on site.id = shipment.site_id
    where shipment.id = ${shipmentId}`.execute(db);
  return found.rows[0];
}

/** Sets when a locked shipment is expected. */
export async function setArrival(
  tx: Tx,
  set: { shipmentId: string; due: { from: Date; until: Date } },
): Promise<void> {
  await tx
    .updateTable('shipment')
    .set({ arriveFrom: set.due.from, arriveUntil: set.due.until })
    .where('id', '=', set.shipmentId)
    .execute();
}

/** A reader who follows a shipment in his own name, and when. */
export type FollowingReader = { personId: string; at: Date };

/** What of a shipment nobody but its followers asks for. */
export type FollowedFacts = {
  /** Whose it is: the company, and the site and orderer of its order, by which it is seen. */
  companyId: string;
  siteId: string | null;
  placedBy: string | null;
  /** How many links of it are open, and until when the last of them. */
  openLinks: number;
  openLinksUntil: Date | null;
  /** How the reader is told of shipments. */
  noticeWay: NoticeWay;
  /** Where his short messages go, where he once said it. */
  noticePhone: string | null;
  /** The number of the newest event of it. */
  eventNumber: number;
  /** The city of the site as it was written; null where the goods are fetched. */
  city: string | null;
  promisedFrom: Date | null;
  promisedUntil: Date | null;
  photos: readonly { id: string; name: string }[];
  branchPhone: string;
};

/**
 * What is shown of a shipment besides itself: whose it is, the newest event, what was
 * promised first, its pictures; its links and how the reader is told, where there is
 * one. One statement.
 */
export async function findFollowedFacts(
  db: Db,
  shipmentId: string,
  reader?: FollowingReader,
): Promise<FollowedFacts | undefined> {
  const found = await sql<FollowedFacts>`
    select coalesce((select max(event.id) from event
                     where event.subject_id = shipment.order_id and event.facts ->> 'shipmentId' = shipment.id::text), 0)
             as event_number,
           site.city, promised.due_from as promised_from, promised.due_until as promised_until,
           (select coalesce(jsonb_agg(jsonb_build_object('id', photo.id, 'name', photo.name) order by photo.position), '[]')
            from shipment_photo as photo where photo.shipment_id = shipment.id) as photos,
           branch.phone as branch_phone, placed.company_id, placed.site_id, placed.placed_by,
           links.open_links, links.open_links_until,
           coalesce(choice.way, 'mail') as notice_way, choice.phone as notice_phone
    from shipment
    join sales_order as placed on placed.id = shipment.order_id
    join branch on branch.code = shipment.branch_code
    left join site on site.id = shipment.site_id
    left join shipment_notice_choice as choice on choice.person_id = ${reader?.personId ?? null}::uuid
    cross join lateral (
      select count(*)::int as open_links, max(expires_at) as open_links_until from shipment_link
      where shipment_id = shipment.id and ended_at is null and expires_at > ${reader?.at ?? null}::timestamptz
    ) as links
    left join lateral (
      select due_from, due_until from promise
      where kind = 'arrival' and subject_id = shipment.id order by made_at, id limit 1
    ) as promised on true
    where shipment.id = ${shipmentId}`.execute(db);
  return found.rows[0];
}
