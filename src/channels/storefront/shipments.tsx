import { type Context, Hono } from 'hono';
import { decideExcess } from '../../delivery/decide-excess.ts';
import { findReported } from '../../delivery/follow.queries.ts';
import { maySeeOrder } from '../../people/order-scope.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound, Refusal } from '../../platform/refusal.ts';
import type { BuyerEnv } from '../env.ts';
import { readForm } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { pathId } from '../path-id.ts';
import { ExcessWord } from '../shipment-fields.ts';

/** A company's word on weight above the tolerance. */
export const ownShipments = new Hono<BuyerEnv>()
  .use(buyer('see-orders'))

  .post('/:shipmentId/lines/:lineId/excess', buyer('place-orders'), async (c) => {
    const { db, actor, at } = c.var;
    const shipmentId = shipmentIdOf(c);
    const shipmentLineId = pathId('line', c.req.param('lineId'));
    const reported = await findReported(db, shipmentId);
    if (!reported || !maySeeOrder(actor, reported)) throw new NotFound('shipment', shipmentId);
    const form = await readForm(c, ExcessWord);
    if (!form.ok) throw new Refusal({ code: 'changed-meanwhile' });
    const isAccepted = form.data.word === 'yes';
    await transact(db, (tx) =>
      decideExcess(tx, actor, { shipmentId, shipmentLineId, isAccepted, channel: 'web', at }),
    );
    const back = form.data.from === 'order' ? `/o/${reported.orderId}` : `/shipments/${shipmentId}`;
    return c.redirect(`${back}#excess`, 303);
  });

const shipmentIdOf = (c: Context<BuyerEnv>): string =>
  pathId('shipment', c.req.param('shipmentId') ?? '');
