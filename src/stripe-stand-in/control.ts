import { Hono } from 'hono';
import { z } from 'zod';
import { beginDispute, moveDispute } from './disputes.ts';
import type { StandInEnv } from './env.ts';
import { Fault } from './faults.ts';
import { disputeStatuses } from './objects.ts';
import { payOnPage } from './paying.ts';
import { moveRefund } from './refunds.ts';
import { found, type State } from './state.ts';

const RefundStatus = z.enum(['pending', 'succeeded', 'failed', 'canceled']);
const Faults = z.array(Fault);
const Webhooks = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).optional(),
  mode: z.enum(['send', 'hold', 'drop']).optional(),
  copies: z.int().min(1).max(20).optional(),
  copiesAs: z.enum(['sameEvent', 'otherEvent']).optional(),
  retryDelaysMs: z.array(z.int().min(0)).max(20).optional(),
});
const Release = z.strictObject({
  /** In the order in which they happened, in the opposite one, or by these ids. */
  order: z.union([z.enum(['asMade', 'reversed']), z.array(z.string())]).default('asMade'),
  /** Keeps them, so that they can be released once more. */
  keep: z.boolean().default(false),
});
const Ceilings = z.record(z.string().regex(/^[a-z]{3}$/), z.int().min(1));
const NextRefunds = z.array(RefundStatus);
const RefundMove = z.strictObject({ status: RefundStatus, failureReason: z.string().optional() });
const DisputeOrder = z.strictObject({
  paymentIntent: z.string(),
  amount: z.int().min(1).optional(),
  status: z.enum(disputeStatuses).default('needs_response'),
  reason: z.string().default('fraudulent'),
});
const DisputeMove = z.strictObject({ status: z.enum(disputeStatuses) });
const Payment = z.strictObject({ card: z.enum(['accepted', 'declined']).default('accepted') });
const Travel = z.strictObject({ seconds: z.int() });

/** `/control`: what a test or a demo may bring about, by JSON and with the secret key. */
export function control(state: State, faults: Fault[]): Hono<StandInEnv> {
  const routes = new Hono<StandInEnv>();
  routes.post('/faults', async (c) => {
    faults.push(...Faults.parse(await c.req.json()));
    return c.json(faults);
  });
  routes.delete('/faults', (c) => c.json(faults.splice(0)));
  routes.put('/ceilings', async (c) =>
    c.json(Object.assign(state.ceilings, Ceilings.parse(await c.req.json()))),
  );
  routes.post('/clock', async (c) => {
    state.move(Travel.parse(await c.req.json()).seconds);
    return c.json({ now: state.now() });
  });
  routes.post('/pay/:id', async (c) => {
    const session = found(state.sessions, c.req.param('id'), 'checkout.session');
    payOnPage(state, session, Payment.parse(await c.req.json()).card);
    return c.json(session);
  });
  routes.route('/', afterwards(state));
  routes.route('/webhooks', webhookControl(state));
  return routes;
}

/** What happens to money that came in. */
function afterwards(state: State): Hono<StandInEnv> {
  const routes = new Hono<StandInEnv>();
  routes.put('/refunds/next', async (c) => {
    state.nextRefunds = NextRefunds.parse(await c.req.json());
    return c.json(state.nextRefunds);
  });
  routes.post('/refunds/:id', async (c) => {
    const refund = found(state.refunds, c.req.param('id'), 'refund');
    moveRefund(state, refund, RefundMove.parse(await c.req.json()));
    return c.json(refund);
  });
  routes.post('/disputes', async (c) =>
    c.json(beginDispute(state, DisputeOrder.parse(await c.req.json()))),
  );
  routes.post('/disputes/:id', async (c) => {
    const dispute = found(state.disputes, c.req.param('id'), 'dispute');
    moveDispute(state, dispute, DisputeMove.parse(await c.req.json()).status);
    return c.json(dispute);
  });
  return routes;
}

function webhookControl({ webhooks }: State): Hono<StandInEnv> {
  const routes = new Hono<StandInEnv>();
  routes.get('/', (c) => c.json({ held: webhooks.held, deliveries: webhooks.deliveries }));
  routes.put('/', async (c) =>
    c.json(Object.assign(webhooks.settings, Webhooks.parse(await c.req.json()))),
  );
  routes.post('/release', async (c) => {
    const { order, keep } = Release.parse(await c.req.json());
    const held = [...webhooks.held];
    if (!keep) webhooks.held.length = 0;
    const inOrder = Array.isArray(order)
      ? order.flatMap((id) => held.filter((event) => event.id === id))
      : held;
    return c.json(await webhooks.tellInTurn(order === 'reversed' ? inOrder.toReversed() : inOrder));
  });
  return routes;
}
