import { findOrderFacts } from '../ordering/order.queries.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import { hashToken, newSessionToken } from '../people/session-token.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { endPaymentLinks, insertPaymentLink } from './payment-link.queries.ts';

const LINK_DAYS = 3;

/**
 * Makes a link by which whoever has it pays one order by card, without a
 * sign-in: a clerk never hears or types a card (reliability §4.2). Returns its
 * token, shown once and kept only as its hash; earlier links of the order end.
 * It opens nothing but this payment, for three days.
 */
export async function makePaymentLink(
  tx: Tx,
  clerk: Staff,
  of: { orderId: string; channel: Channel; at: Date },
): Promise<string> {
  if (!may(clerk, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const { orderId, channel, at } = of;
  const order = await findOrderFacts(tx, orderId);
  if (!order) throw new NotFound('order', orderId);
  if (order.stage === 'cancelled' || order.paidMinor >= order.grossMinor) {
    throw new Refusal({ code: 'nothing-due' });
  }
  const token = newSessionToken();
  await endPaymentLinks(tx, { orderId, at });
  await insertPaymentLink(tx, {
    ...{ id: newId(at.getTime()), companyId: order.companyId, orderId },
    ...{ tokenHash: hashToken(token), createdBy: clerk.personId, createdOn: channel },
    ...{ at, expiresAt: new Date(at.getTime() + LINK_DAYS * 86_400_000) },
  });
  return token;
}
