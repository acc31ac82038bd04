import type { Insertable } from 'kysely';
import {
  allocationEntries,
  type BookingKind,
  BOOKS_CURRENCY,
  commitmentEntries,
  type Entry,
  handOverEntries,
  invoiceEntries,
  moneyAccountOf,
  type OrderBucket,
  paymentEntries,
} from '../ledger/booking.ts';
import { turnoverOf } from '../ledger/turnover.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { DB } from '../platform/db/schema.ts';
import type { DemoOrder } from './orders.ts';
import type { DemoPayment } from './payments.ts';
import type { Random } from './random.ts';
import { vatRateOn } from './vat-rates.ts';

/** The books of the demo world, and what of its payments pays which order. */
export type DemoBooks = {
  payments: readonly DemoPayment['row'][];
  allocations: readonly Insertable<DB['paymentAllocation']>[];
  transactions: Insertable<DB['ledgerTransaction']>[];
  entries: Insertable<DB['ledgerEntry']>[];
};

/** So long after the goods the invoice is written. */
const INVOICE_AFTER_MS = 10 * 60_000;

/** Books the orders and payments of the demo world as the shop would have, in the order of time. */
export function makeBooks(
  random: Random,
  { orders, payments }: { orders: readonly DemoOrder[]; payments: readonly DemoPayment[] },
): DemoBooks {
  const books: DemoBooks = {
    payments: payments.map(({ row }) => row),
    allocations: payments.map(({ row, order }) => ({
      ...{ id: random.id(row.receivedAt), paymentId: row.id, companyId: row.companyId },
      ...{ orderId: order.row.id, amountMinor: row.amountMinor, allocatedAt: row.receivedAt },
    })),
    transactions: [],
    entries: [],
  };
  const write = bookIn(random, books);
  const paidOf = groupByOrder(payments);
  for (const order of orders) bookOrder(write, order, paidOf.get(order.row.id) ?? []);
  payments.forEach((payment, i) => bookPayment(write, payment, books.allocations[i]?.id ?? ''));
  return books;
}

type Write = (
  kind: BookingKind,
  of: { reference: string; companyId: string; orderId: string | null; at: Date },
  entries: readonly Entry[],
) => void;

const bookIn =
  (random: Random, books: DemoBooks): Write =>
  (kind, { reference, companyId, orderId, at }, entries) => {
    const id = random.id(at);
    books.transactions.push({
      ...{ id, kind, reference, companyId, orderId },
      ...{ bookedAt: at, effectiveOn: tradingDay(at) },
    });
    entries.forEach((entry, i) =>
      books.entries.push({
        transactionId: id,
        position: i + 1,
        account: entry.account,
        companyId: entry.companyId ?? null,
        branchCode: entry.branchCode ?? null,
        orderId: entry.orderId ?? null,
        amountMinor: entry.amountMinor,
        currency: BOOKS_CURRENCY,
      }),
    );
  };

function groupByOrder(payments: readonly DemoPayment[]): Map<string, DemoPayment[]> {
  const found = new Map<string, DemoPayment[]>();
  for (const payment of payments) {
    const { id } = payment.order.row;
    const known = found.get(id);
    if (known) known.push(payment);
    else found.set(id, [payment]);
  }
  return found;
}

/** When an order's goods left, if they did. */
const handedOverAt = ({ course }: DemoOrder): Date | undefined =>
  course.moves.find(({ to }) => to === 'delivered')?.at;

function bookOrder(write: Write, order: DemoOrder, paid: readonly DemoPayment[]): void {
  const { row, lines } = order;
  if (row.stage === 'cancelled') return;
  const { id: orderId, companyId, grossMinor, placedAt } = row;
  const of = { reference: orderId, companyId, orderId };
  const isOnAccount = row.payment === 'on-account';
  const named = { companyId, orderId };
  if (isOnAccount) {
    write('order-placed', { ...of, at: placedAt }, commitmentEntries({ ...named, grossMinor }));
  }
  const at = handedOverAt(order);
  if (!at) return;
  const before = paid.filter((payment) => payment.row.receivedAt < at);
  const prepaidMinor = before.reduce(
    (sum, { row: { amountMinor } }) => sum + Number(amountMinor),
    0,
  );
  const agreed = lines.map((line) => ({
    ...{ netMinor: Number(line.netMinor), vatMinor: Number(line.vatMinor) },
    ...{ grossMinor: Number(line.grossMinor), vatRateBp: line.vatRateBp },
  }));
  const turnover = turnoverOf(agreed, vatRateOn(tradingDay(at)));
  const moved = isOnAccount ? 0 : prepaidMinor;
  write(
    'handed-over',
    { ...of, at },
    handOverEntries({ ...named, ...turnover, isOnAccount, prepaidMinor: moved }),
  );
  const invoicedAt = new Date(at.getTime() + INVOICE_AFTER_MS);
  const billed = { ...named, grossMinor, advanceMinor: prepaidMinor };
  write('invoiced', { ...of, at: invoicedAt }, invoiceEntries(billed));
}

function bookPayment(write: Write, { row, order }: DemoPayment, allocationId: string): void {
  const { id, companyId, receivedAt: at, method, branchCode } = row;
  const amountMinor = Number(row.amountMinor);
  const received = {
    companyId,
    amountMinor,
    into: moneyAccountOf[method],
    branchCode: branchCode ?? undefined,
  };
  write('payment', { reference: id, companyId, orderId: null, at }, paymentEntries(received));
  const left = handedOverAt(order);
  const isBefore = !left || at < left;
  const early: OrderBucket = order.row.payment === 'on-account' ? 'advance' : 'prepayment';
  const orderId = order.row.id;
  const bucket: OrderBucket = isBefore ? early : 'receivable';
  const allocated = { companyId, orderId, amountMinor, bucket };
  write(
    'allocated',
    { reference: allocationId, companyId, orderId, at },
    allocationEntries(allocated),
  );
}
