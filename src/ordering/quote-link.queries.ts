import { sql } from 'kysely';
import type { Guest } from '../people/actor.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Language } from '../platform/db/schema.ts';

/** What stands behind a link that opens: a guest, and how he was written to. */
export type OpenQuoteLink = Guest & {
  contactId: string;
  name: string;
  email: string;
  companyName: string;
  /** Of the company; he reads what its customers read. */
  language: Language;
  /** Whether a code is out that has not run out at the moment of asking. */
  isCodeOut: boolean;
  /** What was last agreed with the company lets it pay later. */
  mayPayLater: boolean;
};

/**
 * What a link opens; `undefined` for one that was withdrawn or never was, and for
 * one whose person is blocked, or is a member by now, who answers in his own right.
 */
export async function findQuoteLink(
  db: Db,
  sought: { tokenHash: Buffer; at: Date },
): Promise<OpenQuoteLink | undefined> {
  const found = await sql<Omit<OpenQuoteLink, 'kind'>>`
    select link.id as link_id, link.person_id, link.company_id, link.quote_id, link.contact_id, link.name, link.email,
           company.name as company_name, company.language,
           coalesce(link.code_expires_at > ${sought.at}, false) as is_code_out,
           coalesce((select payment = 'on-account' from agreement
                     where agreement.company_id = link.company_id and state = 'agreed'
                     order by version desc limit 1), false) as may_pay_later
    from quote_link as link
    join company on company.id = link.company_id
    join person on person.id = link.person_id and person.disabled_at is null and person.staff_role is null
    where link.token_hash = ${sought.tokenHash} and link.withdrawn_at is null
      and not exists (select from membership where membership.person_id = link.person_id
                      and membership.company_id = link.company_id and membership.ended_at is null)`.execute(
    db,
  );
  const [row] = found.rows;
  return row && { kind: 'guest', ...row };
}

/** Who a person is to us and to a company, as far as a link may be sent to him. */
export async function findGuestStanding(
  tx: Tx,
  of: { personId: string; companyId: string },
): Promise<{ isStaff: boolean; isMember: boolean; isBlocked: boolean }> {
  const found = await sql<{ isStaff: boolean; isMember: boolean; isBlocked: boolean }>`
    select staff_role is not null as is_staff, disabled_at is not null as is_blocked,
           exists (select from membership where person_id = person.id and company_id = ${of.companyId}
                   and ended_at is null) as is_member
    from person where id = ${of.personId}`.execute(tx);
  const [row] = found.rows;
  if (!row) throw new Error(`person ${of.personId} is gone`);
  return row;
}

/** The language that a company's customers are written to in. */
export async function findCompanyLanguage(tx: Tx, companyId: string): Promise<Language> {
  const company = tx.selectFrom('company').where('id', '=', companyId).select('language');
  return (await company.executeTakeFirstOrThrow()).language;
}

/** Keeps a link by the hash of its token, in the place of one that the same person still has of the same quote. */
export async function insertQuoteLink(
  tx: Tx,
  link: {
    id: string;
    tokenHash: Buffer;
    quoteId: string;
    companyId: string;
    contactId: string;
    personId: string;
    name: string;
    email: string;
    sentBy: string;
    at: Date;
  },
): Promise<void> {
  const { at: sentAt, ...kept } = link;
  await tx
    .updateTable('quoteLink')
    .set({ withdrawnAt: sentAt, withdrawnBy: link.sentBy, codeHash: null, codeExpiresAt: null })
    .where('quoteId', '=', link.quoteId)
    .where('personId', '=', link.personId)
    .where('withdrawnAt', 'is', null)
    .execute();
  await tx
    .insertInto('quoteLink')
    .values({ ...kept, sentAt })
    .execute();
}

/** Makes a link of a locked quote void. Says whose it was; `undefined` where it was void already. */
export async function voidQuoteLink(
  tx: Tx,
  which: { linkId: string; quoteId: string; by: string; at: Date },
): Promise<{ email: string } | undefined> {
  return tx
    .updateTable('quoteLink')
    .set({ withdrawnAt: which.at, withdrawnBy: which.by, codeHash: null, codeExpiresAt: null })
    .where('id', '=', which.linkId)
    .where('quoteId', '=', which.quoteId)
    .where('withdrawnAt', 'is', null)
    .returning('email')
    .executeTakeFirst();
}

/** Whether a link of a quote is there, void or not. */
export async function isLinkOf(
  tx: Tx,
  which: { linkId: string; quoteId: string },
): Promise<boolean> {
  const link = await tx
    .selectFrom('quoteLink')
    .where('id', '=', which.linkId)
    .where('quoteId', '=', which.quoteId)
    .select('id')
    .executeTakeFirst();
  return link !== undefined;
}

/** Whether a link still opens, asked under the lock of its quote. */
export async function isLinkOpen(tx: Tx, linkId: string): Promise<boolean> {
  const link = await tx
    .selectFrom('quoteLink')
    .where('id', '=', linkId)
    .where('withdrawnAt', 'is', null)
    .select('id')
    .executeTakeFirst();
  return link !== undefined;
}

/** Notes when the page of a link was first asked for; later times change nothing. */
export async function markLinkOpened(tx: Tx, of: { linkId: string; at: Date }): Promise<void> {
  await tx
    .updateTable('quoteLink')
    .set({ openedAt: of.at })
    .where('id', '=', of.linkId)
    .where('openedAt', 'is', null)
    .execute();
}

/** Lays down a new code for a link that opens; one that was out is void. */
export async function setLinkCode(
  tx: Tx,
  code: { linkId: string; codeHash: Buffer; expiresAt: Date },
): Promise<void> {
  const { linkId, codeHash, expiresAt } = code;
  await tx
    .updateTable('quoteLink')
    .set({ codeHash, codeExpiresAt: expiresAt })
    .where('id', '=', linkId)
    .where('withdrawnAt', 'is', null)
    .execute();
}

/** The hash of the code that a link waits for; `undefined` where none is out at a moment. */
export async function findLinkCode(
  db: Db,
  of: { linkId: string; at: Date },
): Promise<Buffer | undefined> {
  const link = await db
    .selectFrom('quoteLink')
    .where('id', '=', of.linkId)
    .where('withdrawnAt', 'is', null)
    .where('codeExpiresAt', '>', of.at)
    .select('codeHash')
    .executeTakeFirst();
  return link?.codeHash ?? undefined;
}

/** Uses a code up: of two at the same time the second finds none. */
export async function spendCode(
  tx: Tx,
  of: { linkId: string; codeHash: Buffer; at: Date },
): Promise<boolean> {
  const spent = await tx
    .updateTable('quoteLink')
    .set({ codeHash: null, codeExpiresAt: null })
    .where('id', '=', of.linkId)
    .where('withdrawnAt', 'is', null)
    .where('codeHash', '=', of.codeHash)
    .where('codeExpiresAt', '>', of.at)
    .executeTakeFirst();
  return spent.numUpdatedRows === 1n;
}
