import { z } from 'zod';
import { recordEvent } from '../events/record-event.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { derivedId } from '../platform/derived-id.ts';
import { postMail } from '../platform/post-mail.ts';
import { Refusal, type RefusalReason } from '../platform/refusal.ts';
import {
  type ClosedApproval,
  findClosedApproval,
  findOrderNumber,
} from './approval-notice.queries.ts';
import {
  listApprovalsRunOut,
  lockApproval,
  markReminded,
  setApprovalState,
} from './approval.queries.ts';
import { placeApproved } from './accept-quote.ts';

/** What came of a question: the order, or what still stands in its way. */
export type ApprovalOutcome = { orderNumber: string | null; refused: RefusalReason | undefined };

/** A letter to whoever asked; views write it, the worker binds them. */
export type WriteOutcomeLetter = (
  closed: ClosedApproval,
  outcome: ApprovalOutcome,
) => { subject: string; body: string };

const Job = z.object({ eventId: z.int().positive() });

/**
 * Ends a question: places the order where that was wished, and tells whoever
 * asked. Approved is not placed (R16): price, stock and credit are looked at as
 * for any order, and what stands in the way is told instead. One order and one
 * letter, however often the job runs.
 */
export async function closeApproval(
  db: Db,
  write: WriteOutcomeLetter,
  payload: unknown,
  at: Date,
): Promise<void> {
  const { eventId } = Job.parse(payload);
  const closed = await findClosedApproval(db, eventId);
  if (!closed || closed.state === 'withdrawn') return;
  const refused = closed.state === 'approved' ? await placeIfWished(db, closed, at) : undefined;
  const orderNumber = await findOrderNumber(db, closed.cartId);
  const letter = write(closed, { orderNumber, refused });
  const { email: recipient } = closed.requester;
  await transact(db, (tx) =>
    postMail(tx, { ...letter, dedupeKey: `approval event ${eventId}`, recipient }),
  );
}

async function placeIfWished(
  db: Db,
  closed: ClosedApproval,
  at: Date,
): Promise<RefusalReason | undefined> {
  const { requestId, requester, cartId, payment, shownTerms, placesItself } = closed;
  if (!placesItself) return undefined;
  const key = derivedId(requestId, 'order');
  const sale = { key, cartId, payment, shownTerms, approvalId: requestId, at };
  try {
    await transact(db, (tx) =>
      placeApproved(tx, requester, { ...sale, channel: 'web', isAnotherOrder: true }),
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.reason;
  }
}

/**
 * Ends the questions that nobody answered in time, each in a transaction of its
 * own, and reminds once of those that have used up half of it; the worker asks
 * every minute. Nobody depends on it: an answer looks at the time itself.
 */
export async function expireApprovals(db: Db, at: Date): Promise<void> {
  for (const requestId of await listApprovalsRunOut(db, at)) {
    await transact(db, async (tx) => {
      const asked = await lockApproval(tx, requestId);
      const isOpen = asked?.state === 'pending' || asked?.state === 'approved';
      if (!asked || !isOpen || asked.expiresAt > at) return;
      const { companyId } = asked;
      await setApprovalState(tx, { requestId, state: 'expired', at });
      await recordEvent(
        tx,
        { type: 'approval.closed', requestId, state: 'expired' },
        { companyId, personId: null, channel: null, subjectId: requestId, at },
      );
    });
  }
  await transact(db, async (tx) => {
    for (const { id, companyId } of await markReminded(tx, at)) {
      await recordEvent(
        tx,
        { type: 'approval.reminded', requestId: id },
        { companyId, personId: null, channel: null, subjectId: id, at },
      );
    }
  });
}
