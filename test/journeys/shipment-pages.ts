import type { Staff } from '../../src/people/actor.ts';
import { leave, linesOf, load, plan, shipmentAt, weigh } from '../support/shipping.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { sql } from 'kysely';
import { planTransfer } from '../../src/stock/plan-transfer.ts';
import { listLotsToSend } from '../../src/stock/transfer.queries.ts';
import { aPlan, send } from '../support/transfers.ts';
import type { ShownPage } from './pages.ts';
import { findPerson, type Shop } from './shop.ts';

/** A vehicle that is loaded and weighed, and one that has left: each shows other forms. */
export async function shipmentPages(shop: Shop): Promise<ShownPage[]> {
  const { db } = shop;
  const found = await findPerson(shop, 'counter');
  const clerk: Staff = { ...found, kind: 'staff', role: 'counter', branchCode: 'ALA' };
  const orders = await db
    .selectFrom('salesOrder')
    .where('stage', '=', 'ready')
    .where('payment', '=', 'on-account')
    .orderBy('number')
    .limit(2)
    .select(['id', 'weightG'])
    .execute();
  const [weighed, left] = await Promise.all(
    orders.map(async ({ id: orderId, weightG }) => {
      const lines = (await linesOf(db, orderId)).map(({ id, pieces, weightG: ofLine }) => ({
        ...{ orderLineId: id, ...(pieces === null ? { weightG: ofLine } : { pieces }) },
      }));
      const id = await plan(db, clerk, orderId, lines);
      await load(db, clerk, id);
      await weigh(db, clerk, id, weightG);
      return id;
    }),
  );
  await leave(db, clerk, left ?? '');
  const page = (name: string, id: string | undefined): ShownPage => ({
    ...{ who: 'counter', name, path: `/counter/shipments/${id}` },
    route: '/counter/shipments/:shipmentId',
  });
  const { token } = await db
    .selectFrom('goodsLink')
    .where('shipmentId', '=', left ?? '')
    .select('token')
    .executeTakeFirstOrThrow();
  const note = await db
    .selectFrom('document')
    .where('shipmentId', '=', left ?? '')
    .where('kind', '=', 'delivery-note')
    .select('id')
    .executeTakeFirstOrThrow();
  const [lot] = (await shipmentAt(db, left ?? '')).lines.flatMap((line) => line.lots);
  const certificate = lot?.certificates[0]?.id;
  const by = { who: 'guest', route: '/goods/:token' } as const;
  const picking: ShownPage = {
    ...{ who: 'counter', name: 'a picking list', path: `/counter/shipments/${weighed}/picking` },
    route: '/counter/shipments/:shipmentId/picking',
  };
  const [going, come] = [await onItsWay(shop, 'planned'), await onItsWay(shop, 'left')];
  const transfer = (name: string, path: string, route = path): ShownPage => ({
    ...{ who: 'counter', name, path: `/counter/transfers${path}` },
    route: `/counter/transfers${route}`,
  });
  return [
    transfer('goods between branches', ''),
    transfer('where goods could come from', `/new?sku=${going.sku}`, '/new'),
    transfer('a transfer that is planned', `/${going.id}`, '/:transferId'),
    transfer('a transfer on its way', `/${come.id}`, '/:transferId'),
    page('a shipment on the scale', weighed),
    page('a shipment that has left', left),
    picking,
    { ...by, name: 'the certificates behind the code of a label', path: `/goods/${token}` },
    {
      ...{ who: 'guest', name: 'one of them', path: `/goods/${token}/${certificate}` },
      route: '/goods/:token/:certificateId',
    },
    {
      ...{ who: 'manager', name: 'a delivery note', path: `/office/documents/${note.id}` },
      route: '/office/documents/:documentId',
    },
  ];
}

/** A transfer between Almaty and another branch of the demo world, of the first lot that is free. */
async function onItsWay(shop: Shop, state: 'planned' | 'left') {
  const { db } = shop;
  const found = await findPerson(shop, 'counter');
  const clerk: Staff = { ...found, kind: 'staff', role: 'counter', branchCode: null };
  const free = await sql<{ sku: string; branchCode: string }>`
    select product.sku, level.branch_code from stock_level as level join product on product.id = level.product_id
    where level.on_hand_g - level.reserved_g > 2000000 and (level.branch_code = 'ALA') = ${state === 'planned'}
      and exists (select from lot where product_id = level.product_id and branch_code = level.branch_code
                  and on_hand_g > 2000000 and pieces_on_hand is null and parent_lot_id is null and order_id is null)
    order by product.sku, level.branch_code limit 1`.execute(db);
  const [{ sku, branchCode: fromBranch } = { sku: '', branchCode: '' }] = free.rows;
  const lots = await listLotsToSend(db, [sku]);
  const lot = lots.find((one) => one.branchCode === fromBranch && one.pieces === null);
  const toBranch = fromBranch === 'ALA' ? 'NQZ' : 'ALA';
  const going = [{ lotId: lot?.lotId ?? '', weightG: 1_000_000 }];
  const plan = aPlan(going, { fromBranch, toBranch });
  await transact(db, (tx) => planTransfer(tx, clerk, plan));
  if (state === 'left') await send(db, clerk, plan.id);
  return { id: plan.id, sku };
}
