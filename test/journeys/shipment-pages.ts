import type { Staff } from '../../src/people/actor.ts';
import { leave, linesOf, load, plan, shipmentAt, weigh } from '../support/shipping.ts';
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
  return [
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
