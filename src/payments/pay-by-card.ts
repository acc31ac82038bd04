import { BOOKS_CURRENCY } from '../ledger/booking.ts';
import { setReservedUntil } from '../ordering/order.queries.ts';
import type { Channel } from '../people/channel.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import {
  type CardPayments,
  PaymentOutcomeUnknown,
  PaymentRefused,
} from '../platform/gateways/card-payments.ts';
import { failpoint } from '../platform/failpoint.ts';
import { refuseCardAmount } from '../platform/gateways/card-terms.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import type { Language } from '../platform/db/schema.ts';
import {
  type CardAttempt,
  insertAttempt,
  listOpenAttempts,
  markEnded,
  markOpened,
} from './card-attempt.queries.ts';
import { dueOf } from './due-of.ts';
import { lockOrdersToPay, type OrderToPay } from './payments.queries.ts';
import type { ChosenPart } from './share-as-chosen.ts';
import { settleCheckout } from './settle-card.ts';

/** So long a page can be paid on: within what the provider allows. */
const PAGE_OPEN_MS = 60 * 60_000;
/** The stock is held for so much longer than anybody can pay (reliability, invariant 4). */
const HOLD_LONGER_MS = 10 * 60_000;
/** With less time than this left, a page is closed and another one opened. */
const TIME_LEFT_MS = 5 * 60_000;

/** Who wishes to pay which orders, and where the browser comes back to. Minor units. */
export type CardAsked = {
  companyId: string;
  /** How much of which orders, each once: all that is due, or less; never more. */
  parts: readonly ChosenPart[];
  personId: string | null;
  channel: Channel;
  language: Language;
  payerEmail?: string | undefined;
  /** What stands beside the amount on the provider's page. */
  description: string;
  successUrl: (attemptId: string) => string;
  cancelUrl: string;
  at: Date;
};

/**
 * The address of a page on which orders of a company can be paid by card, with
 * one payment: the one that is open already, or a new one. An order stands on one
 * open page, alone or among others, its row is committed before the provider is
 * asked, and its key comes from the row, so however often this is asked and
 * whatever breaks in between, one order is paid on one page (reliability,
 * invariant 19). A page that asks otherwise for any of them is closed first. The stock
 * is held for longer than the page is open. Amounts that no card pays are refused before
 * anything is promised. The network is asked between transactions, never within one.
 */
export async function payByCard(db: Db, cards: CardPayments, asked: CardAsked): Promise<string> {
  refuseBeyondCard(cards, sumOf(asked.parts));
  const attempt = await beginAttempt(db, cards, asked);
  if (attempt.state === 'open' && attempt.url !== null) return attempt.url;
  failpoint('card.after-attempt');
  try {
    const opened = await cards.openCheckout(attempt.asked);
    const { sessionId, url } = opened;
    failpoint('card.after-opening');
    await transact(db, (tx) => markOpened(tx, { id: attempt.id, sessionId, url }));
    return url;
  } catch (error) {
    if (error instanceof PaymentOutcomeUnknown) throw new Refusal({ code: 'card-unanswered' });
    if (!(error instanceof PaymentRefused)) throw error;
    const failure = error.code;
    const ended = { id: attempt.id, state: 'failed', failure, at: asked.at } as const;
    await transact(db, (tx) => markEnded(tx, ended));
    throw new Refusal({ code: 'card-refused', why: failure });
  }
}

function refuseBeyondCard(cards: CardPayments, amountMinor: number): void {
  const problem = refuseCardAmount(cards.terms, { amountMinor, currency: BOOKS_CURRENCY });
  if (!problem) return;
  const limits = cards.terms.limits[BOOKS_CURRENCY];
  throw new Refusal({
    code: 'card-amount',
    leastMinor: limits?.amountMinorMin ?? 0,
    mostMinor: limits?.amountMinorMax ?? 0,
  });
}

/** The attempt to go on with: the open one where it fits, else a new one once the old page is closed. */
async function beginAttempt(db: Db, cards: CardPayments, asked: CardAsked): Promise<CardAttempt> {
  const { companyId, parts } = asked;
  const wanted = { companyId, orderIds: parts.map(({ orderId }) => orderId) };
  for (const before of await listOpenAttempts(db, wanted)) {
    if (!fits(before, asked)) await closeAttempt(db, cards, before, asked.at);
  }
  return transact(db, async (tx) => {
    const orders = await lockAllToPay(tx, asked);
    const [open] = await listOpenAttempts(tx, wanted);
    if (open) {
      if (fits(open, asked)) return open;
      throw new Refusal({ code: 'changed-meanwhile' });
    }
    const attempt = newAttempt(asked, orders);
    await insertAttempt(tx, attempt);
    await holdForPayment(tx, orders, attempt.expiresAt);
    return attempt;
  });
}

/** One that was begun is asked for again with its own key; one that is open must ask the same and last a while. */
function fits(attempt: CardAttempt, asked: CardAsked): boolean {
  const wanted = new Map(asked.parts.map(({ orderId, amountMinor }) => [orderId, amountMinor]));
  const isSame = attempt.parts.every((part) => wanted.get(part.orderId) === part.amountMinor);
  if (!isSame || attempt.parts.length !== wanted.size) return false;
  return attempt.expiresAt.getTime() - asked.at.getTime() > TIME_LEFT_MS;
}

async function lockAllToPay(tx: Tx, { companyId, parts }: CardAsked): Promise<OrderToPay[]> {
  const orderIds = parts.map(({ orderId }) => orderId);
  const orders = await lockOrdersToPay(tx, { companyId, orderIds });
  for (const { orderId, amountMinor } of parts) {
    const order = orders.find(({ id }) => id === orderId);
    if (!order) throw new NotFound('order', orderId);
    const dueMinor = dueOf(order);
    if (dueMinor === 0) throw new Refusal({ code: 'nothing-due' });
    if (amountMinor > dueMinor) throw new Refusal({ code: 'changed-meanwhile' });
  }
  return orders;
}

const sumOf = (parts: readonly ChosenPart[]) =>
  parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** The provider keeps no longer text beside a payment. */
const NUMBERS_MAX = 500;

function newAttempt(asked: CardAsked, orders: readonly OrderToPay[]): CardAttempt {
  const { companyId, parts, at, personId, channel } = asked;
  const amountMinor = sumOf(parts);
  const id = newId(at.getTime());
  const expiresAt = new Date(at.getTime() + PAGE_OPEN_MS);
  return {
    ...{ id, companyId, parts, amountMinor, currency: BOOKS_CURRENCY, state: 'begun' },
    ...{ sessionId: null, url: null, expiresAt, openedBy: personId, openedOn: channel },
    openedAt: at,
    asked: {
      ...{ key: `attempt-${id}`, attemptId: id, amountMinor, currency: BOOKS_CURRENCY },
      ...{ description: asked.description, orderNumber: numbersOf(orders) },
      ...{ successUrl: asked.successUrl(id), cancelUrl: asked.cancelUrl },
      language: asked.language,
      expiresAt,
      payerEmail: asked.payerEmail,
    },
  };
}

/** What can be paid for is held until nobody can pay any more. */
async function holdForPayment(tx: Tx, orders: readonly OrderToPay[], until: Date): Promise<void> {
  const held = new Date(until.getTime() + HOLD_LONGER_MS);
  const sooner = orders.filter(({ reservedUntil }) => reservedUntil && reservedUntil < held);
  if (sooner.length === 0) return;
  await setReservedUntil(tx, { orderIds: sooner.map(({ id }) => id), until: held });
}

/** As many numbers as are kept, none of them cut. */
const numbersOf = (orders: readonly OrderToPay[]): string => {
  const all = orders.map(({ number }) => number).join(', ');
  return all.length <= NUMBERS_MAX ? all : all.slice(0, all.lastIndexOf(',', NUMBERS_MAX));
};

/**
 * Closes the page of an attempt, so that nobody pays there any more, and books
 * what came of it: it may have been paid a moment before. One of which nobody
 * knows whether it was opened is left to the reconciliation.
 */
export async function closeAttempt(
  db: Db,
  cards: CardPayments,
  attempt: CardAttempt,
  at: Date,
): Promise<void> {
  if (attempt.sessionId === null) throw new Refusal({ code: 'card-unanswered' });
  try {
    await settleCheckout(db, await cards.expireCheckout(attempt.sessionId), at);
  } catch (error) {
    if (error instanceof PaymentOutcomeUnknown) throw new Refusal({ code: 'card-unanswered' });
    throw error;
  }
}
