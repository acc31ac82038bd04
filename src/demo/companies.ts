import type { Insertable } from 'kysely';
import { foldCompanyName } from '../customers/company-name.ts';
import { phoneDigits } from '../customers/phone.ts';
import type { CompanyRole, DB } from '../platform/db/schema.ts';
import { makeBin } from './bins.ts';
import { cityOf } from './branches.ts';
import { companyBook, type CompanyEntry } from './company-book.ts';
import { momentOn } from './moments.ts';
import { addDays } from '../measures/calendar.ts';
import { mobileNumber, personName } from './person-names.ts';
import type { Random } from './random.ts';
import type { DemoPerson, Staff } from './staff.ts';

type DemoBuyer = { person: DemoPerson; role: CompanyRole };

/** A company with its people, contacts and sites: everything but its terms. */
export type DemoCompany = {
  entry: CompanyEntry;
  row: Insertable<DB['company']> & { id: string };
  /** The first day of trade with us, `YYYY-MM-DD`. */
  since: string;
  /** No order after this day; `undefined` for one that still buys. */
  until: string | undefined;
  buyers: readonly DemoBuyer[];
  contacts: readonly (Insertable<DB['contact']> & { id: string })[];
  sites: readonly (Insertable<DB['site']> & { id: string })[];
};

/** What the members of a company call themselves, by role: the part of the address before the @ and the duty. */
const duties: Record<CompanyRole, { local: string; duty: string }> = {
  buyer: { local: 'purchaser', duty: 'Снабженец' },
  approver: { local: 'approver', duty: 'Директор' },
  accountant: { local: 'accountant', duty: 'Бухгалтер' },
  foreman: { local: 'foreman', duty: 'Прораб' },
  company_admin: { local: 'admin', duty: 'Офис-менеджер' },
};

/** These joined lately, and these fell silent. */
const NEWCOMERS = ['turan-vorota', 'oskemen-bars', 'aktau-servis', 'irtysh-dom'];
const SILENT = ['aksu-most', 'ilek-stroy', 'tau-kurylys'];
/** The company that has not bought yet, by its domain. */
export const WITHOUT_ORDERS = 'baikonur-montazh';
const SILENT_FOR_DAYS = 130;

/**
 * The forty companies with valid BINs (kazakhstan.md §1) and their people. Most
 * traded with us before the world begins; a few joined lately, three fell
 * silent, and one has not bought yet.
 */
export function makeCompanies(
  random: Random,
  given: { staff: Staff; passwordHash: string; from: string; today: string },
): DemoCompany[] {
  return companyBook.map((entry, index) => {
    const own = random.fork(entry.domain);
    const since = sinceDay(own, entry, given);
    const company = makeCompany(own, { entry, index, since, ...given });
    const buyers = makeBuyers(own, { entry, since, passwordHash: given.passwordHash });
    return {
      entry,
      row: company,
      since,
      until: SILENT.includes(entry.domain) ? addDays(given.today, -SILENT_FOR_DAYS) : undefined,
      buyers,
      contacts: makeContacts(own, { companyId: company.id, buyers, since }),
      sites: makeSites(own, { entry, companyId: company.id, since }),
    };
  });
}

function sinceDay(
  random: Random,
  entry: CompanyEntry,
  given: { from: string; today: string },
): string {
  if (entry.domain === WITHOUT_ORDERS) return addDays(given.today, -6);
  if (NEWCOMERS.includes(entry.domain)) return addDays(given.today, -random.whole(70, 200));
  return addDays(given.from, -random.whole(60, 1500));
}

function makeCompany(
  random: Random,
  given: { entry: CompanyEntry; index: number; since: string; staff: Staff },
): Insertable<DB['company']> & { id: string } {
  const { entry, index, since, staff } = given;
  const createdAt = momentOn(since, 10);
  const manager = staff.managers[index % staff.managers.length];
  return {
    id: random.id(createdAt),
    bin: makeBin(random, 1 + index * 8),
    name: entry.name,
    searchName: foldCompanyName(entry.name),
    groupCode: entry.trade === 'utility' ? null : `${entry.trade}s`,
    branchCode: entry.branchCode,
    managerId: manager ?? null,
    phone: mobileNumber(random),
    email: `office@${entry.domain}.example`,
    address: `г. ${cityOf(entry.branchCode)}, ул. ${random.pick(streets)}, ${random.whole(1, 180)}`,
    language: entry.language,
    createdAt,
  };
}

const streets = [
  'Абая',
  'Толе би',
  'Райымбека',
  'Гагарина',
  'Сатпаева',
  'Ауэзова',
  'Жибек жолы',
] as const;

function makeBuyers(
  random: Random,
  given: { entry: CompanyEntry; since: string; passwordHash: string },
): DemoBuyer[] {
  const { entry, since, passwordHash } = given;
  const createdAt = momentOn(since, 11);
  return rolesOf(entry).map((role) => {
    const email = `${duties[role].local}@${entry.domain}.example`;
    const id = random.id(createdAt);
    const [name, phone] = [personName(random), mobileNumber(random)];
    const { language } = entry;
    return { role, person: { id, email, name, phone, language, passwordHash, createdAt } };
  });
}

/** The first company of the book has every role; of others the large ones have more people. */
function rolesOf(entry: CompanyEntry): CompanyRole[] {
  if (entry === companyBook[0]) {
    return ['buyer', 'approver', 'accountant', 'foreman', 'company_admin'];
  }
  return [
    'buyer',
    ...(entry.ordersPerMonth >= 5 ? (['approver'] as const) : []),
    ...(entry.credit === 'none' ? [] : (['accountant'] as const)),
    ...(entry.trade === 'builder' ? (['foreman'] as const) : []),
    ...(entry.credit === 'unlimited' ? (['company_admin'] as const) : []),
  ];
}

function makeContacts(
  random: Random,
  given: { companyId: string; buyers: readonly DemoBuyer[]; since: string },
): DemoCompany['contacts'] {
  const { companyId, buyers, since } = given;
  const createdAt = momentOn(since, 12);
  const known = buyers.map(({ person, role }) => {
    const { name, email } = person;
    const phone = person.phone ?? '';
    return { personId: person.id, name, email, phone, duty: duties[role].duty };
  });
  const driver = { personId: null, name: personName(random), email: null, duty: 'Водитель' };
  return [...known, { ...driver, phone: mobileNumber(random) }].map((contact) => ({
    id: random.id(createdAt),
    companyId,
    ...contact,
    searchName: foldCompanyName(contact.name),
    phoneDigits: phoneDigits(contact.phone) ?? null,
  }));
}

const siteNames = [
  'ЖК «Аспан»',
  'Склад',
  'Цех № 2',
  'Школа на 900 мест',
  'ЖК «Тұмар»',
  'Эстакада',
  'Торговый центр',
] as const;

function makeSites(
  random: Random,
  given: { entry: CompanyEntry; companyId: string; since: string },
): DemoCompany['sites'] {
  const { entry, companyId, since } = given;
  const count = entry.trade === 'builder' ? random.whole(2, 3) : random.whole(0, 1);
  const city = cityOf(entry.branchCode);
  return random.sample(siteNames, count).map((name) => ({
    id: random.id(momentOn(since, 13)),
    companyId,
    name,
    city,
    address: `г. ${city}, ул. ${random.pick(streets)}, ${random.whole(1, 180)}`,
  }));
}
