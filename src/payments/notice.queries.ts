import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Notice } from '../platform/gateways/card-payments.ts';

/** What a notice is about. */
export type KeptNotice = {
  eventId: string;
  aboutKind: Notice['about']['kind'];
  aboutId: string;
  handledAt: Date | null;
};

/** Keeps what the provider told us, with the job that looks into it; a repeat adds nothing. One statement. */
export async function keepNotice(tx: Tx, notice: Notice, at: Date): Promise<void> {
  const { eventId, type, about, happenedAt } = notice;
  await sql`
    with kept as (
      insert into provider_notice (event_id, type, about_kind, about_id, happened_at, received_at)
      values (${eventId}, ${type}, ${about.kind}, ${about.id}, ${happenedAt}, ${at})
      on conflict (event_id) do nothing
      returning event_id
    ), reacted as (
      select graphile_worker.add_job('handle-notice', json_build_object('noticeId', event_id)) from kept
    )
    select (select count(*) from reacted) as jobs`.execute(tx);
}

/**
 * Keeps what nobody told us and was found wrong all the same, as a notice that was
 * looked into: a person has to look too. Once for each thing, and not beside a notice
 * that says so already, whether or not somebody dealt with it. One statement.
 */
export async function keepFound(
  tx: Tx,
  found: { about: Notice['about']; trouble: string; at: Date },
): Promise<void> {
  const { about, trouble, at } = found;
  await sql`
    insert into provider_notice (event_id, type, about_kind, about_id, happened_at, received_at, handled_at, trouble)
    select ${`found:${about.kind}:${about.id}`}, 'reconciliation', ${about.kind}, ${about.id}, ${at}, ${at}, ${at}, ${trouble}
    where not exists (
      select from provider_notice where about_kind = ${about.kind} and about_id = ${about.id} and trouble <> '')
    on conflict (event_id) do nothing`.execute(tx);
}

/** A notice as it was kept. */
export async function findNotice(db: Db, eventId: string): Promise<KeptNotice | undefined> {
  const found = await sql<KeptNotice>`
    select event_id, about_kind, about_id, handled_at from provider_notice where event_id = ${eventId}`.execute(
    db,
  );
  return found.rows[0];
}

/** Notes that a notice was looked into, and why a person has to look too. */
export async function markHandled(
  tx: Tx,
  handled: { eventId: string; trouble: string; at: Date },
): Promise<void> {
  await tx
    .updateTable('providerNotice')
    .set({ handledAt: handled.at, trouble: handled.trouble })
    .where('eventId', '=', handled.eventId)
    .execute();
}

/** Has a kept notice looked into once more; false where there is none. One statement. */
export async function reopenNotice(tx: Tx, eventId: string): Promise<boolean> {
  const found = await sql<{ jobs: number }>`
    with again as (
      update provider_notice set handled_at = null, trouble = '' where event_id = ${eventId} and closed_at is null
      returning event_id
    ), reacted as (
      select graphile_worker.add_job('handle-notice', json_build_object('noticeId', event_id)) from again
    )
    select (select count(*) from reacted) as jobs`.execute(tx);
  return (found.rows[0]?.jobs ?? 0) > 0;
}

/** Notes that a person dealt with a notice; one that was closed stays as it was. */
export async function closeNoticeRow(
  tx: Tx,
  closed: { eventId: string; note: string; personId: string; at: Date },
): Promise<void> {
  await tx
    .updateTable('providerNotice')
    .set({ closedAt: closed.at, closedBy: closed.personId, closedNote: closed.note })
    .where('eventId', '=', closed.eventId)
    .where('closedAt', 'is', null)
    .execute();
}
