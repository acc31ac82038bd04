import { type Kysely, sql } from 'kysely';

/** What a company changed of its approval rules, deputies, cost centres and invitations stands beside its roles and limits. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`drop index event_of_rights`.execute(db);
  await sql`
    create index event_of_company_changes on event (company_id, id desc)
    where type in ('person.invited', 'person.invitation-withdrawn', 'membership.begun', 'membership.role-changed',
      'membership.limit-set', 'membership.approval-limit-set', 'membership.ended', 'own-role.made', 'own-role.changed',
      'own-role.ended', 'site.opened', 'site.closed', 'approval-rule.begun', 'approval-rule.ended',
      'approval-terms.set', 'deputy.named', 'deputy.ended', 'cost-centre.opened', 'cost-centre.closed',
      'cost-centre.budget-set', 'cost-centre.required')`.execute(db);
}
