import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db/database.ts';
import { type Figure, versionOf } from './figure.ts';
import { periodOfEnd, type QuarterEnd } from './quarter-ends.ts';

/** The sum of the answers of the year before a quarter's end, and the one that its figures are of. */
export type QuarterKnown = { quarter: string; inputs: string; kept: string | null };

/**
 * Of each quarter's end the sum of the answers of the year before it as they are now, and
 * as they were when its figures were reckoned: null where there are none. One statement.
 */
export async function listQuartersKnown(
  db: Db,
  ends: readonly QuarterEnd[],
): Promise<QuarterKnown[]> {
  const found = await sql<QuarterKnown>`
    select over.quarter, said.inputs, kept.inputs as kept
    from unnest(${ends.map(({ quarter }) => quarter)}::text[], ${ends.map(({ asOf }) => asOf)}::timestamptz[]) as over (quarter, as_of)
    cross join lateral (
      select count(*) || '.' || coalesce(sum(hashtextextended(
               concat_ws('.', prompt.id, prompt.revision, item.item, item.number, item.code), 0)::numeric), 0) as inputs
      from prompt
      join prompt_answer_item as item on item.prompt_id = prompt.id and item.revision = prompt.revision
      where prompt.state = 'answered' and prompt.answered_at <= over.as_of
        and prompt.answered_at > over.as_of - interval '365 days'
    ) as said
    left join loyalty_figure as kept
      on kept.metric = 'trust' and kept.segment = 'all' and kept.period = 'end-' || over.quarter
    order by over.as_of desc`.execute(db);
  return found.rows;
}

/** The figures of a quarter's end, with the sum of the answers that they are of. */
export type QuarterReckoned = { end: QuarterEnd; inputs: string; figures: readonly Figure[] };

/**
 * Keeps the figures of a quarter's end in the place of those that were kept of it; marks
 * them with when, where there were any. Two statements.
 */
export async function putQuarter(tx: Tx, of: QuarterReckoned & { at: Date }): Promise<void> {
  const { end, inputs, at } = of;
  const period = periodOfEnd(end.quarter);
  const gone = await tx.deleteFrom('loyaltyFigure').where('period', '=', period).executeTakeFirst();
  const rows = of.figures.map(
    ({ metric, segment, value, low, high, n, accounts, shown, detail }) => ({
      ...{
        metric,
        segment,
        period,
        version: versionOf(metric),
        value,
        low,
        high,
        n,
        accounts,
        shown,
      },
      ...{ detail, inputs },
    }),
  );
  await sql`
    insert into loyalty_figure (metric, segment, period, version, value, low, high, n, accounts, shown, detail, inputs,
      computed_at, recomputed_at)
    select metric, segment, period, version, value, low, high, n, accounts, shown, detail, inputs, ${end.asOf},
           ${gone.numDeletedRows > 0n ? at : null}::timestamptz
    from jsonb_populate_recordset(null::loyalty_figure, ${JSON.stringify(rows)}::jsonb)`.execute(
    tx,
  );
}
