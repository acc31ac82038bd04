import { sql } from 'kysely';
import { tradingDay } from '../measures/calendar.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { counterPart } from '../platform/document-counter.queries.ts';
import type { TillMove } from '../platform/db/schema.ts';
import type { ShiftSums } from './till-report.ts';

/** A shift of a till. Minor units. */
export type Shift = {
  id: string;
  branchCode: string;
  personId: string;
  personName: string;
  number: number;
  openedAt: Date;
  floatMinor: number;
  closedAt: Date | null;
  countedMinor: number | null;
  expectedMinor: number | null;
  note: string;
};

const columns = sql`
  shift.id, shift.branch_code, shift.person_id, person.name as person_name, shift.number, shift.opened_at, shift.float_minor,
  shift.closed_at, shift.counted_minor, shift.expected_minor, shift.note`;

/** The open shift of a person; at most one by the database. */
export async function findOpenShift(db: Db, personId: string): Promise<Shift | undefined> {
  const found = await sql<Shift>`
    select ${columns} from till_shift as shift join person on person.id = shift.person_id
    where shift.person_id = ${personId} and shift.closed_at is null`.execute(db);
  return found.rows[0];
}

/** Locks the open shift of a person until the commit, so that it is neither closed meanwhile nor given out of twice. */
export async function lockOpenShift(tx: Tx, personId: string): Promise<Shift | undefined> {
  const locked = await sql<{ id: string }>`
    select id from till_shift where person_id = ${personId} and closed_at is null for update`.execute(
    tx,
  );
  const [row] = locked.rows;
  return row && findShift(tx, row.id);
}

/**
 * Locks the open shift of a person until the commit, and says whether money of this
 * form or slip was taken before; the payer's account is locked already. One statement.
 */
export async function lockTill(
  tx: Tx,
  of: { personId: string; key: string; slip: string | undefined },
): Promise<{ shift: Pick<Shift, 'id' | 'branchCode'> | undefined; wasTaken: boolean }> {
  const { personId, key, slip = null } = of;
  const found = await sql<{ id: string | null; branchCode: string | null; wasTaken: boolean }>`
    with shift as materialized (
      select id, branch_code from till_shift where person_id = ${personId} and closed_at is null for update
    )
    select shift.id, shift.branch_code,
           exists (select from payment where method = 'cash' and reference = ${key})
           or exists (select from payment where method = 'terminal' and reference = ${slip}) as was_taken
    from (select) as always left join shift on true`.execute(tx);
  const { id = null, branchCode = null, wasTaken = false } = found.rows[0] ?? {};
  const shift = id !== null && branchCode !== null ? { id, branchCode } : undefined;
  return { shift, wasTaken };
}

/** A shift by its id. */
export async function findShift(db: Db, id: string): Promise<Shift | undefined> {
  const found = await sql<Shift>`
    select ${columns} from till_shift as shift join person on person.id = shift.person_id
    where shift.id = ${id}`.execute(db);
  return found.rows[0];
}

/** The newest shifts of a branch, at most so many. */
export async function listShifts(
  db: Db,
  of: { branchCode: string; rowsMax: number },
): Promise<Shift[]> {
  const found = await sql<Shift>`
    select ${columns} from till_shift as shift join person on person.id = shift.person_id
    where shift.branch_code = ${of.branchCode} order by shift.opened_at desc limit ${of.rowsMax}`.execute(
    db,
  );
  return found.rows;
}

/** Locks a shift until the commit; nothing is taken into it meanwhile. */
export async function lockShift(tx: Tx, id: string): Promise<Shift | undefined> {
  const locked = await sql`select id from till_shift where id = ${id} for update`.execute(tx);
  return locked.rows.length > 0 ? findShift(tx, id) : undefined;
}

/** Opens a shift with the next number of its branch; false where the person has one open, or this very one was opened. */
export async function insertShift(
  tx: Tx,
  shift: { id: string; branchCode: string; personId: string; floatMinor: number; at: Date },
): Promise<boolean> {
  const { id, branchCode, personId, floatMinor, at } = shift;
  const year = Number(tradingDay(at).slice(0, 4));
  const opened = await sql`
    with ${counterPart(
      { series: `till-${branchCode}`, year },
      sql`where not exists (select from till_shift where person_id = ${personId} and closed_at is null)`,
    )}
    insert into till_shift (id, branch_code, person_id, number, opened_at, float_minor)
    select ${id}::uuid, ${branchCode}, ${personId}::uuid, ${(year % 100) * 100_000}::integer + last_number, ${at}, ${floatMinor} from counter
    on conflict do nothing`.execute(tx);
  return (opened.numAffectedRows ?? 0n) > 0n;
}

/** Closes a locked shift with what was counted in it. Minor units. */
export async function closeShiftRow(
  tx: Tx,
  closed: { id: string; countedMinor: number; expectedMinor: number; note: string; at: Date },
): Promise<void> {
  const { id, at, ...values } = closed;
  await tx
    .updateTable('tillShift')
    .set({ ...values, closedAt: at })
    .where('id', '=', id)
    .execute();
}

/** Writes what was brought into a till or taken away; the same id again adds nothing. */
export async function insertTillMovement(
  tx: Tx,
  movement: {
    id: string;
    shiftId: string;
    kind: TillMove;
    amountMinor: number;
    note: string;
    movedBy: string;
    at: Date;
  },
): Promise<boolean> {
  const { at, ...values } = movement;
  const written = await tx
    .insertInto('tillMovement')
    .values({ ...values, movedAt: at })
    .onConflict((oc) => oc.column('id').doNothing())
    .executeTakeFirst();
  return (written.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** What happened in a shift until now; read under its lock where it is closed by it. Minor units. */
export async function readShiftSums(db: Db, shiftId: string): Promise<ShiftSums> {
  const found = await sql<ShiftSums>`
    select shift.float_minor, taken.*, refunded.*, moved.*
    from till_shift as shift
    cross join lateral (
      select coalesce(sum(tendered_minor - change_minor) filter (where method = 'cash'), 0)::bigint as cash_minor,
             count(*) filter (where method = 'cash') as cash_count,
             coalesce(sum(amount_minor) filter (where method = 'terminal'), 0)::bigint as terminal_minor,
             count(*) filter (where method = 'terminal') as terminal_count
      from payment where shift_id = shift.id
    ) as taken
    cross join lateral (
      select coalesce(sum(amount_minor + rounding_minor) filter (where way = 'cash'), 0)::bigint as refunded_cash_minor,
             coalesce(sum(amount_minor) filter (where way = 'terminal'), 0)::bigint as refunded_terminal_minor
      from refund where shift_id = shift.id and state = 'settled'
    ) as refunded
    cross join lateral (
      select coalesce(sum(amount_minor) filter (where kind = 'pay-in'), 0)::bigint as paid_in_minor,
             coalesce(sum(amount_minor) filter (where kind = 'pay-out'), 0)::bigint as paid_out_minor
      from till_movement where shift_id = shift.id
    ) as moved
    where shift.id = ${shiftId}`.execute(db);
  const [row] = found.rows;
  if (!row) throw new Error(`no shift ${shiftId}`);
  return row;
}
