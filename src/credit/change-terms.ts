import type { Terms } from '../customers/agreement.ts';
import {
  endAgreements,
  findNewestAgreement,
  insertAgreement,
} from '../customers/agreement.queries.ts';
import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { alignAccount, lockAccount, openAccount } from './credit.queries.ts';

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

/**
 * Agrees new terms with a company from a day on: the next version of its
 * agreement, which replaces whatever was agreed for those days. The credit of
 * the account moves in the same transaction when that day is today, else when
 * it comes (`alignAccounts`). Orders that were placed keep the terms they were
 * placed on. Refuses to write over a version that the manager has not seen, and
 * a day that is past. Locks the company's account.
 */
export async function changeTerms(
  tx: Tx,
  manager: Staff,
  change: TermsChange,
): Promise<{ version: number }> {
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
  await endAgreements(tx, { companyId, from });
  await insertAgreement(tx, { id, companyId, version, number, from, terms, reason, by, at });
  await alignAccount(tx, { companyId, on: today });
  await recordEvent(
    tx,
    { type: 'agreement.changed', agreementId: id, version, reason },
    { companyId, personId: by, channel: null, subjectId: id, at },
  );
  return { version };
}
