import Stripe from 'stripe';
import {
  type CardPayments,
  type CheckoutOrder,
  PaymentOutcomeUnknown,
  PaymentRefused,
  type RefundOrder,
} from './card-payments.ts';
import { type CardTerms, refuseCardAmount } from './card-terms.ts';
import {
  readIntent,
  readProviderDispute,
  readProviderRefund,
  readSession,
} from './stripe-answers.ts';
import { readStripeNotice } from './stripe-notices.ts';

export type StripeOptions = {
  secretKey: string;
  webhookSecret: string;
  /** Where a stand-in for Stripe listens, in tests and in the demo; real money: absent. */
  apiBase?: string | undefined;
  limits: CardTerms['limits'];
  /** Whether there is anybody to ask; always, where it is not said. */
  isOpen?: (() => boolean) | undefined;
  /** How long an answer may take; 10 s. */
  timeoutMs?: number | undefined;
};

/** The answers that we read are those of this version, whatever the account's own is (D25). */
const API_VERSION = '2026-10-28.endive';
const TIMEOUT_MS = 10_000;
/**
 * Stripe's library repeats a broken call once whatever it is told, and always with the
 * same key, which is ours: so once is what we say. Half a second later, it also answers
 * the second press of a button with what the first one got. More would keep a person waiting.
 */
const REPEATS = 1;
const PAGE = 100;
const HOSTED_PAGE = 'https://checkout.stripe.com';

/** Card payments through Stripe's hosted Checkout, over its HTTP API. */
export function stripe(options: StripeOptions): CardPayments {
  const { webhookSecret, limits, isOpen = () => true } = options;
  const client = clientOf(options);
  const terms: CardTerms = { limits, refundsInPart: true };
  const { sessions } = client.checkout;
  const readCheckout = async (sessionId: string) =>
    readSession(await told(sessions.retrieve(sessionId)));
  return {
    terms,
    isOpen,
    payPageOrigin: options.apiBase ? new URL(options.apiBase).origin : HOSTED_PAGE,
    openCheckout: async (order) => {
      const problem = refuseCardAmount(terms, order);
      if (problem) throw new PaymentRefused(`amount: ${problem.code}`);
      const asked = sessions.create(sessionFor(order), { idempotencyKey: order.key });
      const { url, ...checkout } = readSession(await told(asked));
      if (!url) throw new PaymentOutcomeUnknown('unreadable');
      return { ...checkout, url };
    },
    readCheckout,
    expireCheckout: async (sessionId) => {
      try {
        return readSession(await told(sessions.expire(sessionId)));
      } catch (error) {
        if (!(error instanceof PaymentRefused)) throw error;
        const found = await readCheckout(sessionId);
        if (found.status === 'open') throw error;
        return found;
      }
    },
    listCheckouts: ({ since }) => every(() => sessions.list(page(since)), readSession),
    readPayment: async (paymentIntentId) => {
      const expand = ['latest_charge.balance_transaction'];
      return readIntent(await told(client.paymentIntents.retrieve(paymentIntentId, { expand })));
    },
    refund: async (order) =>
      readProviderRefund(
        await told(client.refunds.create(refundFor(order), { idempotencyKey: order.key })),
      ),
    readRefund: async (id) => readProviderRefund(await told(client.refunds.retrieve(id))),
    listRefunds: ({ since }) => every(() => client.refunds.list(page(since)), readProviderRefund),
    readDispute: async (id) => readProviderDispute(await told(client.disputes.retrieve(id))),
    listDisputes: ({ since }) =>
      every(() => client.disputes.list(page(since)), readProviderDispute),
    readNotice: (rawBody, signature, at) =>
      readStripeNotice(client.webhooks, webhookSecret, { rawBody, signature, at }),
  };
}

function clientOf({ secretKey, apiBase, timeoutMs = TIMEOUT_MS }: StripeOptions): Stripe {
  const base = apiBase === undefined ? undefined : new URL(apiBase);
  return new Stripe(secretKey, {
    apiVersion: API_VERSION,
    maxNetworkRetries: REPEATS,
    timeout: timeoutMs,
    telemetry: false,
    ...(base && {
      host: base.hostname,
      port: base.port || (base.protocol === 'https:' ? '443' : '80'),
      protocol: base.protocol === 'https:' ? 'https' : 'http',
    }),
  });
}

/** Adaptive pricing would let the buyer pay in a currency that is not the order's (invariant 32). */
function sessionFor(order: CheckoutOrder): Stripe.Checkout.SessionCreateParams {
  const { attemptId, orderNumber } = order;
  const metadata = { attemptId, orderNumber };
  return {
    mode: 'payment',
    ui_mode: 'hosted_page',
    client_reference_id: attemptId,
    metadata,
    payment_intent_data: { metadata, description: order.description },
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: order.currency.toLowerCase(),
          unit_amount: order.amountMinor,
          product_data: { name: order.description },
        },
      },
    ],
    allowed_payment_method_types: ['card'],
    adaptive_pricing: { enabled: false },
    // Stripe's page has no Kazakh (2026-11); Russian is the other language of whoever chose it.
    locale: order.language === 'kk' ? 'ru' : order.language,
    success_url: order.successUrl,
    cancel_url: order.cancelUrl,
    expires_at: Math.floor(order.expiresAt.getTime() / 1000),
    ...(order.payerEmail === undefined ? {} : { customer_email: order.payerEmail }),
  };
}

const refundFor = ({ paymentIntentId, amountMinor, refundId }: RefundOrder) => ({
  payment_intent: paymentIntentId,
  amount: amountMinor,
  metadata: { refundId },
});

const page = (since: Date) => ({
  created: { gte: Math.floor(since.getTime() / 1000) },
  limit: PAGE,
});

/** All of a list, page after page; asked for only when somebody reads it. */
async function* every<Told>(
  list: () => AsyncIterable<unknown>,
  read: (answer: unknown) => Told,
): AsyncGenerator<Told> {
  try {
    for await (const answer of list()) yield read(answer);
  } catch (error) {
    throw inOurWords(error);
  }
}

async function told(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    throw inOurWords(error);
  }
}

/** Refused where Stripe says that it refused; everything else leaves open what was done. */
function inOurWords(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  const { statusCode: status, code, rawType } = error;
  if (status === undefined) {
    const isOfConnection = error instanceof Stripe.errors.StripeConnectionError;
    return new PaymentOutcomeUnknown(isOfConnection ? 'noAnswer' : 'unreadable', { cause: error });
  }
  if (status === 409) return new PaymentOutcomeUnknown('inProgress');
  if (error instanceof Stripe.errors.StripeRateLimitError)
    return new PaymentOutcomeUnknown('tooMany');
  if (status < 400 || status >= 500) return new PaymentOutcomeUnknown('broken', { cause: error });
  return new PaymentRefused(code ?? rawType ?? `status ${status}`, status);
}
