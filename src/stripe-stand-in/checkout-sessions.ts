import { Hono } from 'hono';
import { z } from 'zod';
import { refuseAmount } from './amounts.ts';
import type { StandInEnv } from './env.ts';
import { expanded } from './expanding.ts';
import { listed, listParameters } from './listing.ts';
import type { Session } from './objects.ts';
import { CurrencyCode, Expand, Flag, Metadata, readParameters, Text, Whole } from './parameters.ts';
import { emit, found, newId, type State } from './state.ts';
import { StripeError } from './stripe-error.ts';

const MINUTE = 60;
const OPEN_SECONDS_MIN = 30 * MINUTE;
const OPEN_SECONDS_MAX = 24 * 60 * MINUTE;
/** Clocks differ, and a call takes its time. */
const LEEWAY_SECONDS = 5;

/** The languages of Stripe's page (2026-11); Kazakh is not among them. */
const locales =
  'auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hi-IN hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'.split(
    ' ',
  );

const Address = z.url({ protocol: /^https?$/, error: 'url_invalid' });
const Item = z.strictObject({
  quantity: Whole.refine((quantity) => quantity >= 1, 'parameter_invalid_integer').default(1),
  price_data: z.strictObject({
    currency: CurrencyCode,
    unit_amount: Whole,
    product_data: z.strictObject({ name: Text, description: Text.optional() }),
  }),
});
const Order = z.strictObject({
  mode: z.literal('payment', 'parameter_invalid'),
  ui_mode: z.literal('hosted_page', 'parameter_invalid').default('hosted_page'),
  line_items: z.array(Item).min(1).max(100),
  success_url: Address,
  cancel_url: Address.optional(),
  client_reference_id: z.string().max(200).optional(),
  customer_email: z.email('email_invalid').optional(),
  metadata: Metadata,
  payment_intent_data: z
    .strictObject({ metadata: Metadata, description: Text.optional() })
    .default({ metadata: {} }),
  allowed_payment_method_types: z.array(z.string()).default(['card']),
  adaptive_pricing: z.strictObject({ enabled: Flag }).optional(),
  locale: z.enum(locales, 'parameter_invalid').optional(),
  expires_at: Whole.optional(),
  expand: Expand,
});
type Order = z.infer<typeof Order>;

const Reading = z.strictObject({ expand: Expand });
const Listing = z.strictObject({
  ...listParameters,
  payment_intent: Text.optional(),
  status: z.enum(['open', 'complete', 'expired']).optional(),
});

/** `/v1/checkout/sessions`: pages on which people pay. */
export function checkoutSessions(state: State, baseUrl: () => string): Hono<StandInEnv> {
  const routes = new Hono<StandInEnv>();
  routes.post('/', (c) => {
    const order = readParameters(Order, c.var.parameters);
    return c.json(expanded(state, open(state, order, baseUrl()), order.expand));
  });
  routes.get('/', (c) => {
    const asked = readParameters(Listing, c.var.parameters);
    const all = [...state.sessions.values()].filter(
      ({ payment_intent, status }) =>
        (!asked.payment_intent || asked.payment_intent === payment_intent) &&
        (!asked.status || asked.status === status),
    );
    return c.json(listed('/v1/checkout/sessions', all, asked));
  });
  routes.get('/:id', (c) => {
    const { expand } = readParameters(Reading, c.var.parameters);
    const session = found(state.sessions, c.req.param('id'), 'checkout.session');
    return c.json(expanded(state, session, expand));
  });
  routes.post('/:id/expire', (c) => {
    const { expand } = readParameters(Reading, c.var.parameters);
    const session = found(state.sessions, c.req.param('id'), 'checkout.session');
    if (session.status !== 'open') {
      throw new StripeError(
        400,
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
      );
    }
    expire(state, session);
    return c.json(expanded(state, session, expand));
  });
  return routes;
}

/** Closes the pages whose time is over. */
export function expireDue(state: State): void {
  for (const session of state.sessions.values()) {
    if (session.status === 'open' && session.expires_at <= state.now()) expire(state, session);
  }
}

function expire(state: State, session: Session): void {
  session.status = 'expired';
  session.url = null;
  const intent = session.payment_intent ? state.intents.get(session.payment_intent) : undefined;
  if (intent?.status === 'requires_payment_method') {
    intent.status = 'canceled';
    emit(state, 'payment_intent.canceled', intent);
  }
  emit(state, 'checkout.session.expired', session);
}

function open(state: State, order: Order, baseUrl: string): Session {
  const amount = amountOf(order, state.ceilings);
  const { itemName, currency } = firstOf(order);
  const id = newId('cs_test');
  const session: Session = {
    id,
    object: 'checkout.session',
    mode: 'payment',
    status: 'open',
    payment_status: 'unpaid',
    amount_subtotal: amount,
    amount_total: amount,
    currency,
    client_reference_id: order.client_reference_id ?? null,
    customer_email: order.customer_email ?? null,
    metadata: order.metadata,
    payment_intent: null,
    payment_method_types: order.allowed_payment_method_types,
    locale: order.locale ?? null,
    success_url: order.success_url,
    cancel_url: order.cancel_url ?? null,
    url: `${baseUrl}/pay/${id}`,
    created: state.now(),
    expires_at: endOf(order, state.now()),
    livemode: false,
  };
  state.sessions.set(id, session);
  const { metadata, description = null } = order.payment_intent_data;
  state.behind.set(id, { itemName, intent: { metadata, description } });
  return session;
}

function amountOf({ line_items }: Order, ceilings: State['ceilings']): number {
  const currencies = new Set(line_items.map(({ price_data }) => price_data.currency.toLowerCase()));
  const [currency = ''] = currencies;
  if (currencies.size > 1) {
    throw new StripeError(400, 'All line items are in one currency.', { isBeforehand: true });
  }
  const amount = line_items.reduce(
    (sum, { quantity, price_data }) => sum + quantity * price_data.unit_amount,
    0,
  );
  const param = 'line_items[0][price_data][unit_amount]';
  refuseAmount(amount, currency, ceilings, param);
  return amount;
}

function firstOf({ line_items }: Order): { itemName: string; currency: string } {
  const price = line_items[0]?.price_data;
  return {
    itemName: price?.product_data.name ?? '',
    currency: price?.currency.toLowerCase() ?? '',
  };
}

function endOf({ expires_at }: Order, now: number): number {
  if (expires_at === undefined) return now + OPEN_SECONDS_MAX;
  const seconds = expires_at - now;
  if (
    seconds >= OPEN_SECONDS_MIN - LEEWAY_SECONDS &&
    seconds <= OPEN_SECONDS_MAX + LEEWAY_SECONDS
  ) {
    return expires_at;
  }
  throw new StripeError(
    400,
    'The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from Checkout Session creation.',
    { param: 'expires_at', isBeforehand: true },
  );
}
