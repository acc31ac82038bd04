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
  /** What was invoiced when, by the order; each invoice is a document. */
  invoices: Map<string, { id: string; turnoverOn: string; at: Date }>;
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
    invoices: new Map(),
    transactions: [],
    entries: [],
  };
  const write = bookIn(random, books);
  const paidOf = groupByOrder(payments);
  for (const order of orders) {
    const at = bookOrder(write, order, paidOf.get(order.row.id) ?? []);
    if (at) bookInvoice(random, { books, write, paid: paidOf.get(order.row.id) ?? [] }, order, at);
  }
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

/** Books an order as far as it went; the moment at which its goods left, if they did. */
function bookOrder(write: Write, order: DemoOrder, paid: readonly DemoPayment[]): Date | undefined {
  const { row, lines } = order;
  if (row.stage === 'cancelled') return undefined;
  const { id: orderId, companyId, grossMinor, placedAt } = row;
  const of = { reference: orderId, companyId, orderId };
  const isOnAccount = row.payment === 'on-account';
  const named = { companyId, orderId };
  if (isOnAccount) {
    write('order-placed', { ...of, at: placedAt }, commitmentEntries({ ...named, grossMinor }));
  }
  const at = handedOverAt(order);
  if (!at) return undefined;
  const prepaidMinor = paidBefore(paid, at);
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
  return at;
}

/** What was paid for an order before a moment. Minor units. */
const paidBefore = (paid: readonly DemoPayment[], at: Date): number =>
  paid
    .filter(({ row }) => row.receivedAt < at)
    .reduce((sum, { row: { amountMinor } }) => sum + Number(amountMinor), 0);

/** The invoice for goods that left, written soon after. */
function bookInvoice(
  random: Random,
  { books, write, paid }: { books: DemoBooks; write: Write; paid: readonly DemoPayment[] },
  { row }: DemoOrder,
  leftAt: Date,
): void {
  const at = new Date(leftAt.getTime() + INVOICE_AFTER_MS);
  const { id: orderId, companyId, grossMinor } = row;
  const id = random.id(at);
  books.invoices.set(orderId, { id, turnoverOn: tradingDay(leftAt), at });
  const billed = { companyId, orderId, grossMinor, advanceMinor: paidBefore(paid, leftAt) };
  write('invoiced', { reference: id, companyId, orderId, at }, invoiceEntries(billed));
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
