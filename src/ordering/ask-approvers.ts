import { z } from 'zod';
import { tradingDay } from '../measures/calendar.ts';
import { hashToken, newSessionToken } from '../people/session-token.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { postMail } from '../platform/post-mail.ts';
import {
  type ApprovalNotice,
  type AskedApprover,
  findApprovalNotice,
} from './approval-notice.queries.ts';
import { insertApprovalLink } from './approval.queries.ts';
import { voicesOf } from './approval.ts';

/** A letter in the approver's language, with the link that is his alone; views write it, the worker binds them. */
export type WriteApprovalLetter = (
  notice: ApprovalNotice,
  to: { approver: AskedApprover; token: string },
) => { subject: string; body: string };

const Job = z.object({ eventId: z.int().positive() });

/**
 * Asks those whose turn it is: when a question comes up, when a step is done and
 * the next one opens, once more when an approver left less of it, and when half the
 * time is over. Each person is asked once a version of a question and reminded once, however often the job runs. The link
 * in the letter leads to this question and can decide nothing by being opened.
 */
export async function askApprovers(
  db: Db,
  write: WriteApprovalLetter,
  payload: unknown,
  at: Date,
): Promise<void> {
  const { eventId } = Job.parse(payload);
  const notice = await findApprovalNotice(db, { eventId, on: tradingDay(at) });
  if (notice?.state !== 'pending') return;
  const { requestId, version } = notice;
  const question = version === 1 ? 'question' : `question in version ${version}`;
  const occasion = notice.eventType === 'approval.reminded' ? 'reminder' : question;
  await transact(db, async (tx) => {
    for (const approver of notice.approvers.filter((one) => isAsked(one, notice))) {
      const { personId, email: recipient } = approver;
      const token = newSessionToken();
      const dedupeKey = `approval ${requestId}, ${occasion} to ${personId}`;
      const letter = write(notice, { approver, token });
      if (await postMail(tx, { ...letter, dedupeKey, recipient })) {
        await insertApprovalLink(tx, { tokenHash: hashToken(token), requestId, personId, at });
      }
    }
  });
}

function isAsked({ personId, standsInFor }: AskedApprover, notice: ApprovalNotice): boolean {
  const { needs, decisions, ownAllowed, requestedBy } = notice;
  const excludedId = ownAllowed ? null : requestedBy;
  return voicesOf(personId, { needs, decisions, standsInFor, excludedId }).length > 0;
}
