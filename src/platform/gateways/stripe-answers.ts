import { z } from 'zod';
import {
  type CardPayment,
  type Checkout,
  type Dispute,
  PaymentOutcomeUnknown,
  type ProviderRefund,
} from './card-payments.ts';

/** Stripe's ids: up to 255 characters, and case matters (D25). */
const Id = z.string().min(1).max(255);
/** A thing that Stripe names or, where it was asked to, lays in whole. */
const Named = z.union([Id, z.object({ id: Id })]).nullish();
const Minor = z.int().min(0);
const Currency = z
  .string()
  .regex(/^[a-z]{3}$/)
  .transform((code) => code.toUpperCase());
const Metadata = z.record(z.string(), z.string()).nullish();
const Second = z.int().transform((seconds) => new Date(seconds * 1000));

const Session = z.object({
  id: Id,
  status: z.string().nullish(),
  payment_status: z.string(),
  amount_total: Minor,
  currency: Currency,
  payment_intent: Named,
  metadata: Metadata,
  expires_at: Second,
  url: z.url({ protocol: /^https?$/ }).nullish(),
});

const Booking = z.object({ amount: z.int(), fee: z.int(), currency: Currency });

const Charge = z.object({
  amount_refunded: Minor,
  balance_transaction: z.union([Id, Booking]).nullish(),
});

const Intent = z.object({
  id: Id,
  amount_received: Minor,
  currency: Currency,
  metadata: Metadata,
  latest_charge: z.union([Id, Charge]).nullish(),
});

const Refund = z.object({
  id: Id,
  amount: Minor,
  currency: Currency,
  payment_intent: Named,
  metadata: Metadata,
  status: z.string().nullish(),
  failure_reason: z.string().nullish(),
});

const Dispute = z.object({
  id: Id,
  amount: Minor,
  currency: Currency,
  payment_intent: Named,
  status: z.string(),
  balance_transactions: z.array(Booking),
  evidence_details: z.object({ due_by: Second.nullish() }).nullish(),
});

/** Reads a Checkout Session; `url` is there while somebody can pay. */
export function readSession(answer: unknown): Checkout & { url: string | undefined } {
  const session = shaped(Session, answer);
  return {
    sessionId: session.id,
    attemptId: session.metadata?.['attemptId'],
    status: isClosed(session.status) ? session.status : 'open',
    isPaid: session.payment_status === 'paid',
    amountMinor: session.amount_total,
    currency: session.currency,
    paymentIntentId: idOf(session.payment_intent),
    expiresAt: session.expires_at,
    url: session.url ?? undefined,
  };
}

/** Reads a PaymentIntent that came with its last charge and that one's entry in our balance. */
export function readIntent(answer: unknown): CardPayment {
  const intent = shaped(Intent, answer);
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : undefined;
  const booking = charge?.balance_transaction;
  return {
    paymentIntentId: intent.id,
    attemptId: intent.metadata?.['attemptId'],
    currency: intent.currency,
    paidMinor: intent.amount_received,
    feeMinor:
      booking && typeof booking === 'object' ? feeIn(intent.currency, [booking]) : undefined,
    refundedMinor: charge?.amount_refunded ?? 0,
  };
}

/** Reads a Refund. One that waits for the payer to do something is pending. */
export function readProviderRefund(answer: unknown): ProviderRefund {
  const refund = shaped(Refund, answer);
  return {
    providerRefundId: refund.id,
    refundId: refund.metadata?.['refundId'],
    paymentIntentId: idOf(refund.payment_intent),
    amountMinor: refund.amount,
    currency: refund.currency,
    status: isSettled(refund.status) ? refund.status : 'pending',
    failureReason: refund.failure_reason ?? undefined,
  };
}

/**
 * Reads a Dispute. Whether money moved is read from the entries in our balance, one
 * out and perhaps one back: the status runs ahead of the money and behind it, and a
 * warning has no entries.
 */
export function readProviderDispute(answer: unknown): Dispute {
  const dispute = shaped(Dispute, answer);
  const bookings = dispute.balance_transactions;
  return {
    disputeId: dispute.id,
    paymentIntentId: idOf(dispute.payment_intent),
    amountMinor: dispute.amount,
    feeMinor: feeIn(dispute.currency, bookings),
    currency: dispute.currency,
    status: disputeStatus(dispute.status),
    answerBy: dispute.evidence_details?.due_by ?? undefined,
    takesMoney: bookings.some(({ amount }) => amount < 0),
    moneyBack: bookings.some(({ amount }) => amount > 0),
  };
}

/** An answer of another shape is no answer: a proxy's page, or a Stripe that we do not know. */
function shaped<Shape>(shape: z.ZodType<Shape>, answer: unknown): Shape {
  const read = shape.safeParse(answer);
  if (!read.success) throw new PaymentOutcomeUnknown('unreadable', { cause: read.error });
  return read.data;
}

const idOf = (named: z.infer<typeof Named>) =>
  (typeof named === 'string' ? named : named?.id) ?? undefined;

/** The fees of some entries, one taken and one given back among them, if they are in this currency. */
function feeIn(currency: string, bookings: readonly z.infer<typeof Booking>[]): number | undefined {
  if (bookings.some((booking) => booking.currency !== currency)) return undefined;
  return bookings.reduce((sum, { fee }) => sum + fee, 0);
}

const isClosed = (status: unknown): status is 'complete' | 'expired' =>
  status === 'complete' || status === 'expired';

const isSettled = (status: unknown): status is 'succeeded' | 'failed' | 'canceled' =>
  status === 'succeeded' || status === 'failed' || status === 'canceled';

function disputeStatus(status: string): Dispute['status'] {
  if (status.startsWith('warning_')) return 'warning';
  if (status.endsWith('needs_response')) return 'needsAnswer';
  return status === 'won' || status === 'lost' || status === 'prevented' ? status : 'underReview';
}
