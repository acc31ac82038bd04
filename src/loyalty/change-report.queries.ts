import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { CaseCause, ChangeStanding, Language } from '../platform/db/schema.ts';
import { type ChangeEntry, VOICES_LEAST } from './change-report.ts';

/** A quarter's changes in one version of theirs. */
export type ChangeReport = {
  id: string;
  /** Its first day. */
  quarter: string;
  number: number;
  /** Counts on with each change of a draft. */
  version: number;
  draftedAt: Date;
  publishedAt: Date | null;
  publishedByName: string | null;
};

/** One as the office reads it. */
export type ReportInOffice = ChangeReport & { entries: ChangeEntry[] };

/** What a customer reads of a theme; `null` voices are fewer than are counted. */
export type ToldEntry = Pick<ChangeEntry, 'theme' | 'ownerName' | 'changedOn' | 'wordings'> & {
  standing: ChangeStanding;
  voices: number | null;
};

/** A published quarter as customers read it. */
export type ToldReport = Pick<ChangeReport, 'id' | 'quarter' | 'number'> & {
  publishedAt: Date;
  /** The newest version of its quarter: the one that counts. */
  isNewest: boolean;
  earlier: { id: string; number: number }[];
  entries: ToldEntry[];
};

const startOf = (quarter: string) => sql`(${quarter}::date::timestamp at time zone 'Asia/Almaty')`;
const endOf = (quarter: string) =>
  sql`((${quarter}::date + interval '3 months')::timestamp at time zone 'Asia/Almaty')`;

/** Cases that customers called solved in a quarter. */
const closedIn = (quarter: string) => sql`
  complaint.state = 'closed' and complaint.closed_at >= ${startOf(quarter)} and complaint.closed_at < ${endOf(quarter)}`;

const wordingsSql = sql`
  coalesce((
    select jsonb_object_agg(wording.language, wording.words) from change_wording as wording
    where wording.report_id = entry.report_id and wording.theme = entry.theme), '{}')`;

/** Quarters in which somebody called a case solved, the newest first, with whether a draft waits there. */
export async function listQuarters(
  db: Db,
  limit: number,
): Promise<{ quarter: string; draftId: string | null }[]> {
  const found = await sql<{ quarter: string; draftId: string | null }>`
    select closed.quarter, draft.id as draft_id
    from (
      select distinct date_trunc('quarter', closed_at at time zone 'Asia/Almaty')::date as quarter
      from satisfaction_case where state = 'closed'
    ) as closed
    left join change_report as draft on draft.quarter = closed.quarter and draft.published_at is null
    order by closed.quarter desc limit ${limit}`.execute(db);
  return found.rows;
}

/** All versions, the newest quarter first, so many at most. */
export async function listReports(db: Db, limit: number): Promise<ChangeReport[]> {
  return db
    .selectFrom('changeReport as report')
    .leftJoin('person as publisher', 'publisher.id', 'report.publishedBy')
    .select([
      'report.id',
      'report.quarter',
      'report.number',
      'report.version',
      'report.draftedAt',
      'report.publishedAt',
      'publisher.name as publishedByName',
    ])
    .orderBy('report.quarter', 'desc')
    .orderBy('report.number', 'desc')
    .limit(limit)
    .execute();
}

/** One version with its themes, the loudest first. One statement. */
export async function findReport(db: Db, reportId: string): Promise<ReportInOffice | undefined> {
  const found = await sql<ReportInOffice>`
    select report.id, report.quarter, report.number, report.version, report.drafted_at, report.published_at,
           publisher.name as published_by_name,
           coalesce((
             select jsonb_agg(jsonb_build_object('theme', entry.theme, 'standing', entry.standing, 'voices', entry.voices,
                      'ownerId', entry.owner_id, 'ownerName', owner.name, 'changedOn', entry.changed_on,
                      'wordings', ${wordingsSql}) order by entry.voices desc, entry.theme)
             from change_entry as entry left join person as owner on owner.id = entry.owner_id
             where entry.report_id = report.id), '[]') as entries
    from change_report as report
    left join person as publisher on publisher.id = report.published_by
    where report.id = ${reportId}`.execute(db);
  return found.rows[0];
}

/**
 * Published quarters as customers read them: the newest version of each, or the one
 * version that is named. A theme with few voices stands after the others and without
 * their number, and none that is left out stands there at all. One statement.
 */
export async function listTold(
  db: Db,
  of: { reportId?: string; limit: number },
): Promise<ToldReport[]> {
  const { reportId, limit } = of;
  const isCounted = sql`entry.voices >= ${VOICES_LEAST}`;
  const found = await sql<ToldReport>`
    with told as (
      select id, quarter, number, published_at,
             number = max(number) over (partition by quarter) as is_newest
      from change_report where published_at is not null
    )
    select told.id, told.quarter, told.number, told.published_at, told.is_newest,
           coalesce((
             select jsonb_agg(jsonb_build_object('id', other.id, 'number', other.number) order by other.number)
             from told as other where other.quarter = told.quarter and other.number < told.number), '[]') as earlier,
           coalesce((
             select jsonb_agg(jsonb_build_object('theme', entry.theme, 'standing', entry.standing,
                      'voices', case when ${isCounted} then entry.voices end,
                      'ownerName', owner.name, 'changedOn', entry.changed_on, 'wordings', ${wordingsSql})
                      order by case when ${isCounted} then entry.voices end desc nulls last, entry.theme)
             from change_entry as entry join person as owner on owner.id = entry.owner_id
             where entry.report_id = told.id and entry.standing in ('changed', 'not-done')), '[]') as entries
    from told
    where ${reportId === undefined ? sql`told.is_newest` : sql`told.id = ${reportId}`}
    order by told.quarter desc limit ${limit}`.execute(db);
  return found.rows;
}

/** A case that a quarter's changes are written from. */
export type ChangeSource = {
  caseId: string;
  theme: CaseCause;
  companyName: string;
  personName: string;
  /** What the customer wrote. */
  said: string | null;
  outcome: string;
};

/** The cases that customers called solved in a quarter, the latest first, so many at most. */
export async function listSources(
  db: Db,
  of: { quarter: string; limit: number },
): Promise<ChangeSource[]> {
  const found = await sql<ChangeSource>`
    select complaint.id as case_id, complaint.cause as theme, company.name as company_name,
           person.name as person_name, complaint.outcome,
           (select item.words from prompt_answer_item as item
            join prompt on prompt.id = item.prompt_id and prompt.revision = item.revision
            where item.prompt_id = complaint.prompt_id and item.item = 'WHY') as said
    from satisfaction_case as complaint
    join company on company.id = complaint.company_id
    join person on person.id = complaint.person_id
    where ${closedIn(of.quarter)}
    order by complaint.closed_at desc, complaint.id limit ${of.limit}`.execute(db);
  return found.rows;
}

/** Our people who may own a change. */
export async function listOwners(db: Db): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('person')
    .where('staffRole', 'is not', null)
    .where('disabledAt', 'is', null)
    .orderBy('name')
    .select(['id', 'name'])
    .execute();
}

/** Begins a version of a quarter; `undefined` where a draft of it waits already, or another got its number at the same time. */
export async function insertReport(
  tx: Tx,
  of: { id: string; quarter: string; by: string | null; at: Date },
): Promise<number | undefined> {
  const { id, quarter, by, at } = of;
  const made = await sql<{ number: number }>`
    insert into change_report (id, quarter, number, drafted_at, drafted_by)
    select ${id}, ${quarter}::date, coalesce(max(number), 0) + 1, ${at}, ${by}::uuid
    from change_report where quarter = ${quarter}::date
    on conflict do nothing
    returning number`.execute(tx);
  return made.rows[0]?.number;
}

/** The draft of a quarter, if one waits. */
export async function findDraft(db: Db, quarter: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('changeReport')
    .where('quarter', '=', quarter)
    .where('publishedAt', 'is', null)
    .select('id')
    .executeTakeFirst();
  return found?.id;
}

/** Takes over what the version before said of each theme. */
export async function copyEntries(
  tx: Tx,
  of: { id: string; quarter: string; number: number },
): Promise<void> {
  const { id, quarter, number } = of;
  const before = sql`(select id from change_report where quarter = ${quarter}::date and number = ${number - 1})`;
  await sql`
    insert into change_entry (report_id, theme, standing, voices, owner_id, changed_on)
    select ${id}, theme, standing, voices, owner_id, changed_on from change_entry where report_id = ${before}`.execute(
    tx,
  );
  await sql`
    insert into change_wording (report_id, theme, language, words)
    select ${id}, theme, language, words from change_wording where report_id = ${before}`.execute(
    tx,
  );
}

/**
 * Counts the voices of a draft from the cases of its quarter. A theme that is new stands
 * there with the owner of most of its cases, the day of the last deed, and what the
 * customers were told was done, in each language in which one of them answered.
 */
export async function countVoices(tx: Tx, of: { id: string; quarter: string }): Promise<void> {
  const { id, quarter } = of;
  await sql`
    with added as (
      insert into change_entry (report_id, theme, voices, owner_id, changed_on)
      select ${id}, complaint.cause, count(distinct complaint.person_id),
             mode() within group (order by complaint.owner_id),
             (max(complaint.resolved_at) at time zone 'Asia/Almaty')::date
      from satisfaction_case as complaint
      where ${closedIn(quarter)}
      group by complaint.cause
      on conflict (report_id, theme) do update set voices = excluded.voices where change_entry.voices <> excluded.voices
      returning theme, xmax = 0 as is_new
    )
    insert into change_wording (report_id, theme, language, words)
    select distinct on (added.theme, answer.language) ${id}, added.theme, answer.language, complaint.outcome
    from added
    join satisfaction_case as complaint on complaint.cause = added.theme and ${closedIn(quarter)}
    join prompt on prompt.id = complaint.prompt_id
    join prompt_answer as answer on answer.prompt_id = prompt.id and answer.revision = prompt.revision
    where added.is_new
    order by added.theme, answer.language, complaint.closed_at desc`.execute(tx);
  // Whoever took his answer back is a voice no more.
  await sql`
    update change_entry set voices = 0
    where report_id = ${id} and voices > 0
      and theme not in (select complaint.cause from satisfaction_case as complaint where ${closedIn(quarter)})`.execute(
    tx,
  );
}

/** Locks a version; `undefined`: there is none. */
export async function lockReport(
  tx: Tx,
  reportId: string,
): Promise<
  { id: string; quarter: string; number: number; version: number; isPublished: boolean } | undefined
> {
  return tx
    .selectFrom('changeReport')
    .where('id', '=', reportId)
    .select((eb) => [
      'id',
      'quarter',
      'number',
      'version',
      eb('publishedAt', 'is not', null).$castTo<boolean>().as('isPublished'),
    ])
    .forUpdate()
    .executeTakeFirst();
}

/** Writes what is said of a theme of a locked draft; `false` where the quarter has no such theme. */
export async function setEntry(
  tx: Tx,
  of: {
    reportId: string;
    theme: CaseCause;
    standing: ChangeStanding;
    ownerId: string | null;
    changedOn: string | null;
    wordings: Partial<Record<Language, string>>;
  },
): Promise<boolean> {
  const { reportId, theme, standing, ownerId, changedOn, wordings } = of;
  const entry = await tx
    .updateTable('changeEntry')
    .set({ standing, ownerId, changedOn })
    .where('reportId', '=', reportId)
    .where('theme', '=', theme)
    .returning('theme')
    .executeTakeFirst();
  if (!entry) return false;
  await tx
    .deleteFrom('changeWording')
    .where('reportId', '=', reportId)
    .where('theme', '=', theme)
    .execute();
  await sql`
    insert into change_wording (report_id, theme, language, words)
    select ${reportId}, ${theme}::case_cause, wording.key::language, wording.value
    from jsonb_each_text(${JSON.stringify(wordings)}::jsonb) as wording`.execute(tx);
  await tx
    .updateTable('changeReport')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', reportId)
    .execute();
  return true;
}

/** Publishes a locked draft, for good. */
export async function setPublished(
  tx: Tx,
  of: { reportId: string; by: string; at: Date },
): Promise<void> {
  await tx
    .updateTable('changeReport')
    .set({ publishedAt: of.at, publishedBy: of.by })
    .where('id', '=', of.reportId)
    .execute();
}
