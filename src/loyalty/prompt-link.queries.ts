import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Language } from '../platform/db/schema.ts';
import { type ShownPrompt, isOpenSql, shownColumns } from './shown-prompt.queries.ts';

/** A prompt that nobody has seen and that is to be asked by mail now. */
export type PromptToMail = {
  id: string;
  touchpoint: string;
  items: string[];
  version: number;
  recipient: string;
  readerName: string;
  language: Language;
  /** Of the order or quote that it is about; null where it is about none. */
  number: string | null;
};

/** Prompts whose time to be mailed has come and that nobody has seen, the oldest first. */
export async function listToMail(db: Db, of: { at: Date; limit: number }): Promise<string[]> {
  const found = await db
    .selectFrom('prompt')
    .where('state', '=', 'offered')
    .where('mailDueAt', '<=', of.at)
    .where('openUntil', '>', of.at)
    .orderBy('mailDueAt')
    .limit(of.limit)
    .select('id')
    .execute();
  return found.map(({ id }) => id);
}

/**
 * Counts a prompt as shown by mail, when its letter is laid into the outbox: who is
 * written to is asked. Gives what the letter is made of; `undefined` where it was seen
 * meanwhile, or its person left the company or wants no questions.
 */
export async function markMailed(
  tx: Tx,
  of: { promptId: string; at: Date; openUntil: Date },
): Promise<PromptToMail | undefined> {
  const { promptId, at, openUntil } = of;
  const found = await sql<PromptToMail>`
    with mailed as (
      update prompt set state = 'shown', shown_at = ${at}, shown_in = 'mail', language = person.language,
        open_until = ${openUntil}
      from person
      where prompt.id = ${promptId} and prompt.state = 'offered' and person.id = prompt.person_id
        and person.disabled_at is null
        and exists (select from membership where membership.person_id = prompt.person_id
                    and membership.company_id = prompt.company_id and membership.ended_at is null)
        and not exists (select from prompt_opt_out as wish where wish.person_id = prompt.person_id)
      returning prompt.id, prompt.touchpoint, prompt.items, prompt.instrument_version as version, prompt.order_id,
                prompt.quote_id, person.email as recipient, person.name as reader_name, person.language
    )
    select mailed.*, coalesce(placed.number, quote.number) as number
    from mailed
    left join sales_order as placed on placed.id = mailed.order_id
    left join quote on quote.id = mailed.quote_id`.execute(tx);
  return found.rows[0];
}

/** Keeps a link to a prompt by the hash of its token. */
export async function insertPromptLink(
  tx: Tx,
  link: {
    tokenHash: Buffer;
    promptId: string;
    mayChange: boolean;
    madeAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await tx.insertInto('promptLink').values(link).execute();
}

/** A prompt behind a link that has not run out, with the language of whom it was sent to. */
export type LinkedPrompt = ShownPrompt & {
  isOpen: boolean;
  readerLanguage: Language;
  /** Leads back to an answer for a day; the other kind answers once. */
  mayChange: boolean;
  isUsed: boolean;
};

/** What a link opens; `undefined` for one that ran out or never was, and when its person left the company. Looking uses nothing up. */
export async function findLinkedPrompt(
  db: Db,
  sought: { tokenHash: Buffer; at: Date },
): Promise<LinkedPrompt | undefined> {
  const { tokenHash, at } = sought;
  const found = await sql<LinkedPrompt>`
    select ${shownColumns}, ${isOpenSql(at)} as is_open, person.language as reader_language,
           link.may_change, link.used_at is not null as is_used
    from prompt_link as link
    join prompt on prompt.id = link.prompt_id
    join person on person.id = prompt.person_id and person.disabled_at is null
    where link.token_hash = ${tokenHash} and link.expires_at > ${at}
      and exists (select from membership where membership.person_id = prompt.person_id
                  and membership.company_id = prompt.company_id and membership.ended_at is null)`.execute(
    db,
  );
  return found.rows[0];
}

/** Uses a link of a letter up: of two at the same time the second finds it used. */
export async function spendPromptLink(
  tx: Tx,
  of: { tokenHash: Buffer; at: Date },
): Promise<boolean> {
  const spent = await tx
    .updateTable('promptLink')
    .set({ usedAt: of.at })
    .where('tokenHash', '=', of.tokenHash)
    .where('usedAt', 'is', null)
    .where('mayChange', '=', false)
    .where('expiresAt', '>', of.at)
    .executeTakeFirst();
  return spent.numUpdatedRows === 1n;
}
