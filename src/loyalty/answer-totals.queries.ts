import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';

/** Fewer answers than so many of one value in one month are not told: a small number points at somebody. */
const ANSWERS_LEAST = 5;

/** How often a value was answered in a month. */
export type AnswerTotal = {
  /** `YYYY-MM` */
  month: string;
  touchpoint: string;
  instrumentVersion: number;
  item: string;
  value: string;
  answers: number;
};

/**
 * How often each value was answered in each month before a day's, the newest first: of
 * nobody, without words, and never fewer than five. The month that runs is left out, or
 * what two lists differ by would be one person's answer. Old answers that are nobody's
 * any more are counted with the others.
 */
export async function listAnswerTotals(db: Db, on: string): Promise<AnswerTotal[]> {
  const found = await sql<AnswerTotal>`
    with counted as (
      select date_trunc('month', prompt.answered_at at time zone 'Asia/Almaty')::date as month, prompt.touchpoint,
             prompt.instrument_version, item.item, coalesce(item.number::text, item.code, 'na') as value, 1 as answers
      from prompt
      join prompt_answer_item as item on item.prompt_id = prompt.id and item.revision = prompt.revision
      where prompt.state = 'answered' and item.words is null
      union all
      select month, touchpoint, instrument_version, item, value, answers from answer_total
    )
    select to_char(month, 'YYYY-MM') as month, touchpoint, instrument_version, item, value, sum(answers)::int as answers
    from counted
    where month < date_trunc('month', ${on}::date)
    group by counted.month, touchpoint, instrument_version, item, value
    having sum(answers) >= ${ANSWERS_LEAST}
    order by counted.month desc, touchpoint, item, instrument_version, value`.execute(db);
  return found.rows;
}
