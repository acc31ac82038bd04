import { may, type Staff } from '../people/actor.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import {
  type CardPayments,
  PaymentOutcomeUnknown,
  PaymentRefused,
} from '../platform/gateways/card-payments.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { findAttempt } from './card-attempt.queries.ts';
import { closeNoticeRow, findNotice, reopenNotice } from './notice.queries.ts';
import { settleCheckout } from './settle-card.ts';

/** Has a notice looked into anew (job): what is booked already is left alone, so pressing again does nothing more. */
export async function lookAgain(tx: Tx, clerk: Staff, eventId: string): Promise<void> {
  refuseOthers(clerk);
  if (!(await reopenNotice(tx, eventId))) throw new NotFound('notice', eventId);
}

/** Notes that a person dealt with a notice in trouble, with what was found. The first word stays. */
export async function closeNotice(
  tx: Tx,
  clerk: Staff,
  closed: { eventId: string; note: string; at: Date },
): Promise<void> {
  refuseOthers(clerk);
  if (!(await findNotice(tx, closed.eventId))) throw new NotFound('notice', closed.eventId);
  await closeNoticeRow(tx, { ...closed, personId: clerk.personId });
}

/**
 * Asks the provider at once how an attempt stands, and books it as the
 * reconciliation would. One that was never opened is left to the
 * reconciliation, which finds it in the provider's list.
 */
export async function lookUpAttempt(
  db: Db,
  cards: CardPayments | undefined,
  clerk: Staff,
  asked: { attemptId: string; at: Date },
): Promise<void> {
  refuseOthers(clerk);
  const attempt = await findAttempt(db, asked.attemptId);
  if (!attempt) throw new NotFound('attempt', asked.attemptId);
  if (!cards?.isOpen() || attempt.sessionId === null)
    throw new Refusal({ code: 'card-unanswered' });
  const checkout = await cards.readCheckout(attempt.sessionId).catch((error: unknown) => {
    if (error instanceof PaymentOutcomeUnknown || error instanceof PaymentRefused) return undefined;
    throw error;
  });
  if (!checkout) throw new Refusal({ code: 'card-unanswered' });
  await settleCheckout(db, checkout, asked.at);
}

function refuseOthers(clerk: Staff): void {
  if (!may(clerk, 'keep-books')) throw new Refusal({ code: 'not-permitted' });
}
