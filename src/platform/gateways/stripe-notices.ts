import type { Stripe } from 'stripe';
import { z } from 'zod';
import { ForgedNotice, type Notice } from './card-payments.ts';

const AGE_SECONDS_MAX = 300;

const Event = z.object({
  id: z.string().min(1).max(255),
  type: z.string(),
  created: z.int(),
  livemode: z.boolean(),
  data: z.object({
    object: z.object({
      id: z.string().min(1).max(255).optional(),
      payment_intent: z.string().min(1).max(255).nullish(),
    }),
  }),
});

type Kind = Notice['about']['kind'];

/** The types that we use, by what their object is; `payment of charge` names the payment inside it. */
const kinds: Readonly<Record<string, Kind | 'payment of charge'>> = {
  'checkout.session.completed': 'checkout',
  'checkout.session.async_payment_succeeded': 'checkout',
  'checkout.session.async_payment_failed': 'checkout',
  'checkout.session.expired': 'checkout',
  'payment_intent.succeeded': 'payment',
  'charge.refunded': 'payment of charge',
  'charge.refund.updated': 'refund',
  'refund.created': 'refund',
  'refund.updated': 'refund',
  'refund.failed': 'refund',
  'charge.dispute.created': 'dispute',
  'charge.dispute.updated': 'dispute',
  'charge.dispute.closed': 'dispute',
  'charge.dispute.funds_withdrawn': 'dispute',
  'charge.dispute.funds_reinstated': 'dispute',
};

/**
 * Checks the signature of a webhook and says which thing it is about. What the
 * message claims of that thing is left unread, since it may be old (invariant 20).
 * Throws `ForgedNotice`.
 */
export function readStripeNotice(
  webhooks: Stripe['webhooks'],
  secret: string,
  received: { rawBody: string; signature: string | undefined; at: Date },
): Notice | undefined {
  const event = Event.safeParse(verified(webhooks, secret, received));
  if (!event.success) return undefined;
  const { id: eventId, type, created, livemode, data } = event.data;
  const about = aboutOf(type, data.object);
  return about && { eventId, type, about, happenedAt: new Date(created * 1000), livemode };
}

function verified(
  webhooks: Stripe['webhooks'],
  secret: string,
  { rawBody, signature, at }: { rawBody: string; signature: string | undefined; at: Date },
): unknown {
  try {
    const receivedMs = at.getTime();
    const header = signature ?? '';
    return webhooks.constructEvent(
      ...([rawBody, header, secret, AGE_SECONDS_MAX, undefined, receivedMs] as const),
    );
  } catch (cause) {
    throw new ForgedNotice('a notice that cannot be believed', { cause });
  }
}

function aboutOf(
  type: string,
  object: z.infer<typeof Event>['data']['object'],
): Notice['about'] | undefined {
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (!kind) return undefined;
  const id = kind === 'payment of charge' ? object.payment_intent : object.id;
  return id ? { kind: kind === 'payment of charge' ? 'payment' : kind, id } : undefined;
}
