import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { CaseState, PromptState } from '../platform/db/schema.ts';
import { isOpenSql } from './shown-prompt.queries.ts';
import type { GivenItem } from './questions.ts';

/** What somebody was asked himself, what he said, and what came of it. */
export type OwnAnswer = {
  id: string;
  touchpoint: string;
  version: number;
  items: string[];
  state: PromptState;
  isOpen: boolean;
  shownAt: Date;
  answeredAt: Date | null;
  orderId: string | null;
  quoteId: string | null;
  number: string | null;
  given: GivenItem[];
  onlyInTotals: boolean;
  /** Who of ours wrote it down by phone; null where the reader answered himself. */
  dictatedToName: string | null;
  /** The case that his answer opened; null where it opened none. */
  caseId: string | null;
  caseState: CaseState | null;
  contactDueAt: Date | null;
  contactedAt: Date | null;
  resolution: string | null;
  promisedOn: string | null;
  outcome: string | null;
};

/**
 * What one person answered to us for a company, and what waits for his answer, the
 * newest first; so many at most. One statement. Nobody else's, colleagues included.
 */
export async function listOwnAnswers(
  db: Db,
  of: { personId: string; companyId: string; at: Date; limit: number },
): Promise<OwnAnswer[]> {
  const { personId, companyId, at, limit } = of;
  const found = await sql<OwnAnswer>`
    select prompt.id, prompt.touchpoint, prompt.instrument_version as version, prompt.items, prompt.state,
           ${isOpenSql(at)} as is_open, prompt.shown_at, prompt.answered_at, prompt.order_id, prompt.quote_id,
           coalesce(placed.number, quote.number) as number,
           coalesce((
             select jsonb_agg(jsonb_build_object('item', item.item, 'number', item.number, 'code', item.code,
                      'words', item.words))
             from prompt_answer_item as item
             where item.prompt_id = prompt.id and item.revision = prompt.revision), '[]') as given,
           coalesce(answer.only_in_totals, false) as only_in_totals, clerk.name as dictated_to_name,
           complaint.id as case_id, complaint.state as case_state, complaint.contact_due_at, complaint.contacted_at,
           complaint.resolution, complaint.promised_on, complaint.outcome
    from prompt
    left join prompt_answer as answer on answer.prompt_id = prompt.id and answer.revision = prompt.revision
    left join person as clerk on clerk.id = answer.dictated_to
    left join satisfaction_case as complaint on complaint.prompt_id = prompt.id and complaint.state <> 'withdrawn'
    left join sales_order as placed on placed.id = prompt.order_id
    left join quote on quote.id = prompt.quote_id
    where prompt.person_id = ${personId} and prompt.company_id = ${companyId} and prompt.state in ('shown', 'answered')
      and (prompt.state = 'answered' or ${isOpenSql(at)})
    order by prompt.decided_at desc, prompt.id desc
    limit ${limit}`.execute(db);
  return found.rows;
}

/** Whether a person wants no questions. */
export async function hasOptedOut(db: Db, personId: string): Promise<boolean> {
  const wish = await db
    .selectFrom('promptOptOut')
    .where('personId', '=', personId)
    .select('personId')
    .executeTakeFirst();
  return wish !== undefined;
}

/** Notes whether a person wants questions; saying it again changes nothing. What is offered to him and not seen ends with it. */
export async function setWish(
  tx: Tx,
  wish: { personId: string; mayAsk: boolean; at: Date },
): Promise<void> {
  const { personId, mayAsk, at: since } = wish;
  if (mayAsk) {
    await tx.deleteFrom('promptOptOut').where('personId', '=', personId).execute();
    return;
  }
  await tx
    .insertInto('promptOptOut')
    .values({ personId, since })
    .onConflict((conflict) => conflict.column('personId').doNothing())
    .execute();
  await sql`
    update prompt set state = 'expired' where person_id = ${personId} and state = 'offered'`.execute(
    tx,
  );
}
