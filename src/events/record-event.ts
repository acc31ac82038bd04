import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { reactions } from './reactions.ts';
import type { Circumstances, EventType, TradeEvent } from './trade-event.ts';

/**
 * Remembers what happened, with the jobs of those who react, in the transaction
 * that made it true and in one statement. Returns the event's id.
 */
export async function recordEvent(
  tx: Tx,
  event: TradeEvent,
  circumstances: Circumstances,
): Promise<number> {
  const { type, ...facts } = event;
  const recorded = await sql<{ id: number }>`
    with ${eventParts({ type, facts: sql`${JSON.stringify(facts)}::jsonb` }, circumstances)}
    select recorded.id, (select count(*) from reacted) as jobs from recorded`.execute(tx);
  const [row] = recorded.rows;
  if (!row) throw new Error(`event ${type} was not recorded`);
  return row.id;
}

/**
 * An event and its jobs as parts of a larger `with`, for one whose facts another
 * part only comes to know. `from` is where the facts stand: an event for each of
 * its rows, none where there is none. PostgreSQL adds the jobs when `reacted` is counted.
 */
export const eventParts = (
  event: { type: EventType; facts: RawBuilder<unknown>; subjectId?: RawBuilder<unknown> },
  circumstances: Circumstances,
  from: RawBuilder<unknown> = sql``,
) => {
  const { companyId, personId, channel, at } = circumstances;
  const subjectId = event.subjectId ?? sql`${circumstances.subjectId}::uuid`;
  return sql`
    recorded as (
      insert into event (type, company_id, person_id, channel, subject_id, facts, at)
      select ${event.type}, ${companyId}::uuid, ${personId}::uuid, ${channel}::channel, ${subjectId}, ${event.facts}, ${at}::timestamptz
      ${from}
      returning id
    ), reacted as (
      select graphile_worker.add_job(reaction, json_build_object('eventId', recorded.id))
      from recorded, unnest(${[...(reactions[event.type] ?? [])]}::text[]) as reaction
    )`;
};
