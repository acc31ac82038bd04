import type { CardTerms } from './card-terms.ts';

/**
 * Payment by card as the shop sees it (K1, K8): a page of the provider's own on
 * which the buyer pays, so that no card number ever comes near us (reliability 4.2).
 * Nothing of any provider shows through. All amounts are minor units of their
 * currency; currencies are ISO 4217 in capitals; ids are the provider's, up to 255
 * characters, and case matters.
 *
 * Whatever is asked may throw `PaymentRefused` (the provider said no) or
 * `PaymentOutcomeUnknown` (nobody knows what it did).
 */
export type CardPayments = {
  terms: CardTerms;
  /** The origin of the page on which people pay: our forms may lead there and nowhere else. */
  payPageOrigin: string;
  /** False while there is nobody to ask, as when the demo's stand-in has ended: card payment is closed. */
  isOpen: () => boolean;

  /**
   * Opens a page for one attempt to pay. `key` is derived from the attempt's row,
   * committed before: asked again with the same key, the same page comes back, as it
   * was then; with the same key and another content it is refused. An amount outside
   * `terms` is refused without asking. The page is open 30 minutes at least and 24
   * hours at most, by the provider's clock: leave it a minute.
   */
  openCheckout: (order: CheckoutOrder) => Promise<OpenedCheckout>;
  /** How a page stands now. */
  readCheckout: (sessionId: string) => Promise<Checkout>;
  /**
   * Closes a page, so that nobody can pay there any more. One that was paid or closed
   * in the meantime is told as it stands: look at `status` before goods are released.
   */
  expireCheckout: (sessionId: string) => Promise<Checkout>;
  /** All pages opened since a moment, newest first. For looking up and for the reconciliation job. */
  listCheckouts: (asked: { since: Date }) => AsyncIterable<Checkout>;

  /** What came in for a payment, what it cost us and what went back. */
  readPayment: (paymentIntentId: string) => Promise<CardPayment>;

  /**
   * Gives money back, a part or all of what is left. `key` and `refundId` are those of
   * our refund's row: asked again, the same refund comes back. More than is left is refused.
   */
  refund: (order: RefundOrder) => Promise<ProviderRefund>;
  readRefund: (providerRefundId: string) => Promise<ProviderRefund>;
  /** All refunds made since a moment, newest first, those made by hand at the provider's too. */
  listRefunds: (asked: { since: Date }) => AsyncIterable<ProviderRefund>;

  readDispute: (disputeId: string) => Promise<Dispute>;
  /** All disputes opened since a moment, newest first. */
  listDisputes: (asked: { since: Date }) => AsyncIterable<Dispute>;

  /**
   * Reads what the provider sent us, from the raw bytes as text: which thing changed,
   * never how it stands, because notices come twice and in any order (invariant 20).
   * `undefined` for what we do not use. Throws `ForgedNotice` when the signature is
   * missing, wrong, or older than five minutes at `at`.
   */
  readNotice: (rawBody: string, signature: string | undefined, at: Date) => Notice | undefined;
};

/** One attempt to pay, as it is asked for. */
export type CheckoutOrder = {
  key: string;
  attemptId: string;
  amountMinor: number;
  currency: string;
  /** What the buyer reads beside the amount, in his language. */
  description: string;
  /** The numbers of the orders that it pays, for people who look at the payment there. */
  orderNumber: string;
  language: 'en' | 'ru' | 'kk';
  /** Where the buyer comes back to after paying, and after thinking better of it. */
  successUrl: string;
  cancelUrl: string;
  expiresAt: Date;
  /** Fills in the field for the receipt. */
  payerEmail?: string | undefined;
};

export type Checkout = {
  sessionId: string;
  /** Ours; absent on a page that somebody opened by hand at the provider's. */
  attemptId: string | undefined;
  /** A status that we do not know counts as open: nothing is released because of it. */
  status: 'open' | 'complete' | 'expired';
  isPaid: boolean;
  amountMinor: number;
  currency: string;
  /** There once somebody tried to pay. */
  paymentIntentId: string | undefined;
  expiresAt: Date;
};

/** `url` leads the buyer to the page. */
type OpenedCheckout = Checkout & { url: string };

export type CardPayment = {
  paymentIntentId: string;
  attemptId: string | undefined;
  currency: string;
  /** Came in; 0 while it has not. */
  paidMinor: number;
  /** The provider's fee. Absent while it is not known yet, and where our account there is kept in another currency. */
  feeMinor: number | undefined;
  refundedMinor: number;
};

export type RefundOrder = {
  key: string;
  paymentIntentId: string;
  amountMinor: number;
  /** Ours. */
  refundId: string;
};

export type ProviderRefund = {
  providerRefundId: string;
  /** Ours; absent on a refund that somebody made by hand at the provider's. */
  refundId: string | undefined;
  paymentIntentId: string | undefined;
  amountMinor: number;
  currency: string;
  /** A refund may fail days after it succeeded. A status that we do not know counts as pending. */
  status: 'pending' | 'succeeded' | 'failed' | 'canceled';
  /** The provider's word for it, such as `lost_or_stolen_card`. */
  failureReason?: string | undefined;
};

export type Dispute = {
  disputeId: string;
  paymentIntentId: string | undefined;
  amountMinor: number;
  /** What the dispute itself costs us; absent where our account is kept in another currency. */
  feeMinor: number | undefined;
  currency: string;
  /**
   * `warning`: the bank only asks. `prevented`: settled before it became one. A status
   * that we do not know counts as under review.
   */
  status: 'warning' | 'needsAnswer' | 'underReview' | 'won' | 'lost' | 'prevented';
  /** Until when we may send what speaks for us. */
  answerBy: Date | undefined;
  /** Whether its amount has been taken from us: never because of a warning. */
  takesMoney: boolean;
  /** Whether what was taken has come back. */
  moneyBack: boolean;
};

export type Notice = {
  eventId: string;
  /** The provider's word for what happened, for people who look into it. */
  type: string;
  about: { kind: 'checkout' | 'refund' | 'dispute' | 'payment'; id: string };
  happenedAt: Date;
  livemode: boolean;
};

/** The provider said no and did nothing: asking again changes nothing. `code` is its word, such as `amount_too_large`. */
export class PaymentRefused extends Error {
  override readonly name = 'PaymentRefused';
  readonly code: string;
  /** The HTTP status of the answer; absent when the provider was not asked. */
  readonly status: number | undefined;

  constructor(code: string, status?: number) {
    super(`refused: ${code}`);
    this.code = code;
    this.status = status;
  }
}

/**
 * - `noAnswer`: the connection broke or took too long; it may have been done.
 * - `inProgress`: the same key is being worked on at this moment.
 * - `tooMany`: turned away before anything was done.
 * - `broken`: the provider failed (5xx). Its answer is repeated for this key for a day, whatever it did.
 * - `unreadable`: an answer that is not what it should be.
 */
export type WhyUnknown = 'noAnswer' | 'inProgress' | 'tooMany' | 'broken' | 'unreadable';

/**
 * Nobody knows whether it was done. Look it up by our id in the list, or ask again
 * with the same key and content within a day; never with a new key (D9).
 */
export class PaymentOutcomeUnknown extends Error {
  override readonly name = 'PaymentOutcomeUnknown';
  readonly why: WhyUnknown;

  constructor(why: WhyUnknown, options?: ErrorOptions) {
    super(`outcome unknown: ${why}`, options);
    this.why = why;
  }
}

/** Not from the provider, altered on the way, or too old to be believed. */
export class ForgedNotice extends Error {
  override readonly name = 'ForgedNotice';
}
