import { Hono } from 'hono';
import { z } from 'zod';
import { disputeFeeOf } from './amounts.ts';
import type { StandInEnv } from './env.ts';
import { expanded } from './expanding.ts';
import { listed, listParameters } from './listing.ts';
import type { Dispute, DisputeStatus } from './objects.ts';
import { Expand, readParameters, Text } from './parameters.ts';
import { emit, enter, found, newId, type State } from './state.ts';
import { StripeError } from './stripe-error.ts';

const ANSWER_SECONDS = 7 * 24 * 3600;
const Reading = z.strictObject({ expand: Expand });
const Listing = z.strictObject({ ...listParameters, payment_intent: Text.optional() });

/** `/v1/disputes`: payments that their payer's bank takes back. */
export function disputes(state: State): Hono<StandInEnv> {
  const routes = new Hono<StandInEnv>();
  routes.get('/', (c) => {
    const asked = readParameters(Listing, c.var.parameters);
    const all = [...state.disputes.values()].filter(
      ({ payment_intent }) => !asked.payment_intent || asked.payment_intent === payment_intent,
    );
    return c.json(listed('/v1/disputes', all, asked));
  });
  routes.get('/:id', (c) => {
    const { expand } = readParameters(Reading, c.var.parameters);
    return c.json(expanded(state, found(state.disputes, c.req.param('id'), 'dispute'), expand));
  });
  return routes;
}

/** A payer's bank asks, or takes the money at once. */
export function beginDispute(
  state: State,
  asked: {
    paymentIntent: string;
    amount?: number | undefined;
    status: DisputeStatus;
    reason: string;
  },
): Dispute {
  const intent = found(state.intents, asked.paymentIntent, 'payment_intent');
  const charge = intent.latest_charge ? state.charges.get(intent.latest_charge) : undefined;
  if (!charge?.paid) throw new StripeError(400, 'There is no charge to dispute.');
  const dispute: Dispute = {
    id: newId('dp'),
    object: 'dispute',
    amount: asked.amount ?? charge.amount - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    currency: charge.currency,
    evidence_details: { due_by: state.now() + ANSWER_SECONDS, has_evidence: false },
    metadata: {},
    payment_intent: intent.id,
    reason: asked.reason,
    status: asked.status,
    created: state.now(),
    livemode: false,
  };
  state.disputes.set(dispute.id, dispute);
  const isTaken = settle(state, dispute);
  emit(state, 'charge.dispute.created', dispute);
  if (isTaken) emit(state, 'charge.dispute.funds_withdrawn', dispute);
  return dispute;
}

/** Moves a dispute on: a warning becomes one, the bank decides for the shop or against it. */
export function moveDispute(state: State, dispute: Dispute, status: DisputeStatus): void {
  dispute.status = status;
  if (isOver(status)) dispute.evidence_details.due_by = null;
  const isMoved = settle(state, dispute);
  emit(state, isOver(status) ? 'charge.dispute.closed' : 'charge.dispute.updated', dispute);
  if (!isMoved) return;
  const way = status === 'won' ? 'reinstated' : 'withdrawn';
  emit(state, `charge.dispute.funds_${way}`, dispute);
}

/** Lets the money follow the status; says whether any moved. */
function settle(state: State, dispute: Dispute): boolean {
  const { amount, currency, id: source, status, balance_transactions: entries } = dispute;
  const charge = found(state.charges, dispute.charge, 'charge');
  const isWarning = status.startsWith('warning_');
  charge.disputed = !isWarning && status !== 'won';
  const type = 'adjustment' as const;
  if (!isWarning && entries.length === 0) {
    const fee = disputeFeeOf(currency);
    entries.push(enter(state, { amount: -amount, fee, currency, type, source }));
    if (status !== 'won') return true;
  }
  if (status !== 'won' || entries.length !== 1) return false;
  entries.push(enter(state, { amount, fee: 0, currency, type, source }));
  return true;
}

const isOver = (status: DisputeStatus) =>
  status === 'won' || status === 'lost' || status === 'warning_closed';
