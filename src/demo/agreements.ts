import type { Insertable } from 'kysely';
import { addDays } from '../measures/calendar.ts';
import type { DB, OrderField } from '../platform/db/schema.ts';
import type { DemoCompany } from './companies.ts';
import { during, momentOn } from './moments.ts';
import type { Random } from './random.ts';

/** One version of a company's terms with the days it is in force. */
export type DemoAgreement = {
  /** `YYYY-MM-DD`; in force from `from` until before `until`, or for good. */
  from: string;
  until: string | undefined;
  row: Insertable<DB['agreement']> & { id: string };
};

const PAYMENT_DAYS = 30;
/** Companies that must give their own number with each purchase. */
const NUMBERED_PURCHASES = ['karaganda-mash', 'altay-energo', 'mangystau-port', 'tengiz-supply'];
const NUMBER_REQUIRED: OrderField[] = ['purchase-number'];
/** Companies that pay for delivery; that of everybody else is in the price of the goods. */
const BY_TARIFF = ['karaganda-mash', 'altay-energo'];
/** Of all but utilities, which always fetch in time: two days for nothing, then ₸200 for a tonne and a day, ten days at most. */
const STORAGE = { storageFreeDays: 2, storageFeeMinor: 200_00, storageMostDays: 10 };
const NO_STORAGE = { storageFreeDays: null, storageFeeMinor: null, storageMostDays: null };

/** A limit is not drawn but follows from what is owed; until then it says this. */
const LIMIT_NOT_SET_MINOR = 0;

/**
 * The terms of each company in versions. Who buys on credit with a limit began
 * prepaid and got the limit lately, so that what is owed is the sum of a few
 * weeks' orders; who has no limit has bought on account from the beginning.
 */
export function makeAgreements(
  random: Random,
  given: { companies: readonly DemoCompany[]; today: string },
): ReadonlyMap<string, readonly DemoAgreement[]> {
  return new Map(
    given.companies.map((company) => {
      const own = random.fork(company.entry.domain);
      return [company.row.id, versionsOf(own, company, given)] as const;
    }),
  );
}

function versionsOf(
  random: Random,
  company: DemoCompany,
  given: { today: string },
): DemoAgreement[] {
  const { entry, since } = company;
  const first = commonTerms(random, company);
  const prepaid = { payment: 'prepaid', paymentDays: 0, creditKind: 'none' } as const;
  const onAccount = { payment: 'on-account', paymentDays: PAYMENT_DAYS } as const;
  const changedBy = company.row.managerId ?? null;
  const make = (version: number, from: string, until: string | undefined) => ({
    id: random.id(momentOn(from, 9)),
    version,
    validDuring: during(from, until),
    changedBy,
    changedAt: momentOn(addDays(from, -1), 15),
  });

  switch (entry.credit) {
    case 'none':
      return [
        {
          from: since,
          until: undefined,
          row: { ...first, ...prepaid, ...make(1, since, undefined), creditLimitMinor: null },
        },
      ];
    case 'unlimited': {
      const row = { ...first, ...onAccount, ...make(1, since, undefined), creditLimitMinor: null };
      return [{ from: since, until: undefined, row: { ...row, creditKind: 'unlimited' } }];
    }
    case 'amount': {
      const changed = addDays(given.today, -random.whole(25, 60));
      const before = { ...first, ...prepaid, ...make(1, since, changed), creditLimitMinor: null };
      const after = {
        ...first,
        ...onAccount,
        ...make(2, changed, undefined),
        creditKind: 'amount',
        creditLimitMinor: LIMIT_NOT_SET_MINOR,
        reason: 'Год без просрочек: отсрочка 30 дней',
      } as const;
      return [
        { from: since, until: changed, row: before },
        { from: changed, until: undefined, row: after },
      ];
    }
  }
}

function commonTerms(random: Random, company: DemoCompany) {
  const { entry, row, since } = company;
  return {
    companyId: row.id,
    number: `${since.slice(2, 4)}/${String(random.whole(1, 480)).padStart(3, '0')}-М`,
    priceStrategy: random.chance(0.7) ? 'first-found' : 'lowest',
    publicPriceIfBetter: random.chance(0.5),
    pricingDate: 'order',
    toleranceBp: random.pick([500, 500, 500, 1000]),
    requiredFields: NUMBERED_PURCHASES.includes(entry.domain) ? NUMBER_REQUIRED : [],
    freightPrice: BY_TARIFF.includes(entry.domain) ? 'tariff' : 'included',
    ...(entry.trade === 'utility' ? NO_STORAGE : STORAGE),
    reason: '',
  } as const;
}

/** The version in force on a day; `undefined` before the first. */
export function agreementOn(
  versions: readonly DemoAgreement[],
  day: string,
): DemoAgreement | undefined {
  return versions.find(({ from, until }) => from <= day && (until === undefined || day < until));
}
