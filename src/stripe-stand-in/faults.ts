import { setTimeout as pause } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';
import { z } from 'zod';
import type { StandInEnv } from './env.ts';
import { StripeError } from './stripe-error.ts';

const Fields = z.record(z.string(), z.unknown());
const Refused = z.union([z.literal(429), z.literal(500), z.literal(503)]);

/**
 * Something that goes wrong with the next calls that fit:
 * - `refuse` turns them away before anything is done, and no key is used up;
 * - `breakAfter` does the work and answers 500, which is the answer to this key from now on;
 * - `dropAnswer` does the work and breaks the connection;
 * - `delay` does the work so much later, while its key is in progress;
 * - `alter` does the work and answers something else: fields of the answer are replaced;
 * - `html` does the work and answers with a page, as proxies do.
 */
export const Fault = z.strictObject({
  method: z.enum(['GET', 'POST']),
  /** Which calls: their path begins so. */
  path: z.string().startsWith('/'),
  times: z.int().min(1).default(1),
  does: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('refuse'), status: Refused }),
    z.strictObject({ kind: z.literal('breakAfter') }),
    z.strictObject({ kind: z.literal('dropAnswer') }),
    z.strictObject({ kind: z.literal('delay'), ms: z.int().min(0).max(60_000) }),
    z.strictObject({ kind: z.literal('alter'), fields: Fields }),
    z.strictObject({ kind: z.literal('html') }),
  ]),
});
export type Fault = z.infer<typeof Fault>;
export type Deed = Fault['does'];

/** What goes wrong around a call: turned away before it, or its answer lost or changed after it. */
export function failAround(planned: Fault[]): MiddlewareHandler<StandInEnv> {
  return async (c, next) => {
    const deed = takeDeed(planned, c.req.method, c.req.path);
    c.set('deed', deed);
    if (deed?.kind === 'refuse') throw refusalWith(deed.status);
    await next();
    if (deed?.kind === 'dropAnswer') {
      c.env.incoming.socket.destroy();
      c.res = RESPONSE_ALREADY_SENT;
    }
    if (deed?.kind === 'html') c.res = new Response('<!doctype html><title>Gateway</title>');
    if (deed?.kind === 'alter') {
      const answer = Fields.parse(await c.res.json());
      c.res = Response.json({ ...answer, ...deed.fields });
    }
  };
}

/** What goes wrong within a call, while its key is in progress. */
export const failWithin: MiddlewareHandler<StandInEnv> = async (c, next) => {
  const { deed } = c.var;
  if (deed?.kind === 'delay') await pause(deed.ms);
  await next();
  if (deed?.kind === 'breakAfter') c.res = Response.json(refusalWith(500).body, { status: 500 });
};

function takeDeed(planned: Fault[], method: string, path: string): Deed | undefined {
  const fault = planned.find((one) => one.method === method && path.startsWith(one.path));
  if (!fault) return undefined;
  fault.times -= 1;
  if (fault.times === 0) planned.splice(planned.indexOf(fault), 1);
  return fault.does;
}

function refusalWith(status: 429 | 500 | 503): StripeError {
  if (status === 429) {
    return new StripeError(status, 'Too many requests.', {
      code: 'rate_limit',
      isBeforehand: true,
    });
  }
  return new StripeError(status, 'Something failed here.', {
    ...{ type: 'api_error' as const, isBeforehand: true },
  });
}
