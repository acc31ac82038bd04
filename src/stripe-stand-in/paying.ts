import { feeOf } from './amounts.ts';
import type { Charge, Intent, Session } from './objects.ts';
import { emit, enter, newId, type State } from './state.ts';
import { StripeError } from './stripe-error.ts';

export type Card = 'accepted' | 'declined';

/** Pays on a page. Whoever presses twice pays once. */
export function payOnPage(state: State, session: Session, card: Card): void {
  if (session.status !== 'open') {
    throw new StripeError(400, `This Checkout Session is ${session.status}.`);
  }
  const intent = intentOf(state, session);
  session.payment_intent = intent.id;
  pay(state, intent, card);
  session.status = 'complete';
  session.payment_status = 'paid';
  session.url = null;
  emit(state, 'checkout.session.completed', session);
}

/** Begins a payment. */
export function newIntent(
  state: State,
  asked: Pick<Intent, 'amount' | 'currency' | 'metadata' | 'description'>,
): Intent {
  const intent: Intent = {
    id: newId('pi'),
    object: 'payment_intent',
    ...asked,
    amount_received: 0,
    status: 'requires_payment_method',
    latest_charge: null,
    last_payment_error: null,
    created: state.now(),
    livemode: false,
  };
  state.intents.set(intent.id, intent);
  emit(state, 'payment_intent.created', intent);
  return intent;
}

/** Charges a card for a payment, once; a card that is declined can be followed by another. */
export function pay(state: State, intent: Intent, card: Card): void {
  refuseUnexpected(intent);
  const charge = newCharge(state, intent, card);
  intent.latest_charge = charge.id;
  if (card === 'declined') {
    const error = {
      type: 'card_error' as const,
      code: 'card_declined',
      decline_code: 'generic_decline',
    };
    intent.last_payment_error = error;
    emit(state, 'charge.failed', charge);
    emit(state, 'payment_intent.payment_failed', intent);
    throw new StripeError(402, 'Your card was declined.', { ...error, charge: charge.id });
  }
  const { id: source, amount, currency } = charge;
  const fee = feeOf(amount);
  charge.balance_transaction = enter(state, { amount, fee, currency, type: 'charge', source }).id;
  intent.status = 'succeeded';
  intent.amount_received = amount;
  intent.last_payment_error = null;
  emit(state, 'charge.succeeded', charge);
  emit(state, 'payment_intent.succeeded', intent);
}

/** Ends a payment that has not come in. */
export function cancelIntent(state: State, intent: Intent): void {
  refuseUnexpected(intent);
  intent.status = 'canceled';
  emit(state, 'payment_intent.canceled', intent);
}

function intentOf(state: State, session: Session): Intent {
  const begun = session.payment_intent ? state.intents.get(session.payment_intent) : undefined;
  if (begun) return begun;
  const { amount_total: amount, currency } = session;
  const { metadata = {}, description = null } = state.behind.get(session.id)?.intent ?? {};
  return newIntent(state, { amount, currency, metadata, description });
}

function newCharge(state: State, intent: Intent, card: Card): Charge {
  const paid = card === 'accepted';
  const charge: Charge = {
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_refunded: 0,
    balance_transaction: null,
    currency: intent.currency,
    disputed: false,
    failure_code: paid ? null : 'card_declined',
    metadata: intent.metadata,
    paid,
    payment_intent: intent.id,
    refunded: false,
    status: paid ? 'succeeded' : 'failed',
    created: state.now(),
    livemode: false,
  };
  state.charges.set(charge.id, charge);
  return charge;
}

function refuseUnexpected({ status }: Intent): void {
  if (status === 'requires_payment_method') return;
  throw new StripeError(400, `This PaymentIntent has a status of ${status}.`, {
    code: 'payment_intent_unexpected_state',
  });
}
