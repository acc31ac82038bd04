import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { keepNotice } from '../../payments/notice.queries.ts';
import { transact } from '../../platform/db/transact.ts';
import { ForgedNotice } from '../../platform/gateways/card-payments.ts';
import type { Env } from '../env.ts';
import { anyone } from '../guards.ts';

/** More than any notice has; a larger one is not read to its end. */
const NOTICE_BYTES_MAX = 256 * 1024;

/**
 * What the card payment provider tells us. Believed by its signature over the
 * raw bytes alone, kept, answered at once, and looked into by a job. Forged,
 * altered, old or huge: 400, and nothing is kept. It stands outside of sessions
 * and of the check for our own pages, since no browser comes here.
 */
export const stripeNotices = new Hono<Env>().post(
  '/',
  anyone(),
  bodyLimit({ maxSize: NOTICE_BYTES_MAX, onError: (c) => c.text('too large', 400) }),
  async (c) => {
    const { cards, db, at } = c.var;
    if (!cards) return c.notFound();
    const raw = await c.req.text();
    try {
      const notice = cards.readNotice(raw, c.req.header('stripe-signature'), at);
      if (notice) await transact(db, (tx) => keepNotice(tx, notice, at));
      return c.text('kept');
    } catch (error) {
      if (!(error instanceof ForgedNotice)) throw error;
      c.var.log.warn('a notice that is not from the provider was refused');
      return c.text('not believed', 400);
    }
  },
);
