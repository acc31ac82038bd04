import type { Terms } from '../customers/agreement.ts';
import {
  findAgreedTerms,
  findNewestAgreement,
  insertAgreement,
} from '../customers/agreement.queries.ts';
import { beyondAuthority } from '../customers/terms-authority.ts';
import { findTermsAuthority } from '../customers/terms-authority.queries.ts';
import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import type { BeyondAuthority } from '../platform/db/schema.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { bringIntoForce } from './agree-terms.ts';
import { lockAccount, openAccount } from './credit.queries.ts';

export type TermsChange = {
  companyId: string;
  /** The newest version that the manager saw; 0 where there was none. */
  seenVersion: number;
  /** First day of the new terms, `YYYY-MM-DD`: today or later. */
  from: string;
  terms: Terms;
  reason: string;
  at: Date;
};

/** The version that was written, and what of it waits for a second person: nothing, when it counts already. */
export type TermsChanged = { version: number; beyond: readonly BeyondAuthority[] };

/**
 * Agrees new terms with a company from a day on: the next version of its
 * agreement, which replaces whatever was agreed for those days. The credit of
 * the account moves in the same transaction when that day is today, else when
 * it comes (`alignAccounts`). Orders that were placed keep the terms they were
 * placed on. What goes beyond the manager's authority becomes a draft that
 * changes nothing until somebody else approves it; one may wait at a time.
 * Refuses to write over a version that the manager has not seen, and a day that
 * is past. Locks the company's account.
 */
export async function changeTerms(
  tx: Tx,
  manager: Staff,
  change: TermsChange,
): Promise<TermsChanged> {
  const { companyId, seenVersion, from, terms, reason, at } = change;
  if (!may(manager, 'set-terms')) throw new Refusal({ code: 'not-permitted' });
  const today = tradingDay(at);
  if (from < today) throw new Refusal({ code: 'day-past' });

  await openAccount(tx, companyId);
  if (!(await lockAccount(tx, companyId))) throw new NotFound('company', companyId);
  const newest = await findNewestAgreement(tx, companyId);
  if ((newest?.version ?? 0) !== seenVersion) throw new Refusal({ code: 'changed-meanwhile' });

  const version = seenVersion + 1;
  const id = newId();
  const number = newest?.number ?? `A-${id.slice(-8).toUpperCase()}`;
  const by = manager.personId;
  const authority = await findTermsAuthority(tx, manager.role);
  const beyond = beyondAuthority(authority, await findAgreedTerms(tx, companyId), terms);
  if (beyond.length > 0 && newest?.isDraftWaiting) throw new Refusal({ code: 'draft-waiting' });

  const agreement = { id, companyId, version, number, from, terms, reason, beyond, by, at };
  const write = () => insertAgreement(tx, agreement);
  if (beyond.length > 0) await write();
  else await bringIntoForce(tx, { companyId, from, today }, write);
  await recordEvent(
    tx,
    beyond.length > 0
      ? { type: 'agreement.drafted', agreementId: id, version, beyond: [...beyond] }
      : { type: 'agreement.changed', agreementId: id, version, reason },
    { companyId, personId: by, channel: null, subjectId: id, at },
  );
  return { version, beyond };
}
