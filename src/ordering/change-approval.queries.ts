import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { QuotedFreight } from '../pricing/quoted-freight.ts';
import type { ApprovalNeed } from './approval.ts';
import type { AskedLine } from './asked-line.ts';
import type { Wanted } from './quote.ts';
import type { NeedsAfterChange } from './needs-after-change.ts';

/** What an approver left of an order: both versions as they were. Minor units with VAT, grams. */
export type ApprovalChange = {
  /** Which it made; the one before is `version - 1`. */
  version: number;
  byName: string;
  reason: string;
  /** As JSON says it. */
  at: string;
  wasLines: readonly AskedLine[];
  wasGrossMinor: number;
  wasWeightG: number;
  lines: readonly AskedLine[];
  grossMinor: number;
  weightG: number;
  /** Who had agreed to less than it costs now, and is asked again: by name. */
  annulled: readonly string[];
};

/** What approvers changed in a row of `approval_request as request`, as `ApprovalChange`s, the first one first. */
export const changesSql = sql`
  (select coalesce(jsonb_agg(jsonb_build_object('version', change.version, 'byName', changer.name,
            'reason', change.reason, 'at', change.changed_at, 'wasLines', change.was_lines,
            'wasGrossMinor', change.was_gross_minor, 'wasWeightG', change.was_weight_g, 'lines', change.lines,
            'grossMinor', change.gross_minor, 'weightG', change.weight_g, 'annulled', change.annulled)
          order by change.version), '[]')
   from approval_change as change join person as changer on changer.id = change.changed_by
   where change.request_id = request.id)`;

/** Whether a change with this id was made in a question already. */
export async function isChangeMade(
  tx: Tx,
  of: { id: string; requestId: string },
): Promise<boolean> {
  const found = await tx
    .selectFrom('approvalChange')
    .where('id', '=', of.id)
    .where('requestId', '=', of.requestId)
    .select('id')
    .executeTakeFirst();
  return found !== undefined;
}

export type NewApprovalChange = {
  id: string;
  requestId: string;
  changedBy: string;
  reason: string;
  lines: readonly AskedLine[];
  grossMinor: number;
  weightG: number;
  shownTerms: string;
  /** Of a quote: what is taken of it now. */
  wanted: readonly Wanted[] | undefined;
  at: Date;
};

/** Writes a change of a locked question beside what was asked before, which becomes the next version. */
export async function insertChange(
  tx: Tx,
  change: NewApprovalChange,
  annulled: readonly ApprovalNeed[],
): Promise<void> {
  const { id, requestId, changedBy, reason, lines, grossMinor, weightG, shownTerms, at } = change;
  const wanted = change.wanted ? JSON.stringify(change.wanted) : null;
  await sql`
    with changed as (
      insert into approval_change (id, request_id, version, changed_by, reason, was_lines, was_gross_minor,
                                   was_weight_g, lines, gross_minor, weight_g, changed_at, annulled)
      select ${id}, request.id, request.version + 1, ${changedBy}, ${reason}, request.lines, request.gross_minor,
             request.weight_g, ${JSON.stringify(lines)}::jsonb, ${grossMinor}, ${weightG}, ${at},
             coalesce((
               select jsonb_agg(distinct person.name)
               from approval_decision as heard
               join unnest(${annulled.map(({ ruleId }) => ruleId)}::uuid[],
                           ${annulled.map(({ step }) => step)}::smallint[]) as again (rule_id, step)
                 using (rule_id, step)
               join person on person.id = heard.decided_by
               where heard.request_id = request.id), '[]')
      from approval_request as request where request.id = ${requestId}
    )
    update approval_request
    set version = version + 1, lines = ${JSON.stringify(lines)}::jsonb, gross_minor = ${grossMinor},
        weight_g = ${weightG}, shown_terms = ${shownTerms}, quote_wanted = coalesce(${wanted}::jsonb, quote_wanted)
    where id = ${requestId}`.execute(tx);
}

/** Measures the steps of a locked question anew, ends those that lapsed, asks new ones, and takes off the answers that do not cover it. */
export async function setNeeds(
  tx: Tx,
  requestId: string,
  { kept, lapsed, fresh, annulled }: NeedsAfterChange,
): Promise<void> {
  const measured = (need: ApprovalNeed) => ({
    ...{ rule_id: need.ruleId, step: need.step, quorum: need.quorum },
    ...{ gross_minor: need.grossMinor, weight_g: need.weightG, is_escalated: need.isEscalated },
    people: need.people.map(({ personId }) => personId),
  });
  await sql`
    with annulled as (
      delete from approval_decision as heard
      using unnest(${annulled.map(({ ruleId }) => ruleId)}::uuid[],
                   ${annulled.map(({ step }) => step)}::smallint[]) as again (rule_id, step)
      where heard.request_id = ${requestId} and heard.rule_id = again.rule_id and heard.step = again.step
    ), measured as (
      update approval_need as need
      set gross_minor = now.gross_minor, weight_g = now.weight_g, has_lapsed = false
      from jsonb_to_recordset(${JSON.stringify(kept.map(measured))}::jsonb)
        as now (rule_id uuid, step smallint, gross_minor bigint, weight_g bigint)
      where need.request_id = ${requestId} and need.rule_id = now.rule_id and need.step = now.step
    ), lapsed as (
      update approval_need as need set has_lapsed = true
      from unnest(${lapsed.map(({ ruleId }) => ruleId)}::uuid[],
                  ${lapsed.map(({ step }) => step)}::smallint[]) as over (rule_id, step)
      where need.request_id = ${requestId} and need.rule_id = over.rule_id and need.step = over.step
    ), fresh as (
      select * from jsonb_to_recordset(${JSON.stringify(fresh.map(measured))}::jsonb) as fresh (
        rule_id uuid, step smallint, quorum smallint, gross_minor bigint, weight_g bigint, is_escalated boolean,
        people uuid[])
    ), asked as (
      insert into approval_need (request_id, rule_id, step, quorum, gross_minor, weight_g, is_escalated)
      select ${requestId}, rule_id, step, quorum, gross_minor, weight_g, is_escalated from fresh
    )
    insert into approval_need_person (request_id, rule_id, step, person_id)
    select ${requestId}, rule_id, step, unnest(people) from fresh`.execute(tx);
}

/** What a locked quote's cart pays of the freight that its quote named, now that it takes less. */
export async function setQuotedFreight(
  tx: Tx,
  cartId: string,
  { beforeG, takenG }: QuotedFreight,
): Promise<void> {
  await tx
    .updateTable('cartFreight')
    .set({ beforeG, takenG })
    .where('cartId', '=', cartId)
    .execute();
}

/** Whoever asked, as a letter about a change reaches him. Minor units with VAT, grams. */
export type ChangeNotice = {
  recipient: string;
  readerName: string;
  language: 'en' | 'ru' | 'kk';
  requestId: string;
  cartCode: string;
  change: ApprovalChange;
};

/** The change of an event with whoever asked the question, if he is a member still. One statement. */
export async function findChangeNotices(db: Db, eventId: number): Promise<ChangeNotice[]> {
  const found = await sql<
    Omit<ChangeNotice, 'change'> & { changes: ApprovalChange[]; made: number }
  >`
    select reader.email as recipient, reader.name as reader_name, reader.language, request.id as request_id,
           cart.code as cart_code, ${changesSql} as changes, (event.facts ->> 'version')::int as made
    from event
    join approval_request as request on request.id = event.subject_id
    join cart on cart.id = request.cart_id
    join person as reader on reader.id = request.requested_by and reader.disabled_at is null
      and reader.id is distinct from event.person_id
    join membership on membership.person_id = reader.id and membership.company_id = request.company_id
      and membership.ended_at is null
    where event.id = ${eventId}`.execute(db);
  return found.rows.flatMap(({ changes, made, ...notice }) => {
    const change = changes.find(({ version }) => version === made);
    return change ? [{ ...notice, change }] : [];
  });
}
