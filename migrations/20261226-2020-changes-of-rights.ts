import { type Kysely, sql } from 'kysely';

/** A company's administrator looks up who changed its roles, people, sites and limits: few among all of its events. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create index event_of_rights on event (company_id, id desc)
    where type in ('person.invited', 'membership.begun', 'membership.role-changed', 'membership.limit-set',
      'membership.approval-limit-set', 'membership.ended', 'own-role.made', 'own-role.changed', 'own-role.ended',
      'site.opened', 'site.closed')`.execute(db);
}
