import { createHash } from 'node:crypto';
import { type ServerType, serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ZodError } from 'zod';
import { checkoutSessions, expireDue } from './checkout-sessions.ts';
import { control } from './control.ts';
import { disputes } from './disputes.ts';
import type { StandInEnv } from './env.ts';
import { events } from './events.ts';
import { failAround, failWithin, type Fault } from './faults.ts';
import { readForm } from './form-body.ts';
import { onceForEachKey } from './idempotency.ts';
import { payRoutes } from './pay-routes.tsx';
import { balanceTransactions, charges, paymentIntents } from './payments.ts';
import { refunds } from './refunds.ts';
import { createState, newId, type State } from './state.ts';
import { StripeError } from './stripe-error.ts';
import { createWebhooks } from './webhooks.ts';

export type StandInOptions = {
  /** 0 takes any free one. Only this machine is listened to. */
  port: number;
  secretKey: string;
  webhookSecret: string;
  webhookUrl?: string | undefined;
  retryDelaysMs?: number[] | undefined;
  /** A file with seconds by which the time is moved, so that it is that of the shop. */
  clockOffsetFile?: string | undefined;
};

const LOOPBACK = '127.0.0.1';
const BODY_BYTES_MAX = 100_000;
const LOOK_FOR_EXPIRED_EVERY_MS = 1_000;
/** Stripe goes on for three days; nobody watches a demo for so long. */
const RETRY_DELAYS_MS = [500, 2_000, 5_000, 15_000, 60_000, 300_000, 900_000];

/**
 * Opens the stand-in for Stripe: it speaks the part of Stripe's HTTP API that the
 * shop uses and keeps its rules, remembers everything until it ends, and fails when
 * it is told to.
 */
export async function openStandIn(
  options: StandInOptions,
): Promise<{ base: string; close: () => void }> {
  let base = '';
  const state = createState(
    (now) =>
      createWebhooks(
        options.webhookSecret,
        {
          ...{ url: options.webhookUrl, mode: 'send', copies: 1, copiesAs: 'sameEvent' },
          retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
        },
        now,
      ),
    options.clockOffsetFile,
  );
  const { server, port } = await listening(
    createStandIn(state, options.secretKey, () => base),
    options.port,
  );
  base = `http://${LOOPBACK}:${port}`;
  const look = setInterval(() => expireDue(state), LOOK_FOR_EXPIRED_EVERY_MS);
  return {
    base,
    close: () => {
      clearInterval(look);
      state.webhooks.close();
      server.close();
    },
  };
}

function createStandIn(state: State, secretKey: string, base: () => string): Hono<StandInEnv> {
  const app = new Hono<StandInEnv>();
  const faults: Fault[] = [];
  app.onError(answerError);
  app.notFound((c) => {
    const { method, path } = c.req;
    throw new StripeError(404, `Unrecognized request URL (${method}: ${path}).`, {
      isBeforehand: true,
    });
  });
  app.use(bodyLimit({ maxSize: BODY_BYTES_MAX }));
  app.use(async (_c, next) => {
    expireDue(state);
    await next();
  });
  app.route('/', payRoutes(state));
  app.use(async (c, next) => {
    if (c.req.header('authorization') !== `Bearer ${secretKey}`) {
      throw new StripeError(401, 'Invalid API Key provided.', { isBeforehand: true });
    }
    await next();
  });
  app.route('/control', control(state, faults));
  app.use('/v1/*', readCall);
  app.use('/v1/*', failAround(faults));
  app.use('/v1/*', onceForEachKey(state.now));
  app.use('/v1/*', failWithin);
  app.route('/v1/checkout/sessions', checkoutSessions(state, base));
  app.route('/v1/payment_intents', paymentIntents(state));
  app.route('/v1/charges', charges(state));
  app.route('/v1/balance_transactions', balanceTransactions(state));
  app.route('/v1/refunds', refunds(state));
  app.route('/v1/disputes', disputes(state));
  app.route('/v1/events', events(state));
  return app;
}

/** Reads the parameters, and remembers what was asked for by comparing it whole. */
async function readCall(c: Context<StandInEnv>, next: () => Promise<void>): Promise<void> {
  const { method, path } = c.req;
  const text = method === 'GET' ? new URL(c.req.url).search.slice(1) : await c.req.text();
  c.set('parameters', readForm(text));
  c.set('fingerprint', createHash('sha256').update(`${method} ${path}\n${text}`).digest('hex'));
  c.header('request-id', newId('req'));
  await next();
}

function answerError(error: Error, c: Context): Response {
  if (error instanceof StripeError) return c.json(error.body, error.status);
  if (error instanceof ZodError || error instanceof SyntaxError) {
    return c.json({ error: { type: 'invalid_request_error', message: error.message } }, 400);
  }
  return c.json(
    { error: { type: 'api_error', message: `The stand-in failed: ${error.message}` } },
    500,
  );
}

function listening(
  app: Hono<StandInEnv>,
  port: number,
): Promise<{ server: ServerType; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: LOOPBACK, port }, (address) =>
      resolve({ server, port: address.port }),
    );
    server.once('error', reject);
  });
}
