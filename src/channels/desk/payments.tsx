import type { Hono } from 'hono';
import { type Desk, DeskFrame } from '../../../views/desk/frame.tsx';
import type { StaffEnv } from '../env.ts';
import { paymentPages } from '../payment-sheet.tsx';

/** One payment at the counter: what it pays, and how it goes back over the counter. */
export const deskPayments = (desk: Desk): Hono<StaffEnv> =>
  paymentPages({
    base: `${desk.base}/payments`,
    channel: desk.channel,
    orderHref: (orderId) => `${desk.base}/orders/${orderId}`,
    frame: (_, content) => (
      <DeskFrame desk={desk} here="till">
        {content}
      </DeskFrame>
    ),
  });
