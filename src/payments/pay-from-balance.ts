import { lockAccount } from '../credit/credit.queries.ts';
import { type Buyer, may } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { findBalanceUse, insertBalanceUse } from './balance-use.queries.ts';
import { payOrders } from './pay-orders.ts';
import { dueOf } from './due-of.ts';
import { listPaymentsLeft, lockOrdersToPay } from './payments.queries.ts';
import { type ChosenPart, shareAsChosen, type Spread } from './share-as-chosen.ts';

/** Orders that are paid with money of the balance. Minor units. `id` is made with the form, so that a second click is known. */
export type BalancePayment = {
  id: string;
  /** How much of each; never more than is due of it. */
  chosen: readonly ChosenPart[];
  /** How it is divided where the balance is not enough; `all-or-nothing` refuses then. */
  spread: Spread | 'all-or-nothing';
  at: Date;
};

/**
 * Puts money that a company has with us, and that pays for nothing yet, to the
 * orders that its accountant chose, as he chose (R12): by amounts, and where the
 * balance is not enough, what falls due first first, or each by the same part.
 * Refused where there is no balance, where it does not suffice for all or
 * nothing, and where an order has less due than was shown. The same form again
 * uses nothing again. Locks account, then orders. Returns what was used, minor units.
 */
export async function payFromBalance(tx: Tx, buyer: Buyer, asked: BalancePayment): Promise<number> {
  if (!may(buyer, 'pay-orders')) throw new Refusal({ code: 'not-permitted' });
  const { companyId, personId } = buyer;
  const { id, chosen, spread, at } = asked;
  await lockAccount(tx, companyId);
  const used = await findBalanceUse(tx, { id, companyId });
  if (used !== undefined) return used;

  const orderIds = chosen.map(({ orderId }) => orderId);
  await refuseUnlessDue(tx, companyId, chosen);
  const payments = await listPaymentsLeft(tx, { companyId });
  const balanceMinor = sumOf(payments.map(({ leftMinor }) => leftMinor));
  const chosenMinor = sumOf(chosen.map(({ amountMinor }) => amountMinor));
  const isEnough = balanceMinor > 0 && (spread !== 'all-or-nothing' || chosenMinor <= balanceMinor);
  if (!isEnough) throw new Refusal({ code: 'balance-short', balanceMinor, chosenMinor });

  const allocations = await payOrders(tx, {
    ...{ companyId, orderIds, personId, channel: 'web', at },
    shareOut: shareAsChosen(chosen, spread === 'pro-rata' ? 'pro-rata' : 'oldest-first'),
  });
  const amountMinor = sumOf(allocations.map((one) => one.amountMinor));
  const isNew = await insertBalanceUse(tx, { id, companyId, amountMinor, personId, at });
  if (!isNew) throw new Refusal({ code: 'changed-meanwhile' });
  return amountMinor;
}

/** Throws NotFound for an order that is not the company's, `changed-meanwhile` for less due than was chosen. */
async function refuseUnlessDue(
  tx: Tx,
  companyId: string,
  chosen: BalancePayment['chosen'],
): Promise<void> {
  const orderIds = chosen.map(({ orderId }) => orderId);
  const orders = await lockOrdersToPay(tx, { companyId, orderIds });
  const byId = new Map(orders.map((order) => [order.id, order]));
  for (const { orderId, amountMinor } of chosen) {
    const order = byId.get(orderId);
    if (!order) throw new NotFound('order', orderId);
    const dueMinor = dueOf(order);
    if (dueMinor === 0) throw new Refusal({ code: 'nothing-due' });
    if (amountMinor > dueMinor) throw new Refusal({ code: 'changed-meanwhile' });
  }
}

const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
