import { recordEvent } from '../events/record-event.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import type { SetAsideReason } from '../platform/db/schema.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { lockBankLine, settleLine } from './bank-line.queries.ts';
import { refuseSettled } from './book-bank-line.ts';

/**
 * Sets a line aside that is no customer's money: a loan, a tax, our own that came
 * back. With a reason, so that whoever asks in a year reads it. The same again
 * changes nothing; what a colleague settled meanwhile is told.
 */
export async function setAsideBankLine(
  tx: Tx,
  clerk: Staff,
  of: { lineId: string; reason: SetAsideReason; note: string; at: Date },
): Promise<void> {
  if (!may(clerk, 'keep-books')) throw new Refusal({ code: 'not-permitted' });
  const { lineId, reason, note, at } = of;
  const { personId } = clerk;
  const line = await lockBankLine(tx, lineId);
  if (line?.direction !== 'in') throw new NotFound('bank line', lineId);
  if (line.state === 'set-aside' && line.settledBy === personId) return;
  refuseSettled(line);
  await settleLine(tx, { id: lineId, personId, at }, { state: 'set-aside', as: reason, note });
  await recordEvent(
    tx,
    { type: 'bank-line.set-aside', lineId, reason, note, amountMinor: line.amountMinor },
    { companyId: null, personId, channel: null, subjectId: lineId, at },
  );
}

/** Puts a line that was set aside back among those that wait. One that waits already stays there. */
export async function returnBankLine(
  tx: Tx,
  clerk: Staff,
  of: { lineId: string; at: Date },
): Promise<void> {
  if (!may(clerk, 'keep-books')) throw new Refusal({ code: 'not-permitted' });
  const { lineId, at } = of;
  const { personId } = clerk;
  const line = await lockBankLine(tx, lineId);
  if (line?.direction !== 'in') throw new NotFound('bank line', lineId);
  if (line.state === 'waits') return;
  if (line.state !== 'set-aside') refuseSettled(line);
  await settleLine(tx, { id: lineId, personId, at }, { state: 'waits', isReversed: false });
  await recordEvent(
    tx,
    { type: 'bank-line.returned', lineId, amountMinor: line.amountMinor },
    { companyId: null, personId, channel: null, subjectId: lineId, at },
  );
}
