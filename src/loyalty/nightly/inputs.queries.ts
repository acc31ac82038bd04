import { sql } from 'kysely';
import { pulseQuarter } from '../staff-pulse.ts';
import { populationOfCompany } from '../population.queries.ts';
import type { Db } from '../../platform/db/database.ts';
import type {
  CaseCourse,
  CodedVoice,
  CompanyPurchases,
  MeasuredWork,
  PromisesKept,
  PromptCount,
  PulseAnswer,
  QuoteCourse,
  ShownCount,
  Voice,
} from './inputs.ts';

/** Answers so old are read: two years, so that each span has the one a year before beside it. */
export const READ_DAYS = 731;
const DAY_MS = 86_400_000;

const daysBefore = (asOf: Date, days: number) => new Date(asOf.getTime() - days * DAY_MS);

const dayOf = (moment: ReturnType<typeof sql>) =>
  sql`((${moment} at time zone 'Asia/Almaty')::date - date '1970-01-01')`;

/** Where the work was done that a question is about; of one about nothing that was bought, who looks after the company. */
const branchOfPrompt = sql`coalesce(placed.branch_code, quote.branch_code, company.branch_code)`;

/** An order that we confirmed or that was paid for; one that came to nothing is no purchase. */
const isPurchase = sql`(placed.stage not in ('cancelled', 'placed') or (placed.stage = 'placed' and placed.paid_minor > 0))`;

/**
 * What every company bought over every channel, also before us, until a moment, with
 * what is under way with it; by id. One statement.
 */
export async function listPurchasesOfAll(db: Db, asOf: Date): Promise<CompanyPurchases[]> {
  const yearAgo = daysBefore(asOf, 365);
  const found = await sql<CompanyPurchases>`
    with bought as (
      select company_id, array_agg(day order by day) as days, array_agg(net_minor order by day) as amounts_minor
      from (
        select placed.company_id, ${dayOf(sql`placed.placed_at`)} as day, sum(placed.net_minor)::bigint as net_minor
        from sales_order as placed
        where ${isPurchase} and placed.placed_at <= ${asOf}
        group by 1, 2
      ) as days group by company_id
    ), cost as (
      select distinct on (product_id) product_id, cost_per_tonne_minor from product_cost
      where from_day <= ${asOf}::timestamptz::date order by product_id, from_day desc
    ), costed as (
      select placed.company_id, sum(line.net_minor)::bigint as net_minor,
             round(sum(line.weight_g::numeric * cost.cost_per_tonne_minor / 1000000))::bigint as cost_minor
      from sales_order as placed
      join sales_order_line as line on line.order_id = placed.id
      join cost on cost.product_id = line.product_id
      where ${isPurchase} and placed.placed_at > ${yearAgo} and placed.placed_at <= ${asOf}
      group by 1
    ), busy as (
      select company_id from sales_order
      where stage not in ('delivered', 'cancelled') and placed_at <= ${asOf} and placed_at > ${daysBefore(asOf, 60)}
      union select company_id from quote where state in ('requested', 'sent')
      union select company_id from line_objection where state = 'open'
    ), refused as (
      select company_id, count(*) as declined from quote
      where state = 'declined' and closed_at > ${daysBefore(asOf, 91)} and closed_at <= ${asOf} group by 1
    ), waiting as (
      select company_id, min(${dayOf(sql`opened_at`)}) as since from satisfaction_case
      where state not in ('closed', 'withdrawn', 'resolved') and opened_at <= ${asOf} group by 1
    ), asked as (
      select company_id, count(*) as shown, count(*) filter (where state = 'answered') as answered from prompt
      where shown_at > ${yearAgo} and shown_at <= ${asOf} group by 1
    )
    select company.id as company_id, ${populationOfCompany} as population, company.branch_code,
           coalesce(bought.days, '{}') as days, coalesce(bought.amounts_minor, '{}') as amounts_minor,
           busy.company_id is not null as is_busy, coalesce(refused.declined, 0)::integer as declined,
           waiting.since as case_open_since, coalesce(costed.net_minor, 0) as costed_net_minor,
           coalesce(costed.cost_minor, 0) as cost_minor, coalesce(asked.shown, 0)::integer as shown,
           coalesce(asked.answered, 0)::integer as answered
    from company
    left join bought on bought.company_id = company.id
    left join costed on costed.company_id = company.id
    left join busy on busy.company_id = company.id
    left join refused on refused.company_id = company.id
    left join waiting on waiting.company_id = company.id
    left join asked on asked.company_id = company.id
    where company.created_at <= ${asOf} or bought.company_id is not null
    order by company.id`.execute(db);
  return found.rows;
}

/** Every answer of two years that is a number, the oldest first; of a changed one the last. One statement. */
export async function listVoices(db: Db, asOf: Date): Promise<Voice[]> {
  const found = await sql<Voice>`
    select prompt.id as prompt_id, prompt.revision, prompt.company_id, prompt.person_id, ${populationOfCompany} as population,
           ${branchOfPrompt} as branch_code, prompt.touchpoint,
           ${dayOf(sql`prompt.answered_at`)} as day, item.item, item.number,
           coalesce(prompt.inclusion_probability, 1) as probability, answer.only_in_totals
    from prompt
    join prompt_answer as answer on answer.prompt_id = prompt.id and answer.revision = prompt.revision
    join prompt_answer_item as item on item.prompt_id = prompt.id and item.revision = prompt.revision
    join company on company.id = prompt.company_id
    left join sales_order as placed on placed.id = prompt.order_id
    left join quote on quote.id = prompt.quote_id
    where prompt.state = 'answered' and item.number is not null
      and prompt.answered_at > ${daysBefore(asOf, READ_DAYS)} and prompt.answered_at <= ${asOf}
    order by prompt.answered_at, prompt.id, item.item`.execute(db);
  return found.rows;
}

/** Every answer of a year whose value is a word of its scale, the oldest first. One statement. */
export async function listCoded(db: Db, asOf: Date): Promise<CodedVoice[]> {
  const found = await sql<CodedVoice>`
    select prompt.id as prompt_id, prompt.company_id, prompt.person_id, ${populationOfCompany} as population,
           ${branchOfPrompt} as branch_code, ${dayOf(sql`prompt.answered_at`)} as day, item.item, item.code, answer.only_in_totals
    from prompt
    join prompt_answer as answer on answer.prompt_id = prompt.id and answer.revision = prompt.revision
    join prompt_answer_item as item on item.prompt_id = prompt.id and item.revision = prompt.revision
    join company on company.id = prompt.company_id
    left join sales_order as placed on placed.id = prompt.order_id
    left join quote on quote.id = prompt.quote_id
    where prompt.state = 'answered' and item.code is not null
      and prompt.answered_at > ${daysBefore(asOf, 366)} and prompt.answered_at <= ${asOf}
    order by prompt.answered_at, prompt.id, item.item`.execute(db);
  return found.rows;
}

/** What became of the questions of a year, and how often each item was shown on which day. Two statements. */
export async function countPrompts(
  db: Db,
  asOf: Date,
): Promise<{ funnel: PromptCount[]; shown: ShownCount[] }> {
  const funnel = await sql<PromptCount>`
    select ${populationOfCompany} as population, company.branch_code, prompt.state::text, prompt.reason, count(*)::integer
    from prompt join company on company.id = prompt.company_id
    where prompt.event_at > ${daysBefore(asOf, 365)} and prompt.event_at <= ${asOf} and prompt.state <> 'waiting'
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(db);
  const shown = await sql<ShownCount>`
    select ${populationOfCompany} as population, ${branchOfPrompt} as branch_code, asked.item,
           ${dayOf(sql`prompt.shown_at`)} as day, count(*)::integer as shown
    from prompt
    join company on company.id = prompt.company_id
    left join sales_order as placed on placed.id = prompt.order_id
    left join quote on quote.id = prompt.quote_id
    cross join lateral unnest(prompt.items) as asked (item)
    where prompt.shown_at > ${daysBefore(asOf, READ_DAYS)} and prompt.shown_at <= ${asOf}
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(db);
  return { funnel: funnel.rows, shown: shown.rows };
}

/** Requests for prices and cases of a year. Two statements. */
export async function listService(
  db: Db,
  asOf: Date,
): Promise<{ quotes: QuoteCourse[]; cases: CaseCourse[] }> {
  const since = daysBefore(asOf, 365);
  const quotes = await sql<QuoteCourse>`
    select quote.company_id, ${populationOfCompany} as population, quote.branch_code, quote.requested_at,
           (select min(sent_at) from quote_version where quote_id = quote.id and sent_at <= ${asOf}) as answered_at,
           (select min(at) from quote_acceptance where quote_id = quote.id and at <= ${asOf}) as ordered_at,
           case when quote.closed_at <= ${asOf} then quote.closed_at end as closed_at
    from quote join company on company.id = quote.company_id
    where quote.requested_at > ${since} and quote.requested_at <= ${asOf}
    order by quote.requested_at, quote.id`.execute(db);
  const cases = await sql<CaseCourse>`
    select complaint.company_id, ${populationOfCompany} as population, company.branch_code, complaint.opened_at, complaint.contact_due_at,
           case when complaint.contacted_at <= ${asOf} then complaint.contacted_at end as contacted_at,
           case when complaint.resolved_at <= ${asOf} then complaint.resolved_at end as resolved_at
    from satisfaction_case as complaint join company on company.id = complaint.company_id
    where complaint.state <> 'withdrawn' and complaint.opened_at > ${since} and complaint.opened_at <= ${asOf}
    order by complaint.opened_at, complaint.id`.execute(db);
  return { quotes: quotes.rows, cases: cases.rows };
}

/** How long buyers waited for what was ready, by branch, lately and before. One statement. */
export async function listMeasured(db: Db, asOf: Date): Promise<MeasuredWork[]> {
  const measured = await sql<MeasuredWork>`
    select placed.branch_code, handed.at > ${daysBefore(asOf, 30)} as is_recent, count(*)::integer as fetched,
           percentile_cont(0.5) within group (order by extract(epoch from handed.at - ready.at)::double precision / 3600) as fetch_hours
    from event as handed
    join event as ready on ready.subject_id = handed.subject_id and ready.type = 'order.moved'
      and ready.facts ->> 'to' = 'ready'
    join sales_order as placed on placed.id = handed.subject_id and placed.site_id is null
    where handed.type = 'order.moved' and handed.facts ->> 'to' = 'delivered'
      and handed.at > ${daysBefore(asOf, 120)} and handed.at <= ${asOf}
    group by 1, 2 order by 1, 2`.execute(db);
  return measured.rows;
}

/**
 * What became of the arrivals that were promised, of deliveries whose last promise was
 * settled within a year: by the first promise, so that who moves it often is not on time
 * the more often. What was called off counts nowhere. One statement.
 */
export async function countPromises(db: Db, asOf: Date): Promise<PromisesKept[]> {
  const found = await sql<PromisesKept>`
    with told as (
      select subject_id, company_id, bool_or(state = 'broken') as is_broken,
             bool_or(state = 'renegotiated') as is_renegotiated
      from promise
      where kind = 'arrival' and made_at <= ${asOf}
      group by 1, 2
      having max(settled_at) > ${daysBefore(asOf, 365)} and max(settled_at) <= ${asOf}
        and bool_and(state <> 'open') and bool_or(state in ('kept', 'broken'))
    )
    select ${populationOfCompany} as population, shipment.branch_code, told.company_id,
           count(*) filter (where not is_broken and not is_renegotiated)::integer as kept,
           count(*) filter (where not is_broken and is_renegotiated)::integer as renegotiated,
           count(*) filter (where is_broken)::integer as broken
    from told
    join shipment on shipment.id = told.subject_id
    join company on company.id = told.company_id
    group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  return found.rows;
}

/**
 * What our own people said in the newest quarter that was over by a day; those who belong
 * to no branch under none. What is still being said is read by nobody: who looks before
 * and after a colleague answers would find his answer. One statement.
 */
export async function listPulse(
  db: Db,
  day: string,
): Promise<{ quarter: string | null; answers: PulseAnswer[] }> {
  const found = await sql<PulseAnswer & { quarter: string }>`
    select quarter, coalesce(branch_code, '') as branch_code, respondent, item, number from staff_pulse_answer
    where quarter = (select max(quarter) from staff_pulse_answer where quarter < ${pulseQuarter(day)})
    order by branch_code, respondent, item`.execute(db);
  return { quarter: found.rows[0]?.quarter ?? null, answers: found.rows };
}
