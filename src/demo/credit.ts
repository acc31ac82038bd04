import type { Insertable } from 'kysely';
import { addDays, tradingDay } from '../measures/calendar.ts';
import type { DB } from '../platform/db/schema.ts';
import type { DemoAgreement } from './agreements.ts';
import type { DemoCompany } from './companies.ts';
import { during, momentOn } from './moments.ts';
import type { Random } from './random.ts';

/** The first company has a little more for a time; the one at its limit asks for more. */
const HAS_MORE = 'altyn';
const ASKS_FOR_MORE = 'bereke-stroy';
/** It has paid nothing lately, so the house holds its orders; the first company pays in time. */
export const SLOW = 'ontustik-temir';
export const PROMPT = 'altyn';
/** Its manager wishes to give it more than he may alone. */
const DRAFTED = 'steppe-trade';

/** It pays a third with the order, before anything is cut, and the rest after the shipment. */
const PAYS_IN_PARTS = 'almaty-metiz';

const EXTRA_MINOR = 500_000_000;
const WISHED_MINOR = 800_000_000;
const DRAFTED_LIMIT_MINOR = 12_000_000_000;
const DRAFTED_DAYS = 45;

/** What of credit waits or lasts in the demo world. */
export type DemoCredit = {
  drafts: readonly (Insertable<DB['agreement']> & { id: string })[];
  instalments: readonly Insertable<DB['agreementInstalment']>[];
  requests: readonly Insertable<DB['limitRequest']>[];
  limits: readonly Insertable<DB['temporaryLimit']>[];
};

/** Instalments of one company, one draft of terms for a second person, one wish that waits, one limit for a time. */
export function makeCredit(
  random: Random,
  given: {
    companies: readonly DemoCompany[];
    agreements: ReadonlyMap<string, readonly DemoAgreement[]>;
    headOfSales: string;
    at: Date;
  },
): DemoCredit {
  const book = new Map(given.companies.map((company) => [company.entry.domain, company]));
  const of = (domain: string): Debtor => {
    const company = book.get(domain);
    if (!company) throw new Error(`no company ${domain} in the book`);
    return { ...company, managerId: company.row.managerId ?? given.headOfSales };
  };
  const today = tradingDay(given.at);
  const from = addDays(today, 7);
  const more = makeLimit(random, of(HAS_MORE), today);
  return {
    drafts: [draftFor(random, of(DRAFTED), given.agreements, { today, from })],
    instalments: partsFor(of(PAYS_IN_PARTS), given.agreements),
    requests: [more.request, makeWish(random, of(ASKS_FOR_MORE), today)],
    limits: [more.limit],
  };
}

type Debtor = DemoCompany & { managerId: string };

/** Who buys for a company asks on an afternoon. */
function askedBy(random: Random, { entry, row, buyers }: Debtor, requestedAt: Date) {
  const [buyer] = buyers;
  if (!buyer) throw new Error(`nobody buys for ${entry.domain}`);
  return {
    ...{ id: random.id(requestedAt), companyId: row.id },
    ...{ requestedBy: buyer.person.id, requestedAt },
  };
}

function partsFor(
  company: DemoCompany,
  agreements: ReadonlyMap<string, readonly DemoAgreement[]>,
): Insertable<DB['agreementInstalment']>[] {
  const newest = agreements.get(company.row.id)?.at(-1);
  if (!newest) throw new Error(`no terms of ${company.entry.domain}`);
  const agreementId = newest.row.id;
  return [
    { agreementId, position: 1, shareBp: 3000, dueAfter: 'order', days: 0, gate: 'cut' },
    { agreementId, position: 2, shareBp: 7000, dueAfter: 'shipment', days: 20, gate: null },
  ];
}

function makeLimit(random: Random, company: Debtor, today: string) {
  const begun = addDays(today, -2);
  const grantedAt = momentOn(begun, 15);
  const { managerId } = company;
  const request = {
    ...askedBy(random, company, momentOn(begun, 11)),
    extraMinor: EXTRA_MINOR,
    untilDay: addDays(today, 20),
    note: 'Каркас третьей очереди, до оплаты от заказчика',
    state: 'granted' as const,
    ...{ decidedBy: managerId, decidedAt: grantedAt },
  };
  const limit = {
    ...{ id: random.id(grantedAt), companyId: company.row.id, requestId: request.id },
    extraMinor: EXTRA_MINOR,
    validDuring: during(begun, addDays(today, 21)),
    ...{ grantedBy: managerId, grantedAt },
  };
  return { request, limit };
}

const makeWish = (random: Random, company: Debtor, today: string) => ({
  ...askedBy(random, company, momentOn(addDays(today, -1), 16)),
  extraMinor: WISHED_MINOR,
  untilDay: addDays(today, 14),
  note: 'Арматура на плиту, оплату ждём к десятому числу',
  state: 'waiting' as const,
  ...{ decidedBy: null, decidedAt: null },
});

function draftFor(
  random: Random,
  company: Debtor,
  agreements: ReadonlyMap<string, readonly DemoAgreement[]>,
  days: { today: string; from: string },
): Insertable<DB['agreement']> & { id: string } {
  const newest = agreements.get(company.row.id)?.at(-1);
  if (!newest) throw new Error(`no terms of ${company.entry.domain}`);
  const draftedAt = momentOn(addDays(days.today, -1), 17);
  return {
    ...newest.row,
    id: random.id(draftedAt),
    version: Number(newest.row.version) + 1,
    validDuring: 'empty',
    paymentDays: DRAFTED_DAYS,
    creditLimitMinor: DRAFTED_LIMIT_MINOR,
    reason: 'Контракт на год: просит 45 дней и лимит на два месяца закупок',
    changedBy: company.managerId,
    changedAt: draftedAt,
    state: 'draft',
    plannedFrom: days.from,
    beyond: ['credit-limit', 'payment-days'],
  };
}
