import { Hono } from 'hono';
import { z } from 'zod';
import type { StandInEnv } from './env.ts';
import { expanded } from './expanding.ts';
import { listed, listParameters } from './listing.ts';
import type { Charge, Refund, RefundStatus } from './objects.ts';
import { Expand, Metadata, readParameters, Text, Whole } from './parameters.ts';
import { emit, enter, found, newId, type State } from './state.ts';
import { StripeError } from './stripe-error.ts';

const reasons = ['duplicate', 'fraudulent', 'requested_by_customer'] as const;
const Order = z.strictObject({
  payment_intent: Text,
  amount: Whole.optional(),
  metadata: Metadata,
  reason: z.enum(reasons, 'parameter_invalid').optional(),
  expand: Expand,
});
type Order = z.infer<typeof Order>;
const Reading = z.strictObject({ expand: Expand });
const Listing = z.strictObject({ ...listParameters, payment_intent: Text.optional() });

/** `/v1/refunds`: money that goes back, in as many parts as somebody likes, and never more than came. */
export function refunds(state: State): Hono<StandInEnv> {
  const routes = new Hono<StandInEnv>();
  routes.post('/', (c) => {
    const order = readParameters(Order, c.var.parameters);
    return c.json(expanded(state, giveBack(state, order), order.expand));
  });
  routes.get('/', (c) => {
    const asked = readParameters(Listing, c.var.parameters);
    const all = [...state.refunds.values()].filter(
      ({ payment_intent }) => !asked.payment_intent || asked.payment_intent === payment_intent,
    );
    return c.json(listed('/v1/refunds', all, asked));
  });
  routes.get('/:id', (c) => {
    const { expand } = readParameters(Reading, c.var.parameters);
    return c.json(expanded(state, found(state.refunds, c.req.param('id'), 'refund'), expand));
  });
  return routes;
}

/**
 * Moves a refund on, as banks do days later, after it succeeded too: one that fails
 * or is called off puts the money back where it came from.
 */
export function moveRefund(
  state: State,
  refund: Refund,
  to: { status: RefundStatus; failureReason?: string | undefined },
): void {
  const charge = found(state.charges, refund.charge, 'charge');
  const wasGone = isGone(refund.status);
  refund.status = to.status;
  if (to.failureReason) refund.failure_reason = to.failureReason;
  if (wasGone && !isGone(to.status)) {
    charge.amount_refunded -= refund.amount;
    charge.refunded = false;
    const { amount, currency, id: source } = refund;
    enter(state, { amount, fee: 0, currency, type: 'refund_failure', source });
  }
  emit(state, to.status === 'failed' ? 'refund.failed' : 'refund.updated', refund);
  emit(state, 'charge.refund.updated', refund);
}

function giveBack(state: State, order: Order): Refund {
  const intent = found(state.intents, order.payment_intent, 'payment_intent');
  const charge = intent.latest_charge ? state.charges.get(intent.latest_charge) : undefined;
  if (!charge?.paid) {
    throw new StripeError(400, 'This PaymentIntent does not have a successful charge to refund.');
  }
  const amount = order.amount ?? charge.amount - charge.amount_refunded;
  refuseTooMuch(charge, amount);
  const status = state.nextRefunds.shift() ?? 'succeeded';
  const refund: Refund = {
    id: newId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    currency: charge.currency,
    metadata: order.metadata,
    payment_intent: intent.id,
    reason: order.reason ?? null,
    status,
    created: state.now(),
  };
  state.refunds.set(refund.id, refund);
  if (isGone(status)) takeOut(state, refund, charge);
  emit(state, 'refund.created', refund);
  if (status === 'failed') emit(state, 'refund.failed', refund);
  else emit(state, 'charge.refunded', charge);
  return refund;
}

function takeOut(state: State, refund: Refund, charge: Charge): void {
  const { amount, currency, id: source } = refund;
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount;
  const entry = { amount: -amount, fee: 0, currency, type: 'refund' as const, source };
  refund.balance_transaction = enter(state, entry).id;
}

function refuseTooMuch(charge: Charge, amount: number): void {
  const left = charge.amount - charge.amount_refunded;
  const no = (message: string, code: string) => new StripeError(400, message, { code });
  if (charge.disputed) throw no('The charge is disputed.', 'charge_disputed');
  if (left === 0) throw no('The charge has been refunded already.', 'charge_already_refunded');
  if (amount < 1) throw no('Invalid positive integer', 'parameter_invalid_integer');
  if (amount > left) {
    throw no(
      `Refund amount (${amount}) is greater than unrefunded amount (${left})`,
      'amount_too_large',
    );
  }
}

/** A pending refund has left us too. */
const isGone = (status: RefundStatus) => status === 'succeeded' || status === 'pending';
