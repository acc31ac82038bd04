import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Language, PromptState } from '../platform/db/schema.ts';
import type { GivenItem } from './questions.ts';

/** For a day an answer may be changed, and stays open what was seen. */
const DAY_MS = 86_400_000;

/** A prompt as the person it asks sees it, with what he said. */
export type ShownPrompt = {
  id: string;
  touchpoint: string;
  companyId: string;
  personId: string;
  orderId: string | null;
  quoteId: string | null;
  items: string[];
  version: number;
  state: PromptState;
  given: GivenItem[];
  onlyInTotals: boolean;
  /** Until when it is answered, or the answer changed. */
  openUntil: Date;
};

/** Columns of a prompt as its person sees it; `prompt` is the table. */
export const shownColumns = sql`
  prompt.id, prompt.touchpoint, prompt.company_id, prompt.person_id, prompt.order_id, prompt.quote_id, prompt.items,
  prompt.instrument_version as version, prompt.state,
  coalesce((select jsonb_agg(jsonb_build_object('item', item.item, 'number', item.number, 'code', item.code,
              'words', item.words) order by item.item)
    from prompt_answer_item as item
    where item.prompt_id = prompt.id and item.revision = prompt.revision), '[]') as given,
  coalesce((select answer.only_in_totals from prompt_answer as answer
    where answer.prompt_id = prompt.id and answer.revision = prompt.revision), false) as only_in_totals,
  case when prompt.state = 'answered' then prompt.answered_at + interval '1 day' else prompt.open_until end as open_until`;

/** What is open at a moment: not answered in time yet, or answered within the last day. */
export const isOpenSql = (at: Date) => sql`(
  prompt.state in ('offered', 'shown') and prompt.open_until > ${at}
  or prompt.state = 'answered' and prompt.answered_at > ${new Date(at.getTime() - DAY_MS)})`;

/**
 * The newest open prompt of a person about an order, a quote, or neither of them, counted
 * as shown from the first time on: twenty pages at once count it once. What is seen stays
 * open for a day at least. One statement.
 */
export async function showPrompt(
  tx: Tx,
  to: { personId: string; companyId: string; language: Language; at: Date } & (
    | { orderId: string }
    | { quoteId: string }
    | { isOfNothing: true }
  ),
): Promise<ShownPrompt | undefined> {
  const { personId, companyId, language, at } = to;
  const subject = subjectSql(to);
  const seenUntil = new Date(at.getTime() + DAY_MS);
  const found = await sql<ShownPrompt>`
    with asked as (
      select ${shownColumns}
      from prompt
      where ${subject} and prompt.person_id = ${personId} and prompt.company_id = ${companyId} and ${isOpenSql(at)}
      order by prompt.decided_at desc, prompt.id desc
      limit 1
    ), seen as (
      update prompt set state = 'shown', shown_at = ${at}, shown_in = 'page', language = ${language},
        open_until = greatest(prompt.open_until, ${seenUntil})
      from asked where prompt.id = asked.id and prompt.state = 'offered'
    )
    select * from asked`.execute(tx);
  return found.rows[0];
}

const subjectSql = (to: { orderId: string } | { quoteId: string } | { isOfNothing: true }) => {
  if ('orderId' in to) return sql`prompt.order_id = ${to.orderId}`;
  if ('quoteId' in to) return sql`prompt.quote_id = ${to.quoteId}`;
  return sql`prompt.order_id is null and prompt.quote_id is null`;
};

/** A prompt that a person was asked, and whether he may still answer or change his answer; one of somebody else is none. */
export async function findOwnPrompt(
  db: Db,
  of: { promptId: string; personId: string; companyId: string; at: Date },
): Promise<(ShownPrompt & { isOpen: boolean }) | undefined> {
  const { promptId, personId, companyId, at } = of;
  const found = await sql<ShownPrompt & { isOpen: boolean }>`
    select ${shownColumns}, ${isOpenSql(at)} as is_open from prompt
    where prompt.id = ${promptId} and prompt.person_id = ${personId} and prompt.company_id = ${companyId}
      and prompt.shown_at is not null`.execute(db);
  return found.rows[0];
}

/** A question that a clerk may ask the caller about his order by phone, word for word. */
export type PromptToDictate = ShownPrompt & { personName: string };

/**
 * What the person who an order names as its contact may be asked by phone: offered to
 * him and seen by nobody yet. Looking counts nothing: whoever is not asked by phone
 * finds it on his page or in his mail, so that no clerk hides it by looking.
 */
export async function findPromptToDictate(
  db: Db,
  of: { orderId: string; at: Date },
): Promise<PromptToDictate | undefined> {
  const { orderId, at } = of;
  const found = await sql<PromptToDictate>`
    select ${shownColumns}, person.name as person_name
    from prompt
    join person on person.id = prompt.person_id
    join sales_order as placed on placed.id = prompt.order_id and placed.channel = 'phone'
    where prompt.order_id = ${orderId} and prompt.state = 'offered' and prompt.open_until > ${at}
    order by prompt.decided_at desc, prompt.id desc
    limit 1`.execute(db);
  return found.rows[0];
}

/** Counts a prompt as asked by phone, in the language of the call; `false` where it was seen or answered meanwhile. */
export async function markAskedByPhone(
  tx: Tx,
  of: { promptId: string; orderId: string; language: Language; at: Date },
): Promise<boolean> {
  const { promptId, orderId, language, at } = of;
  const asked = await tx
    .updateTable('prompt')
    .set({ state: 'shown', shownAt: at, shownIn: 'phone', language })
    .where('id', '=', promptId)
    .where('orderId', '=', orderId)
    .where('state', '=', 'offered')
    .where('openUntil', '>', at)
    .executeTakeFirst();
  return asked.numUpdatedRows === 1n;
}
