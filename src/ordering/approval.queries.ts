import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { ApprovalState, PaymentTerms } from '../platform/db/schema.ts';
import { conditionsSql } from './approval-rule.queries.ts';
import type { AskedLine } from './asked-line.ts';
import type { Wanted } from './quote.ts';
import type { ApprovalConditions } from './approval-conditions.ts';
import type { ApprovalNeed, AskedNeed, Decision } from './approval.ts';

/** The open question of a row of `cart`, as a column; its id is that of the row even where the row was waited for. */
export const openQuestionSql = sql`
  case when cart.approval_id is not null then jsonb_build_object('id', cart.approval_id, 'state', (
    select state from approval_request where id = cart.approval_id)) end as approval`;

/** The version of a quote that is accepted when the order is placed, and what is taken of its offers. */
export type AskedQuote = { quoteId: string; version: number; wanted: readonly Wanted[] };

export type NewApproval = {
  id: string;
  companyId: string;
  cartId: string;
  requestedBy: string;
  ownAllowed: boolean;
  note: string;
  payment: PaymentTerms;
  shownTerms: string;
  placesItself: boolean;
  grossMinor: number;
  weightG: number;
  lines: readonly AskedLine[];
  needs: readonly ApprovalNeed[];
  /** Of a quote: which version, and what is taken of it. */
  quote: AskedQuote | undefined;
  expiresAt: Date;
  at: Date;
};

/** Writes a question with its needs and the people asked, and sets its cart aside, in nobody's hands. Two questions about one cart are refused by `one_open_question`. */
export async function insertApproval(tx: Tx, asked: NewApproval): Promise<void> {
  const { id, companyId, cartId, requestedBy, ownAllowed, note, payment, shownTerms, quote } =
    asked;
  const needs = asked.needs.map((need) => ({
    rule_id: need.ruleId,
    step: need.step,
    quorum: need.quorum,
    gross_minor: need.grossMinor,
    weight_g: need.weightG,
    is_escalated: need.isEscalated,
    people: need.people.map(({ personId }) => personId),
  }));
  await sql`
    with asked as (
      insert into approval_request (id, company_id, cart_id, requested_by, requested_at, own_allowed, note, payment,
                                    shown_terms, places_itself, gross_minor, weight_g, lines, expires_at, quote_id,
                                    quote_version, quote_wanted)
      values (${id}, ${companyId}, ${cartId}, ${requestedBy}, ${asked.at}, ${ownAllowed}, ${note},
              ${payment}::payment_terms, ${shownTerms}, ${asked.placesItself}, ${asked.grossMinor}, ${asked.weightG},
              ${JSON.stringify(asked.lines)}::jsonb, ${asked.expiresAt}, ${quote?.quoteId ?? null},
              ${quote?.version ?? null}, ${quote ? JSON.stringify(quote.wanted) : null}::jsonb)
      returning id
    ), need as (
      select asked.id, need.* from asked, jsonb_to_recordset(${JSON.stringify(needs)}::jsonb) as need (
        rule_id uuid, step smallint, quorum smallint, gross_minor bigint, weight_g bigint, is_escalated boolean,
        people uuid[])
    ), needed as (
      insert into approval_need (request_id, rule_id, step, quorum, gross_minor, weight_g, is_escalated)
      select id, rule_id, step, quorum, gross_minor, weight_g, is_escalated from need
    ), set_aside as (
      update cart
      set set_aside_at = ${asked.at}, approval_id = ${id}, held_by = null, held_on = null, changed_at = ${asked.at}
      where id = ${cartId}
    )
    insert into approval_need_person (request_id, rule_id, step, person_id)
    select id, rule_id, step, unnest(people) from need`.execute(tx);
}

/** Takes over what was decided in an earlier question about steps that still count, and who could decide there. */
export async function copyDecisions(
  tx: Tx,
  from: {
    requestId: string;
    toRequestId: string;
    steps: readonly { ruleId: string; step: number }[];
  },
): Promise<void> {
  if (from.steps.length === 0) return;
  await sql`
    with kept as (
      select rule_id, step from unnest(${from.steps.map(({ ruleId }) => ruleId)}::uuid[],
                                       ${from.steps.map(({ step }) => step)}::smallint[]) as kept (rule_id, step)
    ), people as (
      insert into approval_need_person (request_id, rule_id, step, person_id)
      select ${from.toRequestId}, person.rule_id, person.step, person.person_id
      from approval_need_person as person join kept using (rule_id, step)
      where person.request_id = ${from.requestId}
      on conflict do nothing
    )
    insert into approval_decision (request_id, rule_id, step, principal_id, decided_by, requested_by, own_allowed,
                                   verdict, note, by_mail, decided_at)
    select request.id, decision.rule_id, decision.step, decision.principal_id, decision.decided_by,
           request.requested_by, request.own_allowed, decision.verdict, decision.note, decision.by_mail,
           decision.decided_at
    from approval_decision as decision
    join kept using (rule_id, step)
    join approval_request as request on request.id = ${from.toRequestId}
    where decision.request_id = ${from.requestId}`.execute(tx);
}

/** A question that is locked until the commit, with all that was asked and answered. */
export type LockedApproval = {
  id: string;
  companyId: string;
  cartId: string;
  requestedBy: string;
  ownAllowed: boolean;
  payment: PaymentTerms;
  shownTerms: string;
  placesItself: boolean;
  grossMinor: number;
  state: ApprovalState;
  /** One, and one more with each change by an approver. */
  version: number;
  lines: readonly AskedLine[];
  weightG: number;
  requestedAt: Date;
  expiresAt: Date;
  needs: readonly AskedNeed[];
  decisions: readonly Decision[];
};

/** A step as people read it: by which rule, and of whom. */
export type ShownNeed = AskedNeed & {
  conditions: ApprovalConditions;
  siteName: string | null;
  isEscalated: boolean;
  /** Of `people`, in their order. */
  names: readonly string[];
};

export type ShownDecision = Decision & {
  principalName: string;
  decidedByName: string;
  note: string;
  byMail: boolean;
  /** As JSON says it. */
  at: string;
  /** Of the question, as he saw it. */
  version: number;
};

/** What was asked in a row of `approval_request as request`, as `ShownNeed`s. */
export const needsSql = sql`
  (select jsonb_agg(jsonb_build_object('ruleId', need.rule_id, 'step', need.step, 'quorum', need.quorum,
            'grossMinor', need.gross_minor, 'weightG', need.weight_g, 'isEscalated', need.is_escalated, 'hasLapsed', need.has_lapsed,
            'conditions', ${conditionsSql('rule')},
            'siteName', (select name from site where site.id = rule.site_id)) || (
              select jsonb_build_object('people', coalesce(jsonb_agg(person.id order by person.name, person.id), '[]'),
                       'names', coalesce(jsonb_agg(person.name order by person.name, person.id), '[]'))
              from approval_need_person as asked join person on person.id = asked.person_id
              where asked.request_id = need.request_id and asked.rule_id = need.rule_id and asked.step = need.step)
          order by rule.made_at, need.rule_id, need.step)
   from approval_need as need join approval_rule as rule on rule.id = need.rule_id
   where need.request_id = request.id)`;

/** What was answered there, as `ShownDecision`s. */
export const decisionsSql = sql`
  (select coalesce(jsonb_agg(jsonb_build_object('ruleId', rule_id, 'step', step, 'principalId', principal_id,
            'principalName', principal.name, 'decidedBy', decided_by, 'decidedByName', decider.name,
            'verdict', verdict, 'note', note, 'byMail', by_mail, 'at', decided_at, 'version', version)
          order by decided_at, rule_id, step), '[]')
   from approval_decision
   join person as principal on principal.id = principal_id
   join person as decider on decider.id = decided_by
   where request_id = request.id)`;

/** Locks the cart of a question and then the question, until the commit; `undefined` where there is none. */
export async function lockApproval(tx: Tx, id: string): Promise<LockedApproval | undefined> {
  await sql`
    select from cart where id = (select cart_id from approval_request where id = ${id}) for update`.execute(
    tx,
  );
  // A statement of its own: the one that reads must see what the holder of the lock committed.
  await sql`select from approval_request where id = ${id} for update`.execute(tx);
  const found = await sql<LockedApproval>`
    select id, company_id, cart_id, requested_by, own_allowed, payment, shown_terms, places_itself, gross_minor,
           state, version, lines, weight_g, requested_at, expires_at, ${needsSql} as needs, ${decisionsSql} as decisions
    from approval_request as request where id = ${id}`.execute(tx);
  return found.rows[0];
}

/** Whether a question was asked already, with its id for a key. */
export async function isAsked(tx: Tx, id: string): Promise<boolean> {
  const found = await tx
    .selectFrom('approvalRequest')
    .where('id', '=', id)
    .select('id')
    .executeTakeFirst();
  return found !== undefined;
}

/** Of which quote a question is; `undefined` for one about a cart that its buyer filled. */
export async function findAskedQuote(db: Db, id: string): Promise<AskedQuote | undefined> {
  const found = await sql<AskedQuote>`
    select quote_id, quote_version as version, quote_wanted as wanted from approval_request
    where id = ${id} and quote_id is not null`.execute(db);
  return found.rows[0];
}

/** Writes what somebody decided in a locked question. */
export async function insertDecisions(
  tx: Tx,
  decided: {
    requestId: string;
    decidedBy: string;
    verdict: Decision['verdict'];
    note: string;
    byMail: boolean;
    at: Date;
  },
  voices: readonly { ruleId: string; step: number; principalId: string }[],
): Promise<void> {
  const { requestId, decidedBy, verdict, note, byMail, at } = decided;
  await sql`
    insert into approval_decision (request_id, rule_id, step, principal_id, decided_by, requested_by, own_allowed,
                                   verdict, note, by_mail, version, decided_at)
    select request.id, voice.rule_id, voice.step, voice.principal_id, ${decidedBy}, request.requested_by,
           request.own_allowed, ${verdict}::approval_verdict, ${note}, ${byMail}, request.version, ${at}
    from approval_request as request,
      unnest(${voices.map(({ ruleId }) => ruleId)}::uuid[], ${voices.map(({ step }) => step)}::smallint[],
             ${voices.map(({ principalId }) => principalId)}::uuid[]) as voice (rule_id, step, principal_id)
    where request.id = ${requestId}`.execute(tx);
}

/**
 * Moves a locked question on. One that ends without an order gives its cart back
 * to whoever filled it, unless he has begun another meanwhile; then the cart stays
 * aside and is found by its code. The cart of a quote is emptied: its prices are the
 * quote's, which can be accepted anew. Nothing is given back where another question
 * about the same cart takes its place.
 */
export async function setApprovalState(
  tx: Tx,
  set: { requestId: string; state: ApprovalState; isAskedAnew?: boolean; at: Date },
): Promise<void> {
  const { requestId, state, isAskedAnew = false, at } = set;
  const isOpen = state === 'pending' || state === 'approved';
  const givesBack = !isOpen && state !== 'placed' && !isAskedAnew;
  await sql`
    with moved as (
      update approval_request set state = ${state}::approval_state, closed_at = ${isOpen ? null : at}
      where id = ${requestId} returning cart_id, quote_id
    ), emptied as (
      delete from cart_line using moved
      where ${givesBack} and moved.quote_id is not null and cart_line.cart_id = moved.cart_id
    )
    update cart
    set approval_id = null, changed_at = ${at},
        set_aside_at = case when ${givesBack} and not exists (
          select from cart as other
          where other.company_id = cart.company_id and other.opened_by = cart.opened_by and other.opened_on = 'web'
            and other.placed_at is null and other.quote_id is null and other.set_aside_at is null)
          then null else cart.set_aside_at end
    from moved
    where not ${isOpen} and cart.id = moved.cart_id`.execute(tx);
}

/** Open questions whose time is over at a moment. */
export async function listApprovalsRunOut(db: Db, at: Date): Promise<string[]> {
  const found = await db
    .selectFrom('approvalRequest')
    .where('state', 'in', ['pending', 'approved'])
    .where('expiresAt', '<=', at)
    .orderBy('expiresAt')
    .select('id')
    .execute();
  return found.map(({ id }) => id);
}

/** Marks the pending questions of which more than half the time is over, each once, and says which. */
export async function markReminded(tx: Tx, at: Date): Promise<{ id: string; companyId: string }[]> {
  const found = await sql<{ id: string; companyId: string }>`
    update approval_request set reminded_at = ${at}
    where state = 'pending' and reminded_at is null and expires_at > ${at}
      and requested_at + (expires_at - requested_at) / 2 <= ${at}
    returning id, company_id`.execute(tx);
  return found.rows;
}

/** Keeps what a letter to an approver leads to, by the hash of its token. */
export async function insertApprovalLink(
  tx: Tx,
  link: { tokenHash: Buffer; requestId: string; personId: string; at: Date },
): Promise<void> {
  const { tokenHash, requestId, personId, at } = link;
  await tx
    .insertInto('approvalLink')
    .values({ tokenHash, requestId, personId, madeAt: at })
    .execute();
}
