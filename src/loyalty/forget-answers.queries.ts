import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';

/** Locks a person's own answered prompt; `undefined` where it is not his, or has no answer. */
export async function lockOwnAnswer(
  tx: Tx,
  of: { promptId: string; personId: string; companyId: string },
): Promise<string | undefined> {
  const found = await tx
    .selectFrom('prompt')
    .where('id', '=', of.promptId)
    .where('personId', '=', of.personId)
    .where('companyId', '=', of.companyId)
    .where('state', '=', 'answered')
    .select('id')
    .forUpdate()
    .executeTakeFirst();
  return found?.id;
}

/** Whether a person has taken this answer back already. */
export async function isForgotten(
  db: Db,
  of: { promptId: string; personId: string; companyId: string },
): Promise<boolean> {
  const found = await db
    .selectFrom('prompt')
    .where('id', '=', of.promptId)
    .where('personId', '=', of.personId)
    .where('companyId', '=', of.companyId)
    .where('forgottenAt', 'is not', null)
    .select('id')
    .executeTakeFirst();
  return found !== undefined;
}

/** Locks answers that were given before a moment, the oldest first, so many at most; those that another run has stay with it. */
export async function lockOldAnswers(
  tx: Tx,
  of: { before: Date; limit: number },
): Promise<string[]> {
  const found = await tx
    .selectFrom('prompt')
    .where('state', '=', 'answered')
    .where('answeredAt', '<', of.before)
    .orderBy('answeredAt')
    .limit(of.limit)
    .select('id')
    .forUpdate()
    .skipLocked()
    .execute();
  return found.map(({ id }) => id);
}

/** Adds the values of locked answers to what is counted of their months; words are not kept. */
export async function countIntoTotals(tx: Tx, promptIds: readonly string[]): Promise<void> {
  await sql`
    insert into answer_total (month, touchpoint, instrument_version, item, value, answers)
    select date_trunc('month', prompt.answered_at at time zone 'Asia/Almaty')::date, prompt.touchpoint,
           prompt.instrument_version, item.item, coalesce(item.number::text, item.code, 'na'), count(*)
    from prompt
    join prompt_answer_item as item on item.prompt_id = prompt.id and item.revision = prompt.revision
    where prompt.id = any(${[...promptIds]}::uuid[]) and item.words is null
    group by 1, 2, 3, 4, 5
    on conflict (month, touchpoint, instrument_version, item, value)
      do update set answers = answer_total.answers + excluded.answers`.execute(tx);
}

/**
 * Deletes what was answered to locked prompts, in all revisions, with the words that
 * followed from it: their cases are withdrawn and say nothing any more, and their links
 * open nothing. That they were asked stays, so that nobody is asked the more for it.
 */
export async function deleteAnswers(
  tx: Tx,
  of: { promptIds: readonly string[]; at: Date },
): Promise<void> {
  const { at } = of;
  const ids = sql`any(${[...of.promptIds]}::uuid[])`;
  await sql`select set_config('counterweight.forgets', 'yes', true)`.execute(tx);
  await sql`delete from prompt_answer_item where prompt_id = ${ids}`.execute(tx);
  await sql`delete from prompt_answer where prompt_id = ${ids}`.execute(tx);
  await sql`select set_config('counterweight.forgets', '', true)`.execute(tx);
  await sql`
    update satisfaction_case set state = 'withdrawn', closed_at = coalesce(closed_at, ${at}), version = version + 1,
      contact_note = '', cause_note = '', resolution = '', outcome = '', reopened_note = ''
    where prompt_id = ${ids}`.execute(tx);
  await sql`
    update prompt set state = 'expired', answered_at = null, revision = 0, judged_revision = 0, forgotten_at = ${at}
    where id = ${ids}`.execute(tx);
}
