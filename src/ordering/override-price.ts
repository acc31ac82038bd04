import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import { shareOf, splitGross } from '../measures/money.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { askedByLists } from '../pricing/fixed-price.ts';
import { isWithinAuthority, type PriceAsked } from '../pricing/price-authority.ts';
import { readPriceAuthority } from '../pricing/price-authority.queries.ts';
import { withVatMinor } from '../pricing/price-level.ts';
import type { CartLine } from './cart.ts';
import { touchCart } from './cart.queries.ts';
import { lockOpenCart } from './open-cart.ts';
import { deleteOverride, putOverride } from './override.queries.ts';
import { readCart } from './read-cart.ts';

/** What somebody asks for: a price of a tonne, or so much below what the lists ask (negative: above). */
export type WantedPrice =
  | { pricePerTonneMinor: number; includesVat: boolean }
  | { discountBp: number };

type Overriding = { cartId: string; lineId: string; channel: Channel; at: Date };

/**
 * Fixes the price of one line by a person's decision (R7): above all lists, with
 * author and reason. Within the author's authority it counts at once; beyond it
 * the cart cannot be placed until somebody with more has approved. Repeated, it
 * takes the place of the one before. Refuses a quoted line, and a share of a
 * price that no list asks. Buyers never come here.
 */
export async function overridePrice(
  tx: Tx,
  clerk: Staff,
  overriding: Overriding & { wanted: WantedPrice; reason: string },
): Promise<{ state: 'within-authority' | 'pending' }> {
  if (!may(clerk, 'override-prices')) throw new Refusal({ code: 'not-permitted' });
  const { cartId, lineId, wanted, reason, at } = overriding;
  const cart = await lockOpenCart(tx, clerk, { cartId, at });
  const { line, vatRateBp } = await findLineOf(tx, overriding);
  if (line.fixed?.kind === 'quote') throw new Refusal({ code: 'price-quoted', sku: line.sku });

  const price = priceOf(line, wanted);
  const asked = askedFor(line, price, vatRateBp);
  const authority = await readPriceAuthority(tx, {
    ...{ role: clerk.role, productId: line.productId, on: tradingDay(at) },
  });
  const state = isWithinAuthority(asked, authority) ? 'within-authority' : 'pending';
  const judgedAgainstMinor = asked.listedWithVatMinor;
  const written = { ...price, reason, state, judgedAgainstMinor } as const;
  await putOverride(tx, { ...written, cartLineId: lineId, authorId: clerk.personId, at });
  await touchCart(tx, { cartId, at });
  await recordEvent(
    tx,
    { type: 'price.overridden', cartId, lineId, sku: line.sku, ...written },
    circumstances(clerk, overriding, cart.companyId),
  );
  return { state };
}

/** Takes an override off again, so that the lists decide. One that is gone does no harm. */
export async function withdrawOverride(
  tx: Tx,
  clerk: Staff,
  overriding: Overriding,
): Promise<void> {
  if (!may(clerk, 'override-prices')) throw new Refusal({ code: 'not-permitted' });
  const { cartId, lineId, at } = overriding;
  const cart = await lockOpenCart(tx, clerk, { cartId, at });
  const { line } = await findLineOf(tx, overriding);
  if (!(await deleteOverride(tx, lineId))) return;
  await touchCart(tx, { cartId, at });
  await recordEvent(
    tx,
    { type: 'price.override-withdrawn', cartId, lineId, sku: line.sku },
    circumstances(clerk, overriding, cart.companyId),
  );
}

/** A price as authority judges it: beside what the lists ask for the line now. */
export function askedFor(
  line: CartLine,
  price: { pricePerTonneMinor: number; includesVat: boolean },
  vatRateBp: number,
): PriceAsked {
  const { pricePerTonneMinor, includesVat } = price;
  const listed = line.price && askedByLists(line.price.derivation);
  return {
    netMinor: includesVat
      ? splitGross({ grossMinor: pricePerTonneMinor, rateBp: vatRateBp }).netMinor
      : pricePerTonneMinor,
    withVatMinor: withVatMinor({ pricePerTonneMinor, link: { includesVat } }, vatRateBp),
    listedWithVatMinor: listed ? withVatMinor(listed, vatRateBp) : null,
  };
}

/** A line of a locked cart as it is priced now. */
export async function findLineOf(
  tx: Tx,
  { cartId, lineId, at }: { cartId: string; lineId: string; at: Date },
): Promise<{ line: CartLine; vatRateBp: number }> {
  const priced = await readCart(tx, { cartId }, at);
  const line = priced?.lines.find((one) => one.id === lineId);
  if (!priced || !line) throw new NotFound('cart line', lineId);
  return { line, vatRateBp: priced.terms.vatRateBp };
}

function priceOf(line: CartLine, wanted: WantedPrice) {
  if (!('discountBp' in wanted)) return wanted;
  const listed = line.price && askedByLists(line.price.derivation);
  if (!listed) throw new Refusal({ code: 'price-on-request', sku: line.sku });
  const { pricePerTonneMinor: amountMinor, link } = listed;
  const offMinor = shareOf({ amountMinor, rateBp: wanted.discountBp });
  return { pricePerTonneMinor: amountMinor - offMinor, includesVat: link.includesVat };
}

const circumstances = (clerk: Staff, { cartId, channel, at }: Overriding, companyId: string) => ({
  companyId,
  personId: clerk.personId,
  channel,
  subjectId: cartId,
  at,
});
