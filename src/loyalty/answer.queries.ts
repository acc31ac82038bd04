import { sql } from 'kysely';
import { eventParts } from '../events/record-event.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Language, PromptPlace } from '../platform/db/schema.ts';
import type { GivenItem } from './questions.ts';

const DAY_MS = 86_400_000;

/** What is kept of an answer beside its values. */
export type Answering = {
  promptId: string;
  personId: string;
  companyId: string;
  given: readonly GivenItem[];
  onlyInTotals: boolean;
  answeredIn: PromptPlace;
  language: Language;
  /** Who of ours wrote down what was dictated by phone. */
  dictatedTo: string | null;
  at: Date;
};

/**
 * Keeps an answer of the person who was asked, as a further revision where there is
 * one; one statement, with the event that it was given. Says which revision, or
 * `undefined`: not his, never shown, over, or answered more than a day ago. Of two at
 * once both are kept, one after the other, and the later counts.
 */
export async function insertAnswer(tx: Tx, answer: Answering): Promise<number | undefined> {
  const { promptId, personId, companyId, given, onlyInTotals, answeredIn } = answer;
  const { language, dictatedTo, at } = answer;
  const facts = sql`jsonb_build_object('promptId', ${promptId}::text)`;
  const happened = { companyId, personId, channel: null, subjectId: promptId, at };
  const stored = await sql<{ revision: number }>`
    with taken as (
      update prompt set state = 'answered', answered_at = coalesce(answered_at, ${at}), revision = revision + 1
      where id = ${promptId} and person_id = ${personId} and company_id = ${companyId}
        and (state = 'shown' and open_until > ${at}
          or state = 'answered' and answered_at > ${new Date(at.getTime() - DAY_MS)})
      returning id, company_id, revision
    ), answered as (
      insert into prompt_answer
        (prompt_id, revision, company_id, answered_at, answered_in, language, dictated_to, only_in_totals)
      select id, revision, company_id, ${at}, ${answeredIn}::prompt_place, ${language}::language, ${dictatedTo}::uuid,
             ${onlyInTotals}::boolean
      from taken
    ), valued as (
      insert into prompt_answer_item (prompt_id, revision, item, number, code, words)
      select taken.id, taken.revision, value.item, value.number, value.code, value.words
      from taken, jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        as value (item text, number smallint, code text, words text)
    ), ${eventParts({ type: 'prompt.answered', facts }, happened)}
    select taken.revision, (select count(*) from reacted) as jobs from taken`.execute(tx);
  return stored.rows[0]?.revision;
}

/** Notes that the person wants no question about this; `false` where he is not asked, or has answered. */
export async function dismissPrompt(
  tx: Tx,
  of: { promptId: string; personId: string; companyId: string; at: Date },
): Promise<boolean> {
  const { promptId, personId, companyId, at } = of;
  const dismissed = await sql`
    update prompt set state = 'dismissed', dismissed_at = coalesce(dismissed_at, ${at})
    where id = ${promptId} and person_id = ${personId} and company_id = ${companyId}
      and state in ('shown', 'dismissed')`.execute(tx);
  return (dismissed.numAffectedRows ?? 0n) > 0n;
}
