import { recordEvent } from '../events/record-event.ts';
import { book } from '../ledger/ledger.queries.ts';
import { tillDifferenceEntries } from '../ledger/booking.ts';
import { tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import type { TillMove } from '../platform/db/schema.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { expectedInTillMinor } from './till-report.ts';
import {
  closeShiftRow,
  findOpenShift,
  insertShift,
  insertTillMovement,
  lockShift,
  readShiftSums,
  type Shift,
} from './till.queries.ts';

/** Opens a clerk's shift at his branch with what lies in the till (F6). One open shift a person; the same form again changes nothing. */
export async function openShift(
  tx: Tx,
  clerk: Staff,
  opened: { id: string; floatMinor: number; at: Date },
): Promise<void> {
  const { branchCode, personId } = clerk;
  if (!may(clerk, 'take-payments') || branchCode === null) {
    throw new Refusal({ code: 'not-permitted' });
  }
  if (await insertShift(tx, { ...opened, branchCode, personId })) return;
  const open = await findOpenShift(tx, personId);
  if (open && open.id !== opened.id) throw new Refusal({ code: 'shift-open' });
}

/**
 * Closes a shift with what was counted in its till. What is there beyond what
 * ought to be, or missing, is booked as the till's difference and told: nobody
 * makes it right by another number. The same form again changes nothing.
 */
export async function closeShift(
  tx: Tx,
  clerk: Staff,
  closed: { shiftId: string; countedMinor: number; note: string; at: Date },
): Promise<void> {
  const { shiftId, countedMinor, note, at } = closed;
  const shift = await ownShift(tx, clerk, shiftId);
  if (shift.closedAt) return;
  const expectedMinor = expectedInTillMinor(await readShiftSums(tx, shiftId));
  await closeShiftRow(tx, { id: shiftId, countedMinor, expectedMinor, note, at });
  const { branchCode, number } = shift;
  const differenceMinor = countedMinor - expectedMinor;
  const { personId } = clerk;
  const entries = tillDifferenceEntries({ branchCode, differenceMinor });
  await book(tx, {
    ...{ kind: 'till-difference', reference: shiftId, companyId: null, orderId: null, entries },
    ...{ at, effectiveOn: tradingDay(at), personId, channel: 'counter' },
  });
  await recordEvent(
    tx,
    { type: 'till.closed', shiftId, number, countedMinor, differenceMinor },
    { companyId: null, personId, channel: 'counter', subjectId: shiftId, at },
  );
}

/** Notes what is brought into the till or taken away from it, with a word why; never more than lies in it. */
export async function moveCash(
  tx: Tx,
  clerk: Staff,
  moved: {
    id: string;
    shiftId: string;
    kind: TillMove;
    amountMinor: number;
    note: string;
    at: Date;
  },
): Promise<void> {
  const shift = await ownShift(tx, clerk, moved.shiftId);
  if (shift.closedAt) throw new Refusal({ code: 'till-closed' });
  const isNew = await insertTillMovement(tx, { ...moved, movedBy: clerk.personId });
  if (!isNew) return;
  if (expectedInTillMinor(await readShiftSums(tx, moved.shiftId)) < 0) {
    throw new Refusal({ code: 'till-too-little' });
  }
}

/** A shift of the clerk, locked; another's is none. */
async function ownShift(tx: Tx, clerk: Staff, shiftId: string): Promise<Shift> {
  const shift = await lockShift(tx, shiftId);
  if (shift?.personId !== clerk.personId) throw new NotFound('shift', shiftId);
  return shift;
}
