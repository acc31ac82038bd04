import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { isWithinAuthority } from '../pricing/price-authority.ts';
import { readPriceAuthority } from '../pricing/price-authority.queries.ts';
import { lockCart, touchCart } from './cart.queries.ts';
import { askedFor, findLineOf } from './override-price.ts';
import { findCartOfLine, setDecision } from './override.queries.ts';

/**
 * Approves or refuses a price that was asked for beyond somebody's authority. The
 * approver's own must cover it, beside what the lists ask now, and nobody decides
 * on what he asked for himself. Changed meanwhile where the price is another one
 * or was decided already.
 */
export async function decideOverride(
  tx: Tx,
  approver: Staff,
  decision: {
    lineId: string;
    state: 'approved' | 'refused';
    seenPerTonneMinor: number;
    at: Date;
  },
): Promise<void> {
  if (!may(approver, 'approve-prices')) throw new Refusal({ code: 'not-permitted' });
  const { lineId, state, seenPerTonneMinor, at } = decision;
  const cartId = await findCartOfLine(tx, lineId);
  const cart = cartId === undefined ? undefined : await lockCart(tx, cartId, tradingDay(at));
  if (!cart) throw new NotFound('cart line', lineId);
  if (cart.placedAt) throw new Refusal({ code: 'cart-placed' });

  const { line, vatRateBp } = await findLineOf(tx, { cartId: cart.id, lineId, at });
  const { fixed } = line;
  if (fixed?.kind !== 'override') throw new Refusal({ code: 'changed-meanwhile' });
  const asked = askedFor(line, fixed, vatRateBp);
  if (state === 'approved') {
    const of = { role: approver.role, productId: line.productId, on: tradingDay(at) };
    const authority = await readPriceAuthority(tx, of);
    if (!isWithinAuthority(asked, authority)) throw new Refusal({ code: 'price-beyond-authority' });
  }
  const isSet = await setDecision(tx, {
    ...{ cartLineId: lineId, state, seenPerTonneMinor, at },
    ...{ decidedBy: approver.personId, judgedAgainstMinor: asked.listedWithVatMinor },
  });
  if (!isSet) throw new Refusal({ code: 'changed-meanwhile' });
  await touchCart(tx, { cartId: cart.id, at });
  const { companyId } = cart;
  await recordEvent(
    tx,
    { type: 'price.override-decided', cartId: cart.id, lineId, sku: line.sku, state },
    { companyId, personId: approver.personId, channel: null, subjectId: cart.id, at },
  );
}
