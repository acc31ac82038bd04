import { sql } from 'kysely';
import { membershipMaySql } from '../people/own-role.queries.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { ReminderTone } from '../platform/db/schema.ts';
import type { RemindedPart, ReminderNotice } from './reminder.ts';

/** Companies with anything to remind of on a day, by their ids after one. */
export async function listToRemind(
  db: Db,
  sought: { on: string; after: string | undefined; rowsMax: number },
): Promise<string[]> {
  const { on, after = null, rowsMax } = sought;
  const found = await sql<{ companyId: string }>`
    select distinct company_id from sales_order
    where next_due_on <= ${on}::date - (select min(days) from reminder_step)
      and (${after}::uuid is null or company_id > ${after}::uuid)
    order by company_id limit ${rowsMax}`.execute(db);
  return found.rows.map(({ companyId }) => companyId);
}

/** What is owed of each part of a company's orders, what is disputed taken from the oldest. */
const owedSql = (companyId: string) => sql`
  select order_id, number, due_on,
         least(left_minor, greatest(0, until_minor - objected_minor_of(order_id)))::bigint as left_minor
  from (
    select placed.id as order_id, placed.number, part.due_on, sum(part.left_minor) as left_minor,
           sum(sum(part.left_minor)) over (partition by placed.id order by part.due_on) as until_minor
    from sales_order as placed cross join lateral due_parts(placed) as part
    where placed.company_id = ${companyId} and placed.next_due_on is not null
    group by placed.id, placed.number, part.due_on
  ) as part`;

/**
 * Plans the reminder of a company for a day: every part that has come to a step it
 * was not reminded at, nor at a later one. Returns whether there is one now; there
 * is none where nothing is new, where one was planned for the day before, and while
 * quiet was asked for.
 */
export async function insertReminder(
  tx: Tx,
  of: { id: string; companyId: string; on: string },
): Promise<boolean> {
  const { id, companyId, on } = of;
  const planned = await sql`
    with owed as (${owedSql(companyId)}), reached as (
      select owed.order_id, owed.due_on, step.days, step.tone from owed
      cross join lateral (
        select days, tone from reminder_step where owed.due_on + days <= ${on}::date order by days desc limit 1
      ) as step
      where owed.left_minor > 0 and not exists (
        select from payment_reminder_part as told
        where told.order_id = owed.order_id and told.due_on = owed.due_on and told.step_days >= step.days)
    ), planned as (
      insert into payment_reminder (id, company_id, on_day, tone)
      select ${id}::uuid, ${companyId}::uuid, ${on}::date, max(tone) from reached
      where not exists (select from reminder_pause
                        where company_id = ${companyId} and ended_at is null and until_day >= ${on}::date)
      having count(*) > 0
      on conflict (company_id, on_day) do nothing
      returning id
    )
    insert into payment_reminder_part (reminder_id, company_id, order_id, due_on, step_days)
    select planned.id, ${companyId}::uuid, order_id, due_on, days from planned cross join reached`.execute(
    tx,
  );
  return (planned.numAffectedRows ?? 0n) > 0n;
}

/** A reminder that was planned, locked until the commit. */
export async function lockReminder(
  tx: Tx,
  reminderId: string,
): Promise<{ companyId: string; state: 'waiting' | 'written' | 'stopped' } | undefined> {
  return tx
    .selectFrom('paymentReminder')
    .where('id', '=', reminderId)
    .select(['companyId', 'state'])
    .forUpdate()
    .executeTakeFirst();
}

/** What there is to say now; nothing where what it was planned for is paid, or quiet was asked for. */
type ToSay = { tone: ReminderTone; parts: readonly RemindedPart[] };

/**
 * What a reminder has to say on a day: all that is due by then or was to be
 * announced, in the tone of the gravest.
 * `undefined` where nothing that it was planned for is left to pay, or quiet was asked for.
 */
export async function findToSay(
  db: Db,
  of: { reminderId: string; companyId: string; on: string },
): Promise<ToSay | undefined> {
  const { reminderId, companyId, on } = of;
  const found = await sql<ToSay>`
    with owed as (${owedSql(companyId)}), planned as (
      select owed.due_on
      from payment_reminder_part as told
      join owed on owed.order_id = told.order_id and owed.due_on = told.due_on and owed.left_minor > 0
      where told.reminder_id = ${reminderId}
    ), said as (
      select order_id, number, due_on, left_minor, (
        select tone from reminder_step where due_on + days <= ${on}::date order by days desc limit 1) as tone
      from owed
      where left_minor > 0 and due_on <= greatest(${on}::date, (select max(due_on) from planned))
    )
    select max(tone) as tone,
           json_agg(json_build_object('orderId', order_id, 'number', number, 'dueOn', due_on, 'leftMinor', left_minor)
                    order by due_on, number) as parts
    from said
    where exists (select from planned)
      and not exists (select from reminder_pause
                      where company_id = ${companyId} and ended_at is null and until_day >= ${on}::date)
    having count(*) > 0`.execute(db);
  return found.rows[0];
}

/** Who is written to: the company's accountants, or its administrators where it has none who may see amounts. */
export async function listReminded(
  db: Db,
  companyId: string,
): Promise<Omit<ReminderNotice, 'tone' | 'on' | 'parts'>[]> {
  const found = await sql<Omit<ReminderNotice, 'tone' | 'on' | 'parts'>>`
    select recipient, reader_name, language, company_name, manager_name, manager_phone from (
      select person.email as recipient, person.name as reader_name, person.language, company.name as company_name,
             manager.name as manager_name, manager.phone as manager_phone,
             rank() over (order by membership.role = 'accountant' desc) as place
      from membership
      join person on person.id = membership.person_id and person.disabled_at is null
      join company on company.id = membership.company_id
      left join person as manager on manager.id = company.manager_id and manager.disabled_at is null
      where membership.company_id = ${companyId} and membership.ended_at is null
        and membership.role in ('accountant', 'company_admin') and ${membershipMaySql('see-prices')}
    ) as reader where place = 1 order by recipient`.execute(db);
  return found.rows;
}

/** Notes what became of a reminder; `written` says to how many and about how much. Minor units. */
export async function settleReminder(
  tx: Tx,
  of: {
    reminderId: string;
    at: Date;
    written?: { leftMinor: number; letters: number; tone: ReminderTone };
  },
): Promise<void> {
  await tx
    .updateTable('paymentReminder')
    .set({
      state: of.written ? 'written' : 'stopped',
      settledAt: of.at,
      leftMinor: of.written?.leftMinor ?? null,
      letters: of.written?.letters ?? null,
      ...(of.written && { tone: of.written.tone }),
    })
    .where('id', '=', of.reminderId)
    .execute();
}

/** Quiet that was asked for and not ended, whether or not its day has passed. */
export function findPause(db: Db, companyId: string): Promise<{ id: string } | undefined> {
  return db
    .selectFrom('reminderPause')
    .where('companyId', '=', companyId)
    .where('endedAt', 'is', null)
    .select('id')
    .executeTakeFirst();
}

/** Asks for quiet up to a day. */
export async function insertPause(
  tx: Tx,
  pause: {
    id: string;
    companyId: string;
    untilDay: string;
    reason: string;
    by: string;
    at: Date;
  },
): Promise<void> {
  const { by: setBy, at: setAt, ...row } = pause;
  await tx
    .insertInto('reminderPause')
    .values({ ...row, setBy, setAt })
    .execute();
}

/** Ends the quiet of a company, where there is any. */
export async function endPause(
  tx: Tx,
  of: { companyId: string; by: string; at: Date },
): Promise<void> {
  await tx
    .updateTable('reminderPause')
    .set({ endedBy: of.by, endedAt: of.at })
    .where('companyId', '=', of.companyId)
    .where('endedAt', 'is', null)
    .execute();
}

/** What became of a reminder, as the office reads it. Minor units. */
export type ToldReminder = {
  onDay: string;
  tone: ReminderTone;
  state: 'waiting' | 'written' | 'stopped';
  leftMinor: number | null;
  letters: number | null;
};

/** A company's reminders, the newest first, and the quiet that counts on a day. */
export type Reminders = {
  told: readonly ToldReminder[];
  pause: { untilDay: string; reason: string; setByName: string } | null;
};

/** The newest reminders of a company and whether they rest on a day. One statement. */
export async function readReminders(
  db: Db,
  of: { companyId: string; on: string; rowsMax: number },
): Promise<Reminders> {
  const { companyId, on, rowsMax } = of;
  const found = await sql<Reminders>`
    select (select coalesce(json_agg(told order by told."onDay" desc), '[]') from (
              select on_day as "onDay", tone, state, left_minor as "leftMinor", letters from payment_reminder
              where company_id = ${companyId} order by on_day desc limit ${rowsMax}) as told) as told,
           (select json_build_object('untilDay', until_day, 'reason', reason, 'setByName', setter.name)
            from reminder_pause join person as setter on setter.id = reminder_pause.set_by
            where company_id = ${companyId} and ended_at is null and until_day >= ${on}::date) as pause`.execute(
    db,
  );
  const [row] = found.rows;
  if (!row) throw new Error('no row of one');
  return row;
}
