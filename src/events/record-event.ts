import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { type Circumstances, reactions, type TradeEvent } from './trade-event.ts';

/**
 * Remembers what happened, with the jobs of those who react, in the transaction
 * that made it true and in one statement. Returns the event's id.
 */
export async function recordEvent(
  tx: Tx,
  event: TradeEvent,
  circumstances: Circumstances,
): Promise<number> {
  const { companyId, personId, channel, subjectId, at } = circumstances;
  const { type, ...facts } = event;
  const recorded = await sql<{ id: number }>`
    with recorded as (
      insert into event (type, company_id, person_id, channel, subject_id, facts, at)
      values (${type}, ${companyId}, ${personId}, ${channel}::channel, ${subjectId}, ${JSON.stringify(facts)}::jsonb, ${at})
      returning id
    ), reacted as (
      select graphile_worker.add_job(reaction, json_build_object('eventId', recorded.id))
      from recorded, unnest(${[...(reactions[type] ?? [])]}::text[]) as reaction
    )
    select recorded.id, (select count(*) from reacted) as jobs from recorded`.execute(tx);
  const [row] = recorded.rows;
  if (!row) throw new Error(`event ${type} was not recorded`);
  return row.id;
}
