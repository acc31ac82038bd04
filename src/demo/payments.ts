import type { Insertable } from 'kysely';
import { addDays, tradingDay } from '../measures/calendar.ts';
import type { DB, PaymentMethod } from '../platform/db/schema.ts';
import { momentOn } from './moments.ts';
import type { DemoOrder } from './orders.ts';
import type { Random } from './random.ts';

type PaymentRow = Insertable<DB['payment']> & { id: string; receivedAt: Date };

/** A payment of the demo world, for one order. */
export type DemoPayment = { row: PaymentRow; order: DemoOrder };

/** The most that a card pays at once: 999 999.99 tenge (R36). */
const CARD_MINOR_MAX = 99_999_999;
const TERMINAL_MINOR_MAX = 300_000_000;
/** Shares of the orders on account that are paid late, in two parts, and not at all yet. */
const LATE = 0.06;
const IN_PARTS = 0.05;
const FORGOTTEN = 0.02;
/** Nobody is forgotten for longer than this. */
const FORGOTTEN_DAYS_MAX = 45;
/** Who pays nothing that fell due so lately, and who pays within a day or two, whatever chance says. */
const SLOW_DAYS = 25;
const PROMPT_DAYS = 2;

/** Companies whose habits are known. */
export type Habits = { slowId: string; promptId: string };

/**
 * What was paid until now: orders on account about the day they fall due, a few
 * late, a few in parts, a few not yet; one company has paid nothing lately; orders
 * paid first before they were picked. The same seed gives the same payments.
 */
export function makePayments(
  random: Random,
  orders: readonly DemoOrder[],
  { at, habits }: { at: Date; habits: Habits },
): DemoPayment[] {
  const numbers = { count: 0 };
  return orders.flatMap((order) => {
    const paid = order.row.payment === 'on-account' ? paidLater : paidFirst;
    const parts = paid(random, order, { at, habits }).filter((part) => part.at <= at);
    return parts.map((part) => {
      numbers.count += 1;
      return { row: rowOf(random, order, { ...part, number: numbers.count }), order };
    });
  });
}

type Part = { at: Date; amountMinor: number };

function paidLater(
  random: Random,
  { row, course }: DemoOrder,
  { at, habits }: { at: Date; habits: Habits },
): Part[] {
  const deliveredAt = course.moves.find(({ to }) => to === 'delivered')?.at;
  if (!deliveredAt || !row.dueOn) return [];
  const today = tradingDay(at);
  const isForgotten = random.chance(FORGOTTEN) && row.dueOn > addDays(today, -FORGOTTEN_DAYS_MAX);
  const isPrompt = row.companyId === habits.promptId;
  const drawnDays = random.chance(LATE) ? random.whole(8, 24) : random.whole(-6, 4);
  const lateDays = isPrompt ? Math.min(drawnDays, PROMPT_DAYS) : drawnDays;
  const inParts = random.chance(IN_PARTS);
  const planned = momentOn(addDays(row.dueOn, lateDays), random.whole(9, 17));
  const first = new Date(Math.max(planned.getTime(), deliveredAt.getTime() + 86_400_000));
  const isSlow = row.companyId === habits.slowId && row.dueOn > addDays(today, -SLOW_DAYS);
  if (isSlow || (isForgotten && !isPrompt)) return [];
  if (!inParts) return [{ at: first, amountMinor: row.grossMinor }];
  const halfMinor = Math.floor(row.grossMinor / 2);
  const second = new Date(first.getTime() + 6 * 86_400_000);
  return [
    { at: first, amountMinor: halfMinor },
    { at: second, amountMinor: row.grossMinor - halfMinor },
  ];
}

function paidFirst(random: Random, { row, course }: DemoOrder): Part[] {
  const picking = course.moves.find(({ to }) => to === 'picking');
  const paidAt = new Date(row.placedAt.getTime() + random.whole(10, 90) * 60_000);
  return picking ? [{ at: paidAt, amountMinor: row.grossMinor }] : [];
}

function rowOf(random: Random, { row }: DemoOrder, part: Part & { number: number }): PaymentRow {
  const { at, amountMinor, number } = part;
  const method = methodOf(random, row.channel, amountMinor);
  const isAtDesk = method === 'terminal';
  const digits = String(number).padStart(6, '0');
  return {
    id: random.id(at),
    method,
    reference: method === 'transfer' ? digits : `demo-${digits}`,
    companyId: row.companyId,
    ...{ amountMinor, currency: 'KZT' },
    ...{ receivedAt: at, receivedOn: tradingDay(at) },
    receivedBy: isAtDesk ? (row.placedBy ?? null) : null,
    channel: channelOf[method],
    branchCode: isAtDesk ? row.branchCode : null,
    allocatedMinor: amountMinor,
    purpose: method === 'transfer' ? `Оплата по заказу ${row.number}` : '',
  };
}

/** A transfer comes over no channel of ours. */
const channelOf = { card: 'web', terminal: 'counter', cash: 'counter', transfer: null } as const;

function methodOf(
  random: Random,
  channel: string,
  amountMinor: number,
): Exclude<PaymentMethod, 'credit-note'> {
  const isByCard = random.chance(0.7);
  if (channel === 'web' && amountMinor <= CARD_MINOR_MAX && isByCard) return 'card';
  if (channel === 'counter' && amountMinor <= TERMINAL_MINOR_MAX && isByCard) return 'terminal';
  return 'transfer';
}

/** What each company owes on account by its orders that were not cancelled, less what it paid (R13). Minor units, by company. */
export function exposures(
  orders: readonly DemoOrder[],
  payments: readonly DemoPayment[],
): ReadonlyMap<string, number> {
  const owed = new Map<string, number>();
  const add = (companyId: string, minor: number) =>
    owed.set(companyId, (owed.get(companyId) ?? 0) + minor);
  for (const { row } of orders) {
    if (row.payment === 'on-account' && row.stage !== 'cancelled')
      add(row.companyId, row.grossMinor);
  }
  for (const { row, order } of payments) {
    if (order.row.payment === 'on-account') add(row.companyId, -Number(row.amountMinor));
  }
  return owed;
}
