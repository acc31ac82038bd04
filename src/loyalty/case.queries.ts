import { sql } from 'kysely';
import type { Staff } from '../people/actor.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { CaseCause, CaseState } from '../platform/db/schema.ts';
import type { GivenItem } from './questions.ts';

/** The last answer to a prompt, as far as it decides whether somebody has to call. */
export type LastAnswer = {
  promptId: string;
  companyId: string;
  personId: string;
  version: number;
  given: GivenItem[];
  onlyInTotals: boolean;
};

/** Prompts whose answer has not been looked at since it changed, and has not changed since a moment; so many at most. */
export async function listToJudge(
  db: Db,
  of: { settledBefore: Date; limit: number },
): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select prompt.id
    from prompt
    join prompt_answer as answer on answer.prompt_id = prompt.id and answer.revision = prompt.revision
    where prompt.judged_revision < prompt.revision and answer.answered_at <= ${of.settledBefore}
    order by prompt.id limit ${of.limit}`.execute(db);
  return found.rows.map(({ id }) => id);
}

/** Notes that the last answer to a prompt is looked at, and gives it; `undefined` where somebody has looked already. */
export async function takeToJudge(tx: Tx, promptId: string): Promise<LastAnswer | undefined> {
  const found = await sql<LastAnswer>`
    with taken as (
      update prompt set judged_revision = revision where id = ${promptId} and judged_revision < revision
      returning id, company_id, person_id, instrument_version, items, revision
    )
    select taken.id as prompt_id, taken.company_id, taken.person_id, taken.instrument_version as version,
           answer.only_in_totals,
           (select jsonb_agg(jsonb_build_object('item', item.item, 'number', item.number, 'code', item.code,
                     'words', item.words) order by array_position(taken.items, item.item))
            from prompt_answer_item as item
            where item.prompt_id = taken.id and item.revision = taken.revision) as given
    from taken
    join prompt_answer as answer on answer.prompt_id = taken.id and answer.revision = taken.revision`.execute(
    tx,
  );
  return found.rows[0];
}

/**
 * Opens a case of an answer; once for a prompt. It is its account manager's or, where
 * the answer is about people or there is no manager, the head of sales' who has been
 * here longest. `undefined` where there is a case already.
 */
export async function insertCase(
  tx: Tx,
  opened: {
    id: string;
    answer: LastAnswer;
    item: string;
    isHeadsOwn: boolean;
    at: Date;
    contactDueAt: Date;
  },
): Promise<{ ownerId: string | null } | undefined> {
  const { id, answer, item, isHeadsOwn, at, contactDueAt } = opened;
  const found = await sql<{ ownerId: string | null }>`
    insert into satisfaction_case (id, prompt_id, company_id, person_id, item, owner_id, opened_at, contact_due_at)
    select ${id}, ${answer.promptId}, company.id, ${answer.personId}, ${item},
      coalesce(
        (select manager.id from person as manager where not ${isHeadsOwn}::boolean and manager.id = company.manager_id
          and manager.disabled_at is null and manager.staff_role in ('manager', 'head_of_sales')),
        (select head.id from person as head where head.staff_role = 'head_of_sales' and head.disabled_at is null
          order by head.created_at, head.id limit 1)),
      ${at}, ${contactDueAt}
    from company where company.id = ${answer.companyId}
    on conflict (prompt_id) do nothing
    returning owner_id`.execute(tx);
  return found.rows[0];
}

/** Withdraws a case that nobody has been in touch about, since the answer counts only in totals now. */
export async function withdrawCase(
  tx: Tx,
  of: { promptId: string; at: Date },
): Promise<{ caseId: string; companyId: string } | undefined> {
  const found = await sql<{ caseId: string; companyId: string }>`
    update satisfaction_case set state = 'withdrawn', closed_at = ${of.at}, version = version + 1
    where prompt_id = ${of.promptId} and state = 'open'
    returning id as case_id, company_id`.execute(tx);
  return found.rows[0];
}

/** A case under lock, as far as deeds ask. */
export type LockedCase = {
  id: string;
  companyId: string;
  personId: string;
  ownerId: string | null;
  state: CaseState;
  version: number;
};

/** Locks a case; `undefined`: there is none. */
export async function lockCase(tx: Tx, caseId: string): Promise<LockedCase | undefined> {
  return tx
    .selectFrom('satisfactionCase')
    .where('id', '=', caseId)
    .select(['id', 'companyId', 'personId', 'ownerId', 'state', 'version'])
    .forUpdate()
    .executeTakeFirst();
}

/** Changes a locked case, which counts its version on. */
export async function setCase(
  tx: Tx,
  caseId: string,
  changed: {
    state: CaseState;
    contactedAt?: Date;
    contactNote?: string;
    cause?: CaseCause;
    causeNote?: string;
    resolution?: string;
    promisedOn?: string;
    resolvedAt?: Date | null;
    outcome?: string;
    closedAt?: Date;
    reopenedNote?: string;
  },
): Promise<void> {
  await tx
    .updateTable('satisfactionCase')
    .set((eb) => ({
      ...changed,
      version: eb('version', '+', 1),
      ...(changed.reopenedNote === undefined ? {} : { reopened: eb('reopened', '+', 1) }),
    }))
    .where('id', '=', caseId)
    .execute();
}

/** A case in the list. */
export type CaseRow = {
  id: string;
  state: CaseState;
  companyId: string;
  companyName: string;
  personName: string;
  ownerName: string | null;
  touchpoint: string;
  /** Of the order or quote that it is about; null where it is about none. */
  number: string | null;
  openedAt: Date;
  contactDueAt: Date;
  promisedOn: string | null;
  reopened: number;
  escalated: number;
};

/** Whose cases somebody may read: his own, and every one for a head of sales; nobody else's (invariant 43). */
const readableSql = (by: Staff) =>
  by.role === 'head_of_sales' ? sql`true` : sql`complaint.owner_id = ${by.personId}`;

const rowColumns = sql`
  complaint.id, complaint.state, complaint.company_id, company.name as company_name, person.name as person_name,
  owner.name as owner_name, prompt.touchpoint, coalesce(placed.number, quote.number) as number,
  complaint.opened_at, complaint.contact_due_at, complaint.promised_on, complaint.reopened, complaint.escalated`;

const rowTables = sql`
  satisfaction_case as complaint
  join prompt on prompt.id = complaint.prompt_id
  join company on company.id = complaint.company_id
  join person on person.id = complaint.person_id
  left join person as owner on owner.id = complaint.owner_id
  left join sales_order as placed on placed.id = prompt.order_id
  left join quote on quote.id = prompt.quote_id`;

/** The cases that one of ours may read: what is open, the most urgent first, or all, the newest first; so many at most. */
export async function listCases(
  db: Db,
  by: Staff,
  of: { isOpenOnly: boolean; limit: number },
): Promise<CaseRow[]> {
  const { isOpenOnly, limit } = of;
  const which = isOpenOnly
    ? sql`complaint.state not in ('closed', 'withdrawn')`
    : sql`complaint.state <> 'withdrawn'`;
  const order = isOpenOnly
    ? sql`complaint.state = 'open' desc, coalesce(complaint.promised_on::timestamptz, complaint.contact_due_at), complaint.id`
    : sql`complaint.opened_at desc, complaint.id desc`;
  const found = await sql<CaseRow>`
    select ${rowColumns} from ${rowTables}
    where ${readableSql(by)} and ${which}
    order by ${order} limit ${limit}`.execute(db);
  return found.rows;
}

/** One case with what was said, and what was found, promised and done. */
export type CaseShown = CaseRow & {
  promptId: string;
  orderId: string | null;
  quoteId: string | null;
  version: number;
  ownerId: string | null;
  personEmail: string;
  personPhone: string | null;
  instrumentVersion: number;
  items: string[];
  /** Nothing where the customer said meanwhile that it counts only in totals. */
  given: GivenItem[];
  onlyInTotals: boolean;
  answeredAt: Date;
  isDictated: boolean;
  contactedAt: Date | null;
  contactNote: string;
  cause: CaseCause | null;
  causeNote: string;
  resolution: string;
  resolvedAt: Date | null;
  outcome: string;
  closedAt: Date | null;
  reopenedNote: string;
};

/** A case that one of ours may read; a foreign one is none. One statement. */
export async function findCase(db: Db, by: Staff, caseId: string): Promise<CaseShown | undefined> {
  const found = await sql<CaseShown>`
    select ${rowColumns}, complaint.prompt_id, prompt.order_id, prompt.quote_id, complaint.version, complaint.owner_id,
           person.email as person_email, person.phone as person_phone,
           prompt.instrument_version, prompt.items, answer.only_in_totals, prompt.answered_at,
           answer.dictated_to is not null as is_dictated,
           case when answer.only_in_totals then '[]' else coalesce((
             select jsonb_agg(jsonb_build_object('item', item.item, 'number', item.number, 'code', item.code,
                      'words', item.words))
             from prompt_answer_item as item
             where item.prompt_id = prompt.id and item.revision = prompt.revision), '[]') end as given,
           complaint.contacted_at, complaint.contact_note, complaint.cause, complaint.cause_note, complaint.resolution,
           complaint.resolved_at, complaint.outcome, complaint.closed_at, complaint.reopened_note
    from ${rowTables}
    join prompt_answer as answer on answer.prompt_id = prompt.id and answer.revision = prompt.revision
    where complaint.id = ${caseId} and complaint.state <> 'withdrawn' and ${readableSql(by)}`.execute(
    db,
  );
  return found.rows[0];
}

/** Cases that nobody has been in touch about and whose heads are to be told, with how often that makes it. */
export async function markEscalated(
  tx: Tx,
  of: { afterADay: Date; afterTwo: Date; limit: number },
): Promise<{ caseId: string; companyId: string; level: number }[]> {
  const { afterADay, afterTwo, limit } = of;
  const found = await sql<{ caseId: string; companyId: string; level: number }>`
    update satisfaction_case as late set escalated = due.level
    from (
      select id, case when opened_at <= ${afterTwo} then 2 else 1 end as level
      from satisfaction_case
      where state = 'open' and opened_at <= ${afterADay}
        and escalated < case when opened_at <= ${afterTwo} then 2 else 1 end
      order by opened_at limit ${limit} for update skip locked
    ) as due
    where late.id = due.id
    returning late.id as case_id, late.company_id, late.escalated as level`.execute(tx);
  return found.rows;
}
