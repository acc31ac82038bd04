import { shareOut } from '../measures/share-out.ts';

/** What has to be paid: an order, an instalment of one, an invoice. Minor units. */
export type DueItem = {
  id: string;
  currency: string;
  /** What it comes to in all; the current total, not the one when it was placed (R12). */
  targetMinor: number;
  /** Net of what was taken back; more than the target after the target fell. */
  allocatedMinor: number;
  /** The day it falls due; null while that is not known. */
  dueOn: string | null;
};

/** A payment with what of it pays for nothing yet. */
export type PaymentLeft = { id: string; currency: string; leftMinor: number };

/** So much of a payment pays for an item; less than nothing where it is taken back. Minor units. */
export type Allocation = { paymentId: string; itemId: string; amountMinor: number };

/** One company's payments and what it has to pay. */
export type Account = { payments: readonly PaymentLeft[]; items: readonly DueItem[] };

/** What pays for what from now on, and what that leaves: of the payments the customer's balance, of the items what is due. */
export type Allocated = { allocations: Allocation[]; payments: PaymentLeft[]; items: DueItem[] };

/** Why a person's choice is refused; nothing of it is done then. */
export type ChoiceProblem =
  | 'unknown-payment'
  | 'unknown-item'
  | 'other-currency'
  | 'no-amount'
  | 'more-than-due'
  | 'more-than-left';

/** What is still due of an item; never less than nothing (R12). Minor units. */
export const dueMinorOf = (item: Pick<DueItem, 'targetMinor' | 'allocatedMinor'>): number =>
  Math.max(0, item.targetMinor - item.allocatedMinor);

/** What was paid for an item beyond what it comes to: it goes back to the balance. Minor units. */
export const excessMinorOf = (item: Pick<DueItem, 'targetMinor' | 'allocatedMinor'>): number =>
  Math.max(0, item.allocatedMinor - item.targetMinor);

/**
 * Pays what falls due first, first: items by their day, those without a day
 * last, and of one day in the order given; payments in the order given. An item
 * gets what is due of it and no more, and only of its own currency (R12). Done
 * again on what comes of it, it adds nothing. Throws a RangeError on a payment
 * with less than nothing left.
 */
export function allocateOldestFirst(account: Account): Allocated {
  const oldestFirst = account.items.toSorted((one, other) => compareDays(one.dueOn, other.dueOn));
  const wanted = oldestFirst.map((item) => ({ item, wantedMinor: dueMinorOf(item) }));
  return pay(account, wanted);
}

/**
 * Pays every item by the same part of what is due of it, in each currency by
 * itself, to the tiyin: shares rounded down, the units left over to the largest
 * remainders (R12, R5). Where there is enough, all is paid. Throws a RangeError
 * on a payment with less than nothing left.
 */
export function allocateProRata(account: Account): Allocated {
  const currencies = [...new Set(account.items.map(({ currency }) => currency))];
  const wanted = currencies.flatMap((currency) => {
    const items = account.items.filter(
      (item) => item.currency === currency && dueMinorOf(item) > 0,
    );
    const dues = items.map(dueMinorOf);
    const money = sum(
      account.payments.map((payment) => (payment.currency === currency ? payment.leftMinor : 0)),
    );
    const parts = shareOut(Math.min(money, sum(dues)), dues);
    return items.map((item, at) => ({ item, wantedMinor: parts[at] ?? 0 }));
  });
  return pay(account, wanted);
}

/**
 * Pays as a person chose, all of it or nothing: an amount of a payment for an
 * item, never more than is due or than is left, never across currencies. What
 * nobody chose stays in the balance. Answers with the first choice that cannot be.
 */
export function allocateChosen(
  account: Account,
  choices: readonly Allocation[],
): ({ ok: true } & Allocated) | { ok: false; problem: ChoiceProblem; at: number } {
  const payments = new Map(account.payments.map((payment) => [payment.id, payment]));
  const items = new Map(account.items.map((item) => [item.id, item]));
  for (const [at, { paymentId, itemId, amountMinor }] of choices.entries()) {
    const payment = payments.get(paymentId);
    const item = items.get(itemId);
    if (!payment) return { ok: false, problem: 'unknown-payment', at };
    if (!item) return { ok: false, problem: 'unknown-item', at };
    const problem = choiceProblem(payment, item, amountMinor);
    if (problem) return { ok: false, problem, at };
    payments.set(paymentId, { ...payment, leftMinor: payment.leftMinor - amountMinor });
    items.set(itemId, { ...item, allocatedMinor: item.allocatedMinor + amountMinor });
  }
  return { ok: true, ...withAllocations(account, choices) };
}

function choiceProblem(
  payment: PaymentLeft,
  item: DueItem,
  amountMinor: number,
): ChoiceProblem | undefined {
  if (payment.currency !== item.currency) return 'other-currency';
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0) return 'no-amount';
  if (amountMinor > dueMinorOf(item)) return 'more-than-due';
  return amountMinor > payment.leftMinor ? 'more-than-left' : undefined;
}

/**
 * Takes back up to an amount of what was allocated, the newest first, as
 * entries with a minus to be written beside the old ones. Given all entries of
 * an item it frees what was paid too much for it or for a cancelled order;
 * given those of a payment, what is to be refunded. What was taken back before
 * is not taken again. Minor units.
 */
export function takeBack(entries: readonly Allocation[], amountMinor: number): Allocation[] {
  const net = new Map<string, Allocation>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.paymentId, entry.itemId]);
    const before = net.get(key)?.amountMinor ?? 0;
    // Set anew, so that the newest allocation comes last.
    if (entry.amountMinor > 0) net.delete(key);
    net.set(key, { ...entry, amountMinor: before + entry.amountMinor });
  }
  const taken: Allocation[] = [];
  let leftMinor = amountMinor;
  for (const { paymentId, itemId, amountMinor: heldMinor } of [...net.values()].toReversed()) {
    const backMinor = Math.min(leftMinor, heldMinor);
    if (backMinor <= 0) continue;
    leftMinor -= backMinor;
    taken.push({ paymentId, itemId, amountMinor: -backMinor });
  }
  return taken;
}

/** The account after entries of either sign. */
export function withAllocations(account: Account, entries: readonly Allocation[]): Allocated {
  const [ofPayment, ofItem] = [new Map<string, number>(), new Map<string, number>()];
  for (const { paymentId, itemId, amountMinor } of entries) {
    ofPayment.set(paymentId, (ofPayment.get(paymentId) ?? 0) + amountMinor);
    ofItem.set(itemId, (ofItem.get(itemId) ?? 0) + amountMinor);
  }
  return {
    allocations: [...entries],
    payments: account.payments.map((payment) => ({
      ...payment,
      leftMinor: payment.leftMinor - (ofPayment.get(payment.id) ?? 0),
    })),
    items: account.items.map((item) => ({
      ...item,
      allocatedMinor: item.allocatedMinor + (ofItem.get(item.id) ?? 0),
    })),
  };
}

/**
 * What is forgiven of the items that were just paid: banks on the way keep a
 * small fee, and nobody is reminded of it (R12). All that is missing, where it
 * is no more than the tolerance in all, the items were paid for at all, and the
 * payments have nothing left; else nothing. Minor units, one currency.
 */
export function forgiven(
  allocated: Allocated,
  toleranceMinor: number,
): { itemId: string; amountMinor: number }[] {
  const paying = new Set(allocated.allocations.map(({ paymentId }) => paymentId));
  const paid = new Set(allocated.allocations.map(({ itemId }) => itemId));
  const hasLeft = allocated.payments.some(({ id, leftMinor }) => paying.has(id) && leftMinor > 0);
  const missing = allocated.items
    .map((item) => ({ itemId: item.id, amountMinor: dueMinorOf(item) }))
    .filter(({ itemId, amountMinor }) => paid.has(itemId) && amountMinor > 0);
  const isSmall = sum(missing.map(({ amountMinor }) => amountMinor)) <= toleranceMinor;
  return isSmall && !hasLeft ? missing : [];
}

/** Takes what each item wants from the payments in their order, as far as they go. */
function pay(
  account: Account,
  wanted: readonly { item: DueItem; wantedMinor: number }[],
): Allocated {
  const wrong = account.payments.find(({ leftMinor }) => leftMinor < 0);
  if (wrong) throw new RangeError(`less than nothing left of payment ${wrong.id}`);
  const purses = new Map<string, { id: string; leftMinor: number }[]>();
  for (const { id, currency, leftMinor } of account.payments) {
    const purse = purses.get(currency) ?? [];
    if (leftMinor > 0) purse.push({ id, leftMinor });
    purses.set(currency, purse);
  }
  for (const purse of purses.values()) purse.reverse();
  const allocations = wanted.flatMap(({ item, wantedMinor }) =>
    takeFrom(purses.get(item.currency) ?? [], item.id, wantedMinor),
  );
  return withAllocations(account, allocations);
}

/** The purse has its next payment at the end; one that is used up leaves it. */
function takeFrom(
  purse: { id: string; leftMinor: number }[],
  itemId: string,
  wantedMinor: number,
): Allocation[] {
  const taken: Allocation[] = [];
  let missingMinor = wantedMinor;
  for (let next = purse.at(-1); next && missingMinor > 0; next = purse.at(-1)) {
    const amountMinor = Math.min(missingMinor, next.leftMinor);
    taken.push({ paymentId: next.id, itemId, amountMinor });
    missingMinor -= amountMinor;
    next.leftMinor -= amountMinor;
    if (next.leftMinor === 0) purse.pop();
  }
  return taken;
}

/** Days in their order, none last. */
function compareDays(one: string | null, other: string | null): number {
  if (one === other) return 0;
  if (one === null) return 1;
  if (other === null) return -1;
  return one < other ? -1 : 1;
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
