import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { NotFound, Refusal } from '../../platform/refusal.ts';
import type { Env } from '../env.ts';
import { failureOf, statusOfRefusal } from '../failure.ts';
import { KeyNeeded } from '../guards.ts';

/** A failure as programs read it (RFC 9457). `code` never changes its meaning; `title` and `detail` are for the log. */
export const Problem = z
  .strictObject({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.string().openapi({ example: 'not-found' }),
    detail: z.string().optional(),
    /** What of the request is wrong, where that is known. */
    errors: z
      .array(
        z.strictObject({
          path: z.string().openapi({ example: 'cuts.0.lengthMm' }),
          message: z.string(),
        }),
      )
      .optional(),
    /** Under which we find it again; with failures of ours. */
    requestId: z.string().optional(),
  })
  .openapi('Problem');

type More = { detail?: string; errors?: { path: string; message: string }[]; requestId?: string };

const RETRY_AFTER_SECONDS = 2;

/** What each status is called; the code of a refusal is its own. */
const KINDS: Partial<Record<number, readonly [code: string, title: string]>> = {
  400: ['malformed', 'The request cannot be read'],
  401: ['key-needed', 'No key, or none that opens'],
  403: ['not-permitted', 'The key may not do this'],
  404: ['not-found', 'There is no such thing'],
  405: ['method-not-allowed', 'The address does not have this method'],
  409: ['refused', 'The request was refused'],
  413: ['too-large', 'The body is larger than 100 KB'],
  415: ['not-json', 'The body is not JSON'],
  422: ['invalid', 'The request does not mean anything'],
  429: ['too-many-requests', 'Too many requests with this key'],
  500: ['failed', 'We failed'],
  503: ['busy', 'We cannot answer now'],
};

/** Nobody understood what a program asked; thrown by what reads the request. */
export class Unprocessable extends Error {
  override readonly name = 'Unprocessable';
  readonly errors: { path: string; message: string }[];

  constructor(errors: { path: string; message: string }[]) {
    super('unprocessable');
    this.errors = errors;
  }
}

/** Every failure below `/api` as `application/problem+json`, whatever threw it (D14, RFC 9457). */
export function answerProblem(error: unknown, c: Context<Env>): Response {
  if (error instanceof KeyNeeded) {
    c.header('WWW-Authenticate', 'Bearer realm="api"');
    return problem(c, 401);
  }
  if (error instanceof Unprocessable) return problem(c, 422, { errors: error.errors });
  if (error instanceof NotFound) return problem(c, 404);
  if (error instanceof Refusal) {
    const { reason } = error;
    const status = statusOfRefusal(reason);
    if (reason.code === 'too-many-attempts') {
      return problem(c, status, {}, Math.ceil(reason.retryAfterSeconds));
    }
    return problem(c, status, { detail: reason.code });
  }
  const { status } = failureOf(error, c.var.log);
  const more = status >= 500 ? { requestId: c.var.requestId } : {};
  return problem(c, status, more, status === 503 ? RETRY_AFTER_SECONDS : undefined);
}

function problem(
  c: Context<Env>,
  status: ContentfulStatusCode,
  more: More = {},
  retryAfterSeconds?: number,
): Response {
  const [code, title] = KINDS[status] ?? ['failed', 'The request failed'];
  if (retryAfterSeconds !== undefined) c.header('Retry-After', String(retryAfterSeconds));
  c.header('Content-Type', 'application/problem+json');
  c.header('Cache-Control', 'no-store');
  const body: z.infer<typeof Problem> = { type: 'about:blank', title, status, code, ...more };
  return c.body(JSON.stringify(body), status);
}
