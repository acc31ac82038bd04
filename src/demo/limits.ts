import type { Insertable } from 'kysely';
import type { DB } from '../platform/db/schema.ts';
import type { DemoAgreement } from './agreements.ts';
import type { DemoCompany } from './companies.ts';
import type { Random } from './random.ts';

/** Limits are round sums: five million tenge, in tiyin. */
const STEP_MINOR = 500_000_000;
/** The smallest step in which anybody would set a limit: ten thousand tenge. */
const HAIR_MINOR = 1_000_000;
/** One company has almost used up its limit, so that the next order on account is refused. */
const AT_ITS_LIMIT = 'bereke-stroy';

/**
 * Sets the limits that were left open, so that each covers what the company
 * owes already and the next orders mostly fit, and opens the accounts.
 */
export function limitsOf(
  random: Random,
  given: {
    companies: readonly DemoCompany[];
    agreements: ReadonlyMap<string, readonly DemoAgreement[]>;
    exposures: ReadonlyMap<string, number>;
  },
): { agreements: DemoAgreement[]; accounts: Insertable<DB['companyAccount']>[] } {
  const agreements: DemoAgreement[] = [];
  const accounts: Insertable<DB['companyAccount']>[] = [];
  for (const company of given.companies) {
    const exposureMinor = given.exposures.get(company.row.id) ?? 0;
    const creditKind = company.entry.credit;
    const limitMinor = creditKind === 'amount' ? limitFor(random, company, exposureMinor) : null;
    accounts.push({ companyId: company.row.id, creditKind, limitMinor });
    for (const version of given.agreements.get(company.row.id) ?? []) {
      const creditLimitMinor = version.row.creditKind === 'amount' ? limitMinor : null;
      agreements.push({ ...version, row: { ...version.row, creditLimitMinor } });
    }
  }
  return { agreements, accounts };
}

function limitFor(random: Random, company: DemoCompany, exposureMinor: number): number {
  const room = random.pick([1.4, 1.8, 2.5]);
  if (company.entry.domain === AT_ITS_LIMIT)
    return (Math.floor(exposureMinor / HAIR_MINOR) + 1) * HAIR_MINOR;
  return Math.max(2, Math.ceil((exposureMinor * room) / STEP_MINOR)) * STEP_MINOR;
}
