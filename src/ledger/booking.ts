import type { Channel } from '../people/channel.ts';
import type { LedgerAccount, PaymentMethod } from '../platform/db/schema.ts';

/** The currency in which the house keeps its books and sells. */
export const BOOKS_CURRENCY = 'KZT';

/** One line of a transaction. Minor units: debit is positive, credit negative. */
export type Entry = {
  account: LedgerAccount;
  amountMinor: number;
  /** Whose account it is; the house's own where absent. */
  companyId?: string;
  branchCode?: string | undefined;
  orderId?: string | undefined;
};

/** What is booked at once, under a reference that makes a repeat harmless. */
export type Booking = {
  kind: BookingKind;
  /** The id of what is booked: order, shipment, payment, allocation, refund or document. One booking of a kind for each. */
  reference: string;
  companyId: string | null;
  orderId: string | null;
  entries: readonly Entry[];
  at: Date;
  /** The trading day it belongs to. */
  effectiveOn: string;
  personId: string | null;
  channel: Channel | null;
  note?: string;
};

export type BookingKind =
  | 'order-placed'
  | 'order-cancelled'
  | 'freight-agreed'
  | 'storage-charged'
  | 'amended'
  | 'weighed'
  | 'handed-over'
  | 'invoiced'
  | 'invoice-voided'
  | 'credit-note'
  | 'credit-note-voided'
  | 'payment'
  | 'payment-fee'
  | 'allocated'
  | 'allocation-ended'
  | 'refund'
  | 'refund-settled'
  | 'refund-unsettled'
  | 'refund-failed'
  | 'dispute'
  | 'dispute-won'
  | 'dispute-lost'
  | 'written-off'
  | 'till-difference'
  | 'correction';

/** An order as the books see it. Minor units. */
type BookedOrder = { companyId: string; orderId: string };

/** An order on account that is placed: it takes of the credit until it is handed over (R13). */
export const commitmentEntries = (order: BookedOrder & { grossMinor: number }): Entry[] =>
  withoutNothing([
    { account: 'commitment', ...order, amountMinor: order.grossMinor },
    { account: 'commitments', amountMinor: -order.grossMinor },
  ]);

/** The same taken back: the order has ended, or has become goods handed over. */
export const endedCommitmentEntries = (order: BookedOrder & { grossMinor: number }): Entry[] =>
  commitmentEntries({ ...order, grossMinor: -order.grossMinor });

/**
 * Goods that were handed over: sold from that moment, with the VAT of the day of
 * turnover (R14), and no longer only promised. What was paid before towards an
 * order that is paid first is from now on an advance like any other, so that
 * goods and money stand in the exposure together.
 */
export const handOverEntries = (
  order: BookedOrder & {
    netMinor: number;
    vatMinor: number;
    isOnAccount: boolean;
    prepaidMinor: number;
  },
): Entry[] => {
  const { companyId, orderId, netMinor, vatMinor, prepaidMinor } = order;
  const grossMinor = netMinor + vatMinor;
  const of = { companyId, orderId };
  return withoutNothing([
    ...(order.isOnAccount ? endedCommitmentEntries({ ...of, grossMinor }) : []),
    { account: 'unbilled', ...of, amountMinor: grossMinor },
    { account: 'revenue', amountMinor: -netMinor },
    { account: 'vat', amountMinor: -vatMinor },
    { account: 'prepayment', ...of, amountMinor: prepaidMinor },
    { account: 'advance', ...of, amountMinor: -prepaidMinor },
  ]);
};

/** An invoice for goods handed over: what was not billed is owed, less what was paid in advance. */
export const invoiceEntries = (
  order: BookedOrder & { grossMinor: number; advanceMinor: number },
): Entry[] => {
  const { companyId, orderId, grossMinor, advanceMinor } = order;
  const of = { companyId, orderId };
  return withoutNothing([
    { account: 'unbilled', ...of, amountMinor: -grossMinor },
    { account: 'receivable', ...of, amountMinor: grossMinor - advanceMinor },
    { account: 'advance', ...of, amountMinor: advanceMinor },
  ]);
};

/** An invoice that is void: what it billed is not billed again, and what paid it is paid in advance. */
export const voidedInvoiceEntries = (
  order: BookedOrder & { grossMinor: number; receivableMinor: number },
): Entry[] => {
  const { companyId, orderId, grossMinor } = order;
  const of = { companyId, orderId };
  const unpaidMinor = Math.min(Math.max(order.receivableMinor, 0), grossMinor);
  return withoutNothing([
    { account: 'unbilled', ...of, amountMinor: grossMinor },
    { account: 'receivable', ...of, amountMinor: -unpaidMinor },
    { account: 'advance', ...of, amountMinor: unpaidMinor - grossMinor },
  ]);
};

/**
 * What a credit note takes back of a sale: no revenue, no VAT, but money of the
 * company, which then pays what it owes. Amounts above nothing; below nothing
 * they undo a credit note that is void.
 */
export const creditNoteEntries = (note: {
  companyId: string;
  netMinor: number;
  vatMinor: number;
}): Entry[] => {
  const { companyId, netMinor, vatMinor } = note;
  return withoutNothing([
    { account: 'revenue', amountMinor: netMinor },
    { account: 'vat', amountMinor: vatMinor },
    { account: 'customer-balance', companyId, amountMinor: -netMinor - vatMinor },
  ]);
};

/** Where money that came in lies. */
export type MoneyAccount = 'till' | 'terminal' | 'bank' | 'card-clearing';

/** Where money of each method lies once it has come, and from where it goes back. A credit note brings none, and goes back by transfer. */
export const moneyAccountOf: Readonly<Record<PaymentMethod, MoneyAccount>> = {
  card: 'card-clearing',
  transfer: 'bank',
  cash: 'till',
  terminal: 'terminal',
  'credit-note': 'bank',
};

/** Money that came in: the company's own until it is allocated. */
export const paymentEntries = (payment: {
  companyId: string;
  amountMinor: number;
  into: MoneyAccount;
  branchCode?: string | undefined;
  /** What lies in the till beyond what is paid, since cash is whole tenge. */
  roundingMinor?: number;
}): Entry[] => {
  const { companyId, amountMinor, into, branchCode, roundingMinor = 0 } = payment;
  return withoutNothing([
    { account: into, branchCode, amountMinor: amountMinor + roundingMinor },
    { account: 'customer-balance', companyId, amountMinor: -amountMinor },
    { account: 'rounding', amountMinor: -roundingMinor },
  ]);
};

/** What an order's money counts against: before its goods, before its invoice, after it. */
export type OrderBucket = 'prepayment' | 'advance' | 'receivable';

/** A part of a company's money put to an order; a negative amount takes it back. */
export const allocationEntries = (
  allocation: BookedOrder & { amountMinor: number; bucket: OrderBucket },
): Entry[] => {
  const { companyId, orderId, amountMinor, bucket } = allocation;
  return [
    { account: 'customer-balance', companyId, amountMinor },
    { account: bucket, companyId, orderId, amountMinor: -amountMinor },
  ];
};

/** What of an order is not asked for any more: lost to the house, and no longer owed. */
export const writtenOffEntries = (
  written: BookedOrder & { amountMinor: number; bucket: OrderBucket },
): Entry[] => {
  const { companyId, orderId, amountMinor, bucket } = written;
  return [
    { account: 'write-off', amountMinor },
    { account: bucket, companyId, orderId, amountMinor: -amountMinor },
  ];
};

/** Money of a company that is set aside to go back to it; a negative amount puts it back. */
export const refundEntries = (refund: { companyId: string; amountMinor: number }): Entry[] => [
  {
    account: 'customer-balance',
    companyId: refund.companyId,
    amountMinor: refund.amountMinor,
  },
  { account: 'refund-clearing', amountMinor: -refund.amountMinor },
];

/** A refund that has reached the payer: the money has left where it lay. A negative amount: it came back. */
export const settledRefundEntries = (refund: {
  amountMinor: number;
  from: MoneyAccount;
  branchCode?: string | undefined;
  /** What was given out of the till beyond what is refunded, since cash is whole tenge. */
  roundingMinor?: number;
}): Entry[] => {
  const { amountMinor, from, branchCode, roundingMinor = 0 } = refund;
  return withoutNothing([
    { account: 'refund-clearing', amountMinor },
    { account: from, branchCode, amountMinor: -amountMinor - roundingMinor },
    { account: 'rounding', amountMinor: roundingMinor },
  ]);
};

/** What the provider keeps of a payment by card. */
export const feeEntries = (feeMinor: number): Entry[] =>
  withoutNothing([
    { account: 'fees', amountMinor: feeMinor },
    { account: 'card-clearing', amountMinor: -feeMinor },
  ]);

/** What a payer's bank takes back while it is disputed, with what the dispute costs. */
export const disputeEntries = (dispute: { amountMinor: number; feeMinor: number }): Entry[] =>
  withoutNothing([
    { account: 'disputed', amountMinor: dispute.amountMinor },
    { account: 'fees', amountMinor: dispute.feeMinor },
    { account: 'card-clearing', amountMinor: -dispute.amountMinor - dispute.feeMinor },
  ]);

/** How a dispute ends: the money comes back, or it is lost. */
export const endedDisputeEntries = (
  amountMinor: number,
  to: 'card-clearing' | 'write-off',
): Entry[] => [
  { account: to, amountMinor },
  { account: 'disputed', amountMinor: -amountMinor },
];

/** What was found in a till beyond what ought to be there, or was missing. */
export const tillDifferenceEntries = (of: {
  branchCode: string;
  differenceMinor: number;
}): Entry[] =>
  withoutNothing([
    { account: 'till', branchCode: of.branchCode, amountMinor: of.differenceMinor },
    { account: 'write-off', amountMinor: -of.differenceMinor },
  ]);

/** The entries that say something: nothing is booked as zero. */
const withoutNothing = (entries: readonly Entry[]): Entry[] =>
  entries.filter(({ amountMinor }) => amountMinor !== 0);
