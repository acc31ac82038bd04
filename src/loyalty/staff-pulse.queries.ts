import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';

/** Keeps the answers of one of ours, unless he has answered in this quarter. One statement. */
export async function insertPulse(
  tx: Tx,
  pulse: {
    quarter: string;
    personId: string;
    branchCode: string | null;
    respondent: string;
    numbers: readonly { item: string; number: number }[];
  },
): Promise<void> {
  const { quarter, personId, branchCode, respondent, numbers } = pulse;
  await sql`
    with first as (
      insert into staff_pulse_given (quarter, person_id) values (${quarter}, ${personId})
      on conflict do nothing
      returning quarter
    )
    insert into staff_pulse_answer (quarter, branch_code, respondent, item, number)
    select first.quarter, ${branchCode}, ${respondent}::uuid, said.item, said.number
    from first, jsonb_to_recordset(${JSON.stringify(numbers)}::jsonb) as said (item text, number smallint)`.execute(
    tx,
  );
}

/** Whether somebody of ours has answered in a quarter. */
export async function hasGivenPulse(
  db: Db,
  of: { quarter: string; personId: string },
): Promise<boolean> {
  const found = await db
    .selectFrom('staffPulseGiven')
    .where('quarter', '=', of.quarter)
    .where('personId', '=', of.personId)
    .select('quarter')
    .executeTakeFirst();
  return found !== undefined;
}
