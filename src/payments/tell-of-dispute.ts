import { z } from 'zod';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { postMail } from '../platform/post-mail.ts';
import { type DisputeNotice, findDisputeNotices } from './tell-of-dispute.queries.ts';

/** What of a dispute is worth a letter: the bank asks, money is taken back, or it is over. */
export type DisputeTurn = 'warned' | 'opened' | 'won' | 'lost';

/** A letter in the reader's language; views write it, the worker binds them. */
export type WriteDisputeLetter = (
  notice: DisputeNotice,
  turn: DisputeTurn,
) => { subject: string; body: string };

const Job = z.object({ eventId: z.int().positive() });

/** A dispute that is reviewed was opened before; one that was prevented took nothing. */
const turns: Readonly<Record<string, DisputeTurn>> = {
  warning: 'warned',
  needsAnswer: 'opened',
  underReview: 'opened',
  won: 'won',
  lost: 'lost',
};

/**
 * Tells accountants and heads of sales that a payment by card is disputed, and how
 * that ended: one letter a reader for each turn of a dispute, whatever notices
 * come how often and in what order. What the bank only asks is ours to answer, so
 * the customer is not told.
 */
export async function tellOfDispute(
  db: Db,
  write: WriteDisputeLetter,
  payload: unknown,
): Promise<void> {
  const { eventId } = Job.parse(payload);
  const notices = await findDisputeNotices(db, eventId);
  await transact(db, async (tx) => {
    for (const notice of notices) {
      const turn = turns[notice.status];
      if (!turn || (turn === 'warned' && !notice.isOurs)) continue;
      const { disputeId, recipient } = notice;
      const dedupeKey = `dispute ${disputeId} ${turn} to ${recipient}`;
      await postMail(tx, { ...write(notice, turn), dedupeKey, recipient });
    }
  });
}
