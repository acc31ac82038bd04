import { sql } from 'kysely';
import type { Buyer, OwnRole } from '../people/actor.ts';
import { membershipMaySql, ownRoleSql } from '../people/own-role.queries.ts';
import type { Db } from '../platform/db/database.ts';
import type { ApprovalState, CompanyRole, Language, Theme } from '../platform/db/schema.ts';
import { decisionsSql, needsSql, type ShownDecision, type ShownNeed } from './approval.queries.ts';
import { type ApprovalChange, changesSql } from './change-approval.queries.ts';
import { type Forward, forwardsSql } from './forward-approval.queries.ts';

/** An approver as a letter reaches him. */
export type AskedApprover = {
  personId: string;
  name: string;
  email: string;
  language: Language;
  /** Whose deputy he is on the day. */
  standsInFor: readonly string[];
};

/** A question as its approvers are told of it. Minor units with VAT, grams. */
export type ApprovalNotice = {
  requestId: string;
  eventType: string;
  state: ApprovalState;
  requestedBy: string;
  requesterName: string;
  ownAllowed: boolean;
  note: string;
  /** Who passed his place on to whom, and why. */
  forwards: readonly Forward[];
  /** One, and one more with each change by an approver. */
  version: number;
  /** What approvers left of it, the first change first. */
  changes: readonly ApprovalChange[];
  companyName: string;
  grossMinor: number;
  weightG: number;
  lineCount: number;
  expiresAt: Date;
  needs: readonly ShownNeed[];
  decisions: readonly ShownDecision[];
  approvers: readonly AskedApprover[];
};

/** The question of an event with everybody of the company who may approve. One statement. */
export async function findApprovalNotice(
  db: Db,
  of: { eventId: number; on: string },
): Promise<ApprovalNotice | undefined> {
  const found = await sql<ApprovalNotice>`
    select request.id as request_id, event.type as event_type, request.state, request.requested_by,
           requester.name as requester_name, request.own_allowed, request.note, company.name as company_name,
           ${forwardsSql} as forwards, request.version, ${changesSql} as changes,
           request.gross_minor, request.weight_g, jsonb_array_length(request.lines) as line_count, request.expires_at,
           ${needsSql} as needs, ${decisionsSql} as decisions,
           coalesce((
             select jsonb_agg(jsonb_build_object('personId', person.id, 'name', person.name, 'email', person.email,
                      'language', person.language, 'standsInFor', (
                        select coalesce(jsonb_agg(deputy.person_id), '[]') from approval_deputy as deputy
                        where deputy.company_id = request.company_id and deputy.deputy_id = person.id
                          and deputy.ended_at is null and deputy.during @> ${of.on}::date)))
             from membership
             join person on person.id = membership.person_id and person.disabled_at is null
             where membership.company_id = request.company_id and membership.ended_at is null
               and ${membershipMaySql('approve-orders')}), '[]') as approvers
    from event
    join approval_request as request on request.id = event.subject_id
    join company on company.id = request.company_id
    join person as requester on requester.id = request.requested_by
    where event.id = ${of.eventId}`.execute(db);
  return found.rows[0];
}

/** A closed question as whoever asked it is told of it. */
export type ClosedApproval = {
  requestId: string;
  state: ApprovalState;
  cartId: string;
  cartCode: string;
  payment: 'prepaid' | 'on-account';
  shownTerms: string;
  placesItself: boolean;
  /** Who declined, and why; null where nobody did. */
  declinedByName: string | null;
  declineNote: string | null;
  requester: Buyer;
};

/** The question of an event of closing; `undefined` where whoever asked it is no member any more. One statement. */
export async function findClosedApproval(
  db: Db,
  eventId: number,
): Promise<ClosedApproval | undefined> {
  type Person = {
    personId: string;
    name: string;
    email: string;
    language: Language;
    theme: Theme;
    companyId: string;
    companyName: string;
    role: CompanyRole;
    ownRole: OwnRole | null;
  };
  const found = await sql<Omit<ClosedApproval, 'requester'> & Person>`
    select request.id as request_id, event.facts ->> 'state' as state, request.cart_id, cart.code as cart_code,
           request.payment, request.shown_terms, request.places_itself,
           decliner.name as declined_by_name, declined.note as decline_note,
           person.id as person_id, person.name, person.email, person.language, person.theme,
           company.id as company_id, company.name as company_name, membership.role,
           ${ownRoleSql} as own_role
    from event
    join approval_request as request on request.id = event.subject_id
    join cart on cart.id = request.cart_id
    join company on company.id = request.company_id
    join person on person.id = request.requested_by and person.disabled_at is null
    join membership on membership.person_id = person.id and membership.company_id = company.id
      and membership.ended_at is null
    left join approval_decision as declined
      on declined.request_id = request.id and declined.verdict = 'declined'
    left join person as decliner on decliner.id = declined.decided_by
    where event.id = ${eventId}
    limit 1`.execute(db);
  const [row] = found.rows;
  if (!row) return undefined;
  const {
    personId,
    name,
    email,
    language,
    theme,
    companyId,
    companyName,
    role,
    ownRole,
    ...closed
  } = row;
  const person = { personId, name, email, language, theme };
  const requester = { ...person, kind: 'buyer', companyId, companyName, role, ownRole } as const;
  return { ...closed, requester };
}

/** The number of the order that a cart became; null while it is none. */
export async function findOrderNumber(db: Db, cartId: string): Promise<string | null> {
  const found = await db
    .selectFrom('salesOrder')
    .where('cartId', '=', cartId)
    .select('number')
    .executeTakeFirst();
  return found?.number ?? null;
}
