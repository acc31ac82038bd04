import { sql } from 'kysely';
import { populationOfCompany } from './population.queries.ts';
import type { Db } from '../platform/db/database.ts';
import type { Language } from '../platform/db/schema.ts';
import { type AnswerCount, type AnswerFilter, dimensions } from './answer-slice.ts';
import type { CompanySum } from './slice-figure.ts';

/** The moment by which a question belongs to a quarter: of its answer, or of when it was seen. */
const saidAt = sql`coalesce(prompt.answered_at, prompt.shown_at)`;

const dimensionSql = {
  quarter: sql`to_char(${saidAt} at time zone 'Asia/Almaty', 'YYYY-"Q"Q')`,
  population: populationOfCompany,
  branch: sql`coalesce(placed.branch_code, quote.branch_code, company.branch_code)`,
  manager: sql`coalesce(company.manager_id::text, 'none')`,
  channel: sql`coalesce(placed.channel::text, 'none')`,
  // The section of what most of the order weighs: each answer belongs to one, so that the groups part the whole.
  goods: sql`coalesce((
    select coalesce(category.parent_code, category.code)
    from sales_order_line as line
    join product on product.id = line.product_id
    join category on category.code = product.category_code
    where line.order_id = placed.id
    group by 1 order by sum(line.weight_g) desc, 1 limit 1), 'none')`,
  touchpoint: sql`prompt.touchpoint`,
} as const;

const asked = sql`
  prompt
  join company on company.id = prompt.company_id
  left join sales_order as placed on placed.id = prompt.order_id
  left join quote on quote.id = prompt.quote_id`;

/** Which answers: to an item, between two moments. */
type Wanted = {
  item: string;
  /** The words of its scale, where its answers are no numbers; then they count by their place. */
  codes: readonly string[];
  from: Date;
  until: Date;
};

/** The value of an answer as it is counted: its number, or the place of its word. */
const valueSql = ({ codes }: Wanted) =>
  sql`coalesce(item.number::integer, array_position(${[...codes]}::text[], item.code) - 1)`;

const saidWithin = ({ from, until }: Wanted) => sql`${saidAt} between ${from} and ${until}`;

/** How the groups along two dimensions are called, by what they are filtered by; in the order of their names. */
export type GroupNames = Record<'manager' | 'goods', ReadonlyMap<string, string>>;

/**
 * How often each answer to an item was given, by all that they can be taken apart by, and
 * how everybody who manages a company and every section of the catalogue is called in a
 * language. One statement.
 */
export async function countAnswers(
  db: Db,
  of: Wanted,
  language: Language,
): Promise<{ counts: AnswerCount[]; names: GroupNames }> {
  const names = sql.join(dimensions.map((one) => sql.ref(one)));
  type Named = { dimension: keyof GroupNames; id: string; name: string };
  const found = await sql<{ counts: AnswerCount[]; named: Named[] }>`
    with counted as (
      select ${valueSql(of)} as value, count(*)::integer,
             ${sql.join(dimensions.map((one) => sql`${dimensionSql[one]} as ${sql.ref(one)}`))}
      from ${asked}
      join prompt_answer_item as item on item.prompt_id = prompt.id and item.revision = prompt.revision
      where prompt.state = 'answered' and item.item = ${of.item} and ${valueSql(of)} is not null and ${saidWithin(of)}
      group by 1, ${names}
    ), called as (
      select 'manager' as dimension, person.id::text, person.name from person
      where exists (select from company where company.manager_id = person.id)
      union all
      select 'goods', code, ${sql.ref(`name_${language}`)} from category where parent_code is null
    )
    select coalesce((select jsonb_agg(to_jsonb(counted) order by value, ${names}) from counted), '[]') as counts,
           (select coalesce(jsonb_agg(to_jsonb(called) order by name), '[]') from called) as named`.execute(
    db,
  );
  const [row] = found.rows;
  if (!row) throw new Error('a statement without tables gave no row');
  const calledBy = (wanted: keyof GroupNames) =>
    new Map(
      row.named
        .filter(({ dimension }) => dimension === wanted)
        .map(({ id, name }) => [id, name] as const),
    );
  return { counts: row.counts, names: { manager: calledBy('manager'), goods: calledBy('goods') } };
}

/** Of each company that was asked an item: how often, how often it answered, and the sum of that. One statement. */
export async function sumByCompany(
  db: Db,
  of: Wanted & { filter: AnswerFilter },
): Promise<CompanySum[]> {
  const filters = dimensions.flatMap((one) => {
    const wanted = of.filter[one];
    return wanted === undefined ? [] : [sql`and ${dimensionSql[one]} = ${wanted}`];
  });
  const found = await sql<CompanySum>`
    select prompt.company_id, count(*)::integer as shown, count(${valueSql(of)})::integer as n,
           coalesce(sum(${valueSql(of)}), 0)::double precision as sum
    from ${asked}
    left join prompt_answer_item as item on item.prompt_id = prompt.id and item.revision = prompt.revision
      and item.item = ${of.item} and prompt.state = 'answered'
    where ${of.item} = any (prompt.items) and prompt.shown_at is not null and ${saidWithin(of)}
      ${filters.length === 0 ? sql`` : sql.join(filters, sql` `)}
    group by 1 order by 1`.execute(db);
  return found.rows;
}
