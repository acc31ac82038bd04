import { Hono } from 'hono';
import type { Capability } from '../../people/actor.ts';
import type { StaffEnv } from '../env.ts';
import { staff } from '../guards.ts';
import { customerBalance } from './balance.tsx';
import { carts } from './carts.tsx';
import { deskClaims } from './claims.tsx';
import { customers } from './customers.tsx';
import { dictatedAnswers } from './dictated-answers.tsx';
import { entries } from './entries.tsx';
import { yard } from './cutting.tsx';
import { deskLeavingOut } from './leaving-out.tsx';
import { letGo } from './let-go.tsx';
import { notThere } from './not-there.tsx';
import { orderFreight } from './order-freight.tsx';
import { orderPaymentLink, orderTenders } from './order-money.tsx';
import { deskOrders } from './orders.tsx';
import { deskPayments } from './payments.tsx';
import { prices } from './prices.tsx';
import { review } from './review.tsx';
import { shipments } from './shipments.tsx';
import { deskTablets } from './tablets.tsx';
import { transfers } from './transfers.tsx';
import { till } from './till.tsx';
import { workbench } from './workbench.tsx';

/** The tablet that stands on a desk is no screen of a clerk's, and is mounted beside them. */
export { tablet } from './tablet.tsx';

/** The channels that have a desk. */
export type DeskChannel = 'counter' | 'phone';

const serving = {
  counter: 'serve-counter',
  phone: 'serve-phone',
} as const satisfies Record<DeskChannel, Capability>;

/**
 * One set of screens for the counter and for the phone, mounted at `/counter`
 * and `/phone`. The channel is a fact that every deed records, and decides who
 * may serve here, and whether there is a till; nothing else depends on it.
 */
export function desk(channel: DeskChannel): Hono<StaffEnv> {
  const place = { channel, base: `/${channel}` };
  const screens = new Hono<StaffEnv>()
    .use(staff(serving[channel]))
    .route('/', workbench(place))
    .route('/customers', customers(place))
    .route('/carts', carts(place))
    .route('/carts', entries(place))
    .route('/carts', prices(place))
    .route('/carts', review(place))
    .route('/orders', deskOrders(place))
    .route('/orders', letGo(place))
    .route('/orders', deskLeavingOut(place))
    .route('/orders', orderFreight(place))
    .route('/orders', deskClaims(place))
    .route('/orders', orderPaymentLink(place))
    .route('/cutting', yard(place))
    .route('/transfers', transfers(place))
    .route('/', shipments(place));
  // A caller says what he thinks; nobody writes it down for somebody who stands before him.
  if (channel === 'phone') screens.route('/orders', dictatedAnswers(place));
  // Money is handed over where the counter is, and there lie the goods.
  if (channel === 'counter')
    screens
      .route('/orders', orderTenders(place))
      .route('/orders', notThere(place))
      .route('/payments', deskPayments(place))
      .route('/customers', customerBalance(place))
      .route('/till', till(place))
      .route('/tablets', deskTablets(place));
  return screens;
}
