import { z } from 'zod';
import { may, type Staff } from '../people/actor.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { addJob } from '../platform/jobs.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { asPayment, isCertain } from './bank-line.ts';
import { listWaiting } from './bank-line.queries.ts';
import {
  askBooking,
  endBooking,
  findBookingAsked,
  findStatement,
} from './bank-statement.queries.ts';
import { bookLine } from './book-bank-line.ts';
import { matchPayments, type Suggestion } from './match-payment.ts';
import { listOpenItems } from './open-item.queries.ts';

/** What banks may keep of a transfer on the way (R12, default). Minor units: 1 000 tenge. */
export const TRANSFER_FEE_MINOR = 100_000;

const Asked = z.object({ statementId: z.uuid() });

/**
 * An accountant has looked at a statement and says that what is certain of it is
 * to be booked; a job does it line by line, so that a long one keeps nobody
 * waiting. Asked again while it is at work, it changes nothing.
 */
export async function askToBookCertain(
  tx: Tx,
  clerk: Staff,
  asked: { statementId: string; at: Date },
): Promise<void> {
  if (!may(clerk, 'keep-books')) throw new Refusal({ code: 'not-permitted' });
  const { statementId: id, at } = asked;
  if (!(await findStatement(tx, id))) throw new NotFound('bank statement', id);
  const isNew = await askBooking(tx, { id, personId: clerk.personId, at });
  if (isNew) await addJob(tx, { name: 'book-certain-lines', payload: { statementId: id } });
}

/**
 * Books the lines of a statement that are certain, each in a transaction of its
 * own (job). What somebody settled meanwhile, or what is no longer due by then, stays
 * where it is. Harmless to repeat, and a killed one goes on where it was.
 */
export async function bookCertainLines(db: Db, payload: unknown, at: Date): Promise<void> {
  const { statementId } = Asked.parse(payload);
  const asked = await findBookingAsked(db, statementId);
  if (!asked) return;
  const waiting = await listWaiting(db, statementId);
  // What somebody took back once is for people.
  const lines = waiting.filter(({ timesReversed }) => timesReversed === 0);
  const items = await listOpenItems(db);
  const matches = matchPayments(lines.map(asPayment), items, TRANSFER_FEE_MINOR);
  for (const { paymentId: lineId, suggestions } of matches) {
    const [best] = suggestions;
    if (best && isCertain(best)) await bookSuggested(db, { lineId, best, ...asked, at });
  }
  await transact(db, (tx) => endBooking(tx, { id: statementId, at }));
}

async function bookSuggested(
  db: Db,
  of: { lineId: string; best: Suggestion; personId: string; at: Date },
): Promise<void> {
  const { lineId, best, personId, at } = of;
  const { companyId } = best;
  const orders = best.items.map(({ id: orderId, amountMinor }) => ({ orderId, amountMinor }));
  const booking = { lineId, companyId, share: { way: 'chosen', orders } as const, at };
  try {
    await transact(db, (tx) => bookLine(tx, personId, booking));
  } catch (error) {
    // A person settled it first, or it is not due any more: then it is for people.
    if (!(error instanceof Refusal)) throw error;
  }
}
