import type { MiddlewareHandler } from 'hono';
import type { StandInEnv } from './env.ts';
import { StripeError } from './stripe-error.ts';

type Use = { fingerprint: string; at: number; answer?: { status: number; text: string } };

const KEY_CHARS_MAX = 255;
const KEPT_SECONDS = 24 * 3600;

/**
 * A key gives one answer for a day, whatever it was, 500 too: the same call gets it
 * again, another call with it is refused, and a call beside the first is told to come
 * back. What was refused before anything began does not use the key up.
 */
export function onceForEachKey(now: () => number): MiddlewareHandler<StandInEnv> {
  const uses = new Map<string, Use>();
  return async (c, next) => {
    const key = c.req.method === 'POST' ? c.req.header('idempotency-key') : undefined;
    if (key === undefined) return next();
    if (key.length > KEY_CHARS_MAX) throw refused(400, 'An idempotency key has 255 characters.');
    const { fingerprint } = c.var;
    const known = uses.get(key);
    const seen = known && now() - known.at < KEPT_SECONDS ? known : undefined;
    if (seen) return answerAgain(seen, fingerprint);

    const use: Use = { fingerprint, at: now() };
    uses.set(key, use);
    await next();
    if (isBeforehand(c.error)) uses.delete(key);
    else use.answer = { status: c.res.status, text: await c.res.clone().text() };
    return undefined;
  };
}

function answerAgain(seen: Use, fingerprint: string): Response {
  if (seen.fingerprint !== fingerprint) {
    throw refused(
      400,
      'Keys for idempotent requests can only be used with the same parameters they were first used with.',
    );
  }
  if (!seen.answer) {
    throw refused(
      409,
      'There is currently another in-progress request using this key.',
      'idempotency_key_in_use',
    );
  }
  const { status, text } = seen.answer;
  const headers = { 'content-type': 'application/json', 'idempotent-replayed': 'true' };
  return new Response(text, { status, headers });
}

const refused = (status: 400 | 409, message: string, code?: string) =>
  new StripeError(status, message, { type: 'idempotency_error', ...(code ? { code } : {}) });

const isBeforehand = (error: unknown) => error instanceof StripeError && error.isBeforehand;
