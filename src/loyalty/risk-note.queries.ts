import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { AtRisk } from './nightly/figure.queries.ts';

/** What was done about a customer at risk, as it is shown. */
export type RiskNote = {
  id: string;
  personName: string;
  notedAt: Date;
  /** What came of a call, or why he is put off. */
  note: string;
  nextStep: string;
  nextOn: string | null;
  snoozedUntil: string | null;
};

/** A customer of the list of those at risk, whatever the list says of him now, and whom to call there. */
export type RiskCustomer = Pick<AtRisk, 'companyId' | 'companyName' | 'stage' | 'alarm'> &
  Pick<AtRisk, 'reasons' | 'lostExpectedMinor'> & {
    isAtRisk: boolean;
    people: readonly { name: string; duty: string; phone: string }[];
  };

/** The customer of an address, where a night has looked at him; so many of his people that have a telephone. One statement. */
export async function findRiskCustomer(
  db: Db,
  of: { companyId: string; peopleMax: number },
): Promise<RiskCustomer | undefined> {
  const found = await sql<RiskCustomer>`
    select standing.company_id, company.name as company_name, standing.stage, standing.alarm, standing.reasons,
           standing.lost_expected_minor, coalesce(standing.is_at_risk, false) as is_at_risk,
           coalesce((
             select jsonb_agg(jsonb_build_object('name', name, 'duty', duty, 'phone', phone) order by name)
             from (select name, duty, phone from contact
                   where contact.company_id = company.id and phone is not null order by name limit ${of.peopleMax}) as known
           ), '[]') as people
    from company_standing as standing join company on company.id = standing.company_id
    where standing.company_id = ${of.companyId}`.execute(db);
  return found.rows[0];
}

/** What was done about a customer, the newest first; so many at most. */
export async function listRiskNotes(
  db: Db,
  of: { companyId: string; limit: number },
): Promise<RiskNote[]> {
  return db
    .selectFrom('riskNote')
    .innerJoin('person', 'person.id', 'riskNote.personId')
    .where('riskNote.companyId', '=', of.companyId)
    .orderBy('riskNote.notedAt', 'desc')
    .orderBy('riskNote.id', 'desc')
    .limit(of.limit)
    .select(['riskNote.id', 'person.name as personName', 'notedAt', 'note', 'nextStep'])
    .select(['nextOn', 'snoozedUntil'])
    .execute();
}

/** Keeps what was done, with the reasons for which he stands on the list; the same form again changes nothing. */
export async function insertRiskNote(
  tx: Tx,
  noted: {
    id: string;
    companyId: string;
    personId: string;
    note: string;
    nextStep: string;
    nextOn: string | null;
    snoozedOn: string | null;
    snoozedUntil: string | null;
    at: Date;
  },
): Promise<void> {
  const { id, companyId, personId, note, nextStep, nextOn, snoozedOn, snoozedUntil, at } = noted;
  await sql`
    insert into risk_note (id, company_id, person_id, noted_at, note, next_step, next_on, snoozed_on, snoozed_until, reasons)
    select ${id}, company_id, ${personId}, ${at}, ${note}, ${nextStep}, ${nextOn}::date, ${snoozedOn}::date, ${snoozedUntil}::date,
           array(select reason ->> 'code' from jsonb_array_elements(reasons) as reason)
    from company_standing where company_id = ${companyId}
    on conflict (id) do nothing`.execute(tx);
}
