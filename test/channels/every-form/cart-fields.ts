import { offcutChoices } from '../../../src/ordering/cut-line.ts';
import { cancellationReasons, termsHash } from '../../../src/ordering/order.ts';
import { readCart } from '../../../src/ordering/read-cart.ts';
import { newId } from '../../../src/platform/id.ts';
import {
  type Field,
  anyId,
  choice,
  exactNumber,
  exactly,
  exactlyOrNone,
  matching,
  optional,
  quantity,
  tick,
  words,
} from '../../support/every-form.ts';
import { at } from '../../support/world.ts';
import { type Side, db, rebar, them, us } from './cast.ts';
import { branch } from './fields.ts';

export const details = (side: () => Side): Record<string, Field> => ({
  branchCode: branch(),
  siteId: exactlyOrNone(side().siteId, them.siteId),
  contactId: exactlyOrNone(side().contactId, them.contactId),
  purchaseNumber: words('PO-1', { max: 60 }),
  note: words('to the gate', { max: 1000 }),
});

export async function placing(cartId: string): Promise<Record<string, Field>> {
  const { siteId, contactId } = us;
  await db.updateTable('cart').set({ siteId, contactId }).where('id', '=', cartId).execute();
  const cart = await readCart(db, { cartId }, at);
  return {
    ...details(() => us),
    key: anyId(newId()),
    shownTerms: exactly(cart ? termsHash(cart) : ''),
    payment: choice('on-account', ['on-account', 'prepaid']),
    isAnotherOrder: tick(),
  };
}

export const cancelling = (): Record<string, Field> => ({
  reason: choice('other', cancellationReasons),
  note: words('wrong site', { min: 1, max: 300 }),
});

export const changing = (lineId: string): Record<string, Field> => ({
  [`q.${lineId}`]: optional(quantity('7')),
  [`was.${lineId}`]: { ...exactly('5000 pcs'), besides: `q.${lineId}` },
});

/** Lines that are not of this cart: of another company, of nobody, of no form. */
export const foreignLines = (more: Record<string, string> = {}) =>
  [them.lineId, newId()].map((id) => ({ ...more, [`q.${id}`]: '7', [`was.${id}`]: '5000 pcs' }));

/** Lines of how many and how long, which a person typed. */
export const cutList = (valid: string): Field => ({
  ...matching(valid, /^\s*\d{1,4} × \d{1,5}\s*$/),
  comesBack: 'on the page',
});

/** What a line said that was taken out, as the page keeps it. */
export const removedLine = () => ({
  productId: exactly(rebar.id),
  amountMilli: exactNumber('5000'),
  unit: choice('pcs', ['pcs', 'm', 'm2', 'kg', 't']),
  lengthMm: cutLength(/^$|^[1-9]\d{0,4}$/),
  ...cutLine(),
  savedListLineId: optional(anyId(newId())),
});

/** The cut list of a line with what becomes of the rest, as a page that planned it sends them. */
export const cutLine = () => ({
  cutList: { ...cutList('4 × 2350'), comesBack: 'never' as const },
  offcuts: choice('leave', offcutChoices),
});

/** The length of each piece, which most forms leave empty. */
export const cutLength = (pattern: RegExp): Field => ({
  ...optional(matching('', pattern)),
  comesBack: 'never',
  isNumeric: true,
});

/** The same field, whose text the page repeats in words. */
export const repeatedInWords = (given: Field): Field => ({ ...given, comesBack: 'on the page' });

export const ofLine = (lineId: string) => ({
  [`q.${lineId}`]: quantity('5'),
  [`u.${lineId}`]: choice('pcs', ['pcs', 'm', 'm2', 'kg', 't']),
});
