import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import pg from 'pg';
import { OutcomeUnknown } from '../platform/db/transact.ts';
import type { Log } from '../platform/log.ts';
import type { RefusalReason } from '../platform/refusal.ts';
import { kindOfTrouble } from './trouble.ts';

/** What went wrong that no operation named, as a status. */
export type Failure = { status: ContentfulStatusCode; isOutcomeUnknown: boolean };

/**
 * The status of an error that is no word of the trade, the same for people and
 * programs (D14). What is ours to mend is written down here, once.
 */
export function failureOf(error: unknown, log: Log): Failure {
  if (error instanceof HTTPException) return { status: error.status, isOutcomeUnknown: false };
  if (error instanceof OutcomeUnknown) {
    log.error({ err: error }, 'nobody knows whether it was committed');
    return { status: 503, isOutcomeUnknown: true };
  }
  const trouble = kindOfTrouble(error);
  if (trouble === 'garbage') return { status: 400, isOutcomeUnknown: false };
  if (trouble === 'busy') {
    log.warn({ err: error }, 'cannot answer now');
    return { status: 503, isOutcomeUnknown: false };
  }
  const alarm = error instanceof pg.DatabaseError && error.code?.startsWith('23');
  log.error({ err: error, ...(alarm && { alarm: 'unknown-constraint' }) }, 'failed');
  return { status: 500, isOutcomeUnknown: false };
}

/** The status of a refusal. */
export function statusOfRefusal(reason: RefusalReason): ContentfulStatusCode {
  if (reason.code === 'not-permitted') return 403;
  return reason.code === 'too-many-attempts' ? 429 : 409;
}
