import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { Refusal } from '../platform/refusal.ts';
import { isBin } from './bin.ts';
import { foldCompanyName } from './company-name.ts';
import { findCompanyByBin, insertCompany, insertFirstAgreement } from './customers.queries.ts';

export type Registration = {
  bin: string;
  name: string;
  phone?: string | undefined;
  branchCode: string;
  at: Date;
};

/**
 * Opens a company that walked in, by its BIN, with a prepaid agreement and no
 * credit; one that is known is found and left as it is. Two clerks at once get
 * the same company. Refuses a BIN whose check digit is wrong.
 */
export async function registerCompany(
  tx: Tx,
  clerk: Staff,
  registration: Registration,
): Promise<{ companyId: string; isNew: boolean }> {
  const { bin, name, phone, branchCode, at } = registration;
  if (!may(clerk, 'see-customers')) throw new Refusal({ code: 'not-permitted' });
  if (!isBin(bin)) throw new Refusal({ code: 'bin-invalid' });

  const id = newId();
  const searchName = foldCompanyName(name);
  const company = { id, bin, name, searchName, phone: phone ?? null, branchCode };
  if (!(await insertCompany(tx, company))) {
    const known = await findCompanyByBin(tx, bin);
    if (!known) throw new Error(`company ${bin} is neither new nor known`);
    return { companyId: known.id, isNew: false };
  }

  const from = tradingDay(at);
  const by = clerk.personId;
  await insertFirstAgreement(tx, { id: newId(), companyId: id, number: `W-${bin}`, from, by, at });
  await recordEvent(
    tx,
    { type: 'company.registered', bin },
    { companyId: id, personId: by, channel: null, subjectId: id, at },
  );
  return { companyId: id, isNew: true };
}
