import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { CardPayments, CheckoutOrder } from '../../src/platform/gateways/card-payments.ts';
import { type StripeOptions, stripe } from '../../src/platform/gateways/stripe.ts';
import { builtProgram } from './built-program.ts';

type Deed =
  | { kind: 'refuse'; status: 429 | 500 | 503 }
  | { kind: 'breakAfter' }
  | { kind: 'dropAnswer' }
  | { kind: 'delay'; ms: number }
  | { kind: 'alter'; fields: Record<string, unknown> }
  | { kind: 'html' };
type Held = { id: string; type: string; data: { object: { id: string } } };
type Delivery = { eventId: string; type: string; attempt: number; status: number };

/** The limits under which tests pay by card, unless they say otherwise. */
const cardLimits = { KZT: { amountMinorMin: 50_000, amountMinorMax: 99_999_999 } };

export type StandIn = Awaited<ReturnType<typeof aStandIn>>;

/**
 * The stand-in for Stripe as a process of its own, told where a shop takes its
 * webhooks if it shall send any. Its time begins at `at` and goes on from there, for
 * shops in which it is always that moment. `close` it after the tests; it also ends
 * with the process that started it.
 */
export async function aStandIn({
  at,
  ...told
}: { at?: Date; webhookUrl?: string; retryDelaysMs?: number[] } = {}) {
  const secretKey = 'sk_test_of_tests';
  const webhookSecret = 'whsec_of_tests';
  const program = builtProgram('src/stripe-stand-in.ts');
  const child = spawn(process.execPath, [...program, '--by-parent'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.write(`${JSON.stringify({ ...told, secretKey, webhookSecret })}\n`);
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { base } = JSON.parse(String(line)) as { base: string };

  /** Asks the stand-in itself: below `/control` to bring something about, below `/v1` as Stripe's API. */
  const ask = (method: string, at: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(`${base}${at}`, {
      method,
      headers: { authorization: `Bearer ${secretKey}`, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const toldBy = async (method: string, at: string, body?: unknown): Promise<unknown> => {
    const answer = await ask(method, at, body);
    if (answer.ok) return answer.json();
    throw new Error(`${method} ${at}: ${answer.status} ${await answer.text()}`);
  };
  const travel = async (seconds: number) =>
    (await toldBy('POST', '/control/clock', { seconds })) as { now: number };
  const beginAt = async (moment: Date) => {
    const { now } = await travel(0);
    await travel(Math.round(moment.getTime() / 1000) - now);
  };
  if (at) await beginAt(at);
  return {
    base,
    secretKey,
    webhookSecret,
    ask,
    /** Card payments that go through this stand-in. */
    cards: (options: Partial<StripeOptions> = {}): CardPayments =>
      stripe({ secretKey, webhookSecret, apiBase: base, limits: cardLimits, ...options }),
    /** Somebody pays on a page, at once. */
    pay: (sessionId: string) => toldBy('POST', `/control/pay/${sessionId}`, {}),
    /** The next calls that fit go wrong. */
    fail: (method: 'GET' | 'POST', at: string, does: Deed, times = 1) =>
      toldBy('POST', '/control/faults', [{ method, path: at, times, does }]),
    mend: () => toldBy('DELETE', '/control/faults'),
    /** Where and how webhooks are told; what is left out stays as it is. */
    webhooks: (settings: {
      url?: string;
      mode?: 'send' | 'hold' | 'drop';
      copies?: number;
      copiesAs?: 'sameEvent' | 'otherEvent';
      retryDelaysMs?: number[];
    }) => toldBy('PUT', '/control/webhooks', settings),
    /** What is held back, and what was told with which answer. */
    told: async () =>
      (await toldBy('GET', '/control/webhooks')) as { held: Held[]; deliveries: Delivery[] },
    /** Tells what was held back, in an order, each when the one before has been answered. */
    release: async (order: 'asMade' | 'reversed' | string[] = 'asMade', keep = false) =>
      (await toldBy('POST', '/control/webhooks/release', { order, keep })) as Delivery[],
    ceilings: (most: Record<string, number>) => toldBy('PUT', '/control/ceilings', most),
    /** Moves the time of the stand-in forward. */
    travel,
    /** Lets its time begin at another moment, as it did at `at`. */
    beginAt,
    /** How the next refunds begin; afterwards they succeed again. */
    nextRefunds: (...statuses: ('pending' | 'succeeded' | 'failed' | 'canceled')[]) =>
      toldBy('PUT', '/control/refunds/next', statuses),
    /** Somebody gives money back on the provider's own pages. Returns the id of the refund. */
    refundByHand: async (of: { paymentIntentId: string; amountMinor: number }) => {
      const body = new URLSearchParams({
        ...{ payment_intent: of.paymentIntentId, amount: String(of.amountMinor) },
      });
      const headers = { authorization: `Bearer ${secretKey}` };
      const answer = await fetch(`${base}/v1/refunds`, { method: 'POST', headers, body });
      return ((await answer.json()) as { id: string }).id;
    },
    moveRefund: (id: string, to: { status: string; failureReason?: string }) =>
      toldBy('POST', `/control/refunds/${id}`, to),
    /** The payer's bank takes a payment back, or only asks (`warning_needs_response`). */
    dispute: async (paymentIntent: string, how: { status?: string; amount?: number } = {}) =>
      (await toldBy('POST', '/control/disputes', { paymentIntent, ...how })) as { id: string },
    moveDispute: (id: string, status: string) =>
      toldBy('POST', `/control/disputes/${id}`, { status }),
    process: child,
    close: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** An attempt to pay 61 240.50 ₸ for an order; its page is open for an hour of the real time, as the stand-in keeps it. */
export function aCheckoutOrder(over: Partial<CheckoutOrder> = {}): CheckoutOrder {
  const attemptId = over.attemptId ?? crypto.randomUUID();
  return {
    key: `attempt-${attemptId}`,
    attemptId,
    amountMinor: 6_124_050,
    currency: 'KZT',
    description: 'Заказ 2026-000017',
    orderNumber: '2026-000017',
    language: 'ru',
    successUrl: 'https://shop.example/o/17/paid?session={CHECKOUT_SESSION_ID}',
    cancelUrl: 'https://shop.example/o/17',
    expiresAt: new Date(Date.now() + 3_600_000),
    ...over,
  };
}
