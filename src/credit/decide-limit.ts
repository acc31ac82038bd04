import { findTermsAuthority } from '../customers/terms-authority.queries.ts';
import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { findCreditStanding, lockAccount } from './credit.queries.ts';
import {
  decideRequest,
  endTemporaryLimit,
  findLimitRequest,
  findTemporaryLimit,
  hasTemporaryLimit,
  insertTemporaryLimit,
  type LimitRequest,
} from './limit-request.queries.ts';
import { mayEndOn } from './request-limit.ts';

/**
 * Grants a wish for more credit, as asked or otherwise, from today until its
 * last day. What agreement and grant come to together must be within the
 * authority of who grants. Granting again changes nothing. Locks the account.
 */
export async function grantLimit(
  tx: Tx,
  by: Staff,
  grant: { requestId: string; extraMinor: number; untilDay: string; at: Date },
): Promise<void> {
  const { requestId, extraMinor, untilDay, at } = grant;
  const request = await lockRequest(tx, by, requestId);
  if (request.state === 'granted') return;
  if (request.state !== 'waiting') throw new Refusal({ code: 'limit-request-decided' });
  const { companyId } = request;
  const from = tradingDay(at);
  if (!mayEndOn(untilDay, from)) throw new Refusal({ code: 'day-past' });
  const standing = await findCreditStanding(tx, { companyId, on: from });
  if (standing?.creditKind !== 'amount') throw new Refusal({ code: 'credit-none' });
  if (await hasTemporaryLimit(tx, { companyId, from, untilDay })) {
    throw new Refusal({ code: 'temporary-limit-there' });
  }
  const authority = await findTermsAuthority(tx, by.role);
  const reachedMinor = (standing.limitMinor ?? 0) + extraMinor;
  if (reachedMinor > (authority?.creditLimitMinor ?? 0)) {
    throw new Refusal({ code: 'beyond-authority' });
  }

  const made = { companyId, extraMinor, untilDay, by: by.personId, at };
  await decideRequest(tx, { id: requestId, state: 'granted', note: '', by: by.personId, at });
  await insertTemporaryLimit(tx, { id: newId(), requestId, from, ...made });
  await recordEvent(
    tx,
    { type: 'credit.limit-granted', requestId, extraMinor, untilDay },
    { companyId, personId: by.personId, channel: null, subjectId: requestId, at },
  );
}

/** Refuses a wish with the reason, which the buyer reads. Refusing again changes nothing. Locks the account. */
export async function refuseLimit(
  tx: Tx,
  by: Staff,
  refusal: { requestId: string; note: string; at: Date },
): Promise<void> {
  const { requestId, note, at } = refusal;
  const request = await lockRequest(tx, by, requestId);
  if (request.state === 'refused') return;
  if (request.state !== 'waiting') throw new Refusal({ code: 'limit-request-decided' });
  const { companyId } = request;
  await decideRequest(tx, { id: requestId, state: 'refused', note, by: by.personId, at });
  await recordEvent(
    tx,
    { type: 'credit.limit-refused', requestId, note },
    { companyId, personId: by.personId, channel: null, subjectId: requestId, at },
  );
}

/** Ends credit for a time at once; what is taken of it stays owed. Ending again changes nothing. Locks the account. */
export async function endLimit(
  tx: Tx,
  by: Staff,
  ended: { limitId: string; at: Date },
): Promise<void> {
  const { limitId, at } = ended;
  if (!may(by, 'set-terms')) throw new Refusal({ code: 'not-permitted' });
  const seen = await findTemporaryLimit(tx, limitId);
  if (seen) await lockAccount(tx, seen.companyId);
  const limit = seen && (await findTemporaryLimit(tx, limitId));
  if (!limit) throw new NotFound('limit', limitId);
  if (limit.endedAt) return;
  await endTemporaryLimit(tx, { limitId, on: tradingDay(at), by: by.personId, at });
  await recordEvent(
    tx,
    { type: 'credit.limit-ended', limitId },
    { companyId: limit.companyId, personId: by.personId, channel: null, subjectId: limitId, at },
  );
}

/** The wish as it stands once the account is locked, so that no two decide. */
async function lockRequest(tx: Tx, by: Staff, requestId: string): Promise<LimitRequest> {
  if (!may(by, 'set-terms')) throw new Refusal({ code: 'not-permitted' });
  const seen = await findLimitRequest(tx, requestId);
  if (seen) await lockAccount(tx, seen.companyId);
  const request = seen && (await findLimitRequest(tx, requestId));
  if (!request) throw new NotFound('request', requestId);
  return request;
}
