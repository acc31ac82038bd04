import type { Insertable } from 'kysely';
import type { DB } from '../platform/db/schema.ts';
import { foldCompanyName } from '../customers/company-name.ts';
import { phoneDigits } from '../customers/phone.ts';
import { makeBin } from './bins.ts';
import { demoBranches } from './branches.ts';
import { during, momentOn } from './moments.ts';
import { mobileNumber, personName } from './person-names.ts';
import type { Random } from './random.ts';

/** The rows of many companies, each with one buyer who pays first and one contact. */
export type LargeCompanies = {
  companies: (Insertable<DB['company']> & { id: string; bin: string })[];
  people: Insertable<DB['person']>[];
  memberships: Insertable<DB['membership']>[];
  contacts: Insertable<DB['contact']>[];
  agreements: Insertable<DB['agreement']>[];
  accounts: Insertable<DB['companyAccount']>[];
};

const beginnings = [
  'Жетісу',
  'Арқа',
  'Орда',
  'Медет',
  'Шаңырақ',
  'Болат',
  'Темір',
  'Алатау',
  'Дала',
  'Еуразия',
  'Самұрық',
  'Қайрат',
  'Сункар',
  'Атлант',
  'Вектор',
  'Прогресс',
  'Гранит',
  'Монолит',
] as const;
const endings = [
  'Строй',
  'Құрылыс',
  'Металл',
  'Сервис',
  'Инжиниринг',
  'Трейд',
  'Монтаж',
  'Профиль',
  'Агро',
  'Машзавод',
] as const;
const groups = ['builders', 'manufacturers', 'resellers', null] as const;
/** Serials of BINs from here on; those of the demo world lie below. */
const FIRST_SERIAL = 1_000;

/**
 * So many companies beside those of the demo world, numbered in their names and
 * addresses (`c000001.example`), with valid BINs.
 */
export function makeLargeCompanies(
  random: Random,
  of: { count: number; since: string; passwordHash: string },
): LargeCompanies {
  const made: LargeCompanies = {
    companies: [],
    people: [],
    memberships: [],
    contacts: [],
    agreements: [],
    accounts: [],
  };
  for (let number = 1; number <= of.count; number += 1) addCompany(random, number, of, made);
  return made;
}

function addCompany(
  random: Random,
  number: number,
  of: { since: string; passwordHash: string },
  made: LargeCompanies,
): void {
  const createdAt = momentOn(of.since, 10);
  const domain = `c${String(number).padStart(6, '0')}.example`;
  const name = `ТОО «${random.pick(beginnings)} ${random.pick(endings)} ${number}»`;
  const branchCode = random.pick(demoBranches).code;
  const [companyId, personId] = [random.id(createdAt), random.id(createdAt)];
  const phone = mobileNumber(random);
  const person = personName(random);
  const email = `purchaser@${domain}`;
  made.companies.push({
    id: companyId,
    bin: makeBin(random, FIRST_SERIAL + number * 8),
    name,
    searchName: foldCompanyName(name),
    groupCode: random.pick(groups),
    branchCode,
    phone,
    email: `office@${domain}`,
    createdAt,
  });
  const { passwordHash } = of;
  made.people.push({ id: personId, email, name: person, phone, passwordHash, createdAt });
  made.memberships.push({ personId, companyId, role: 'buyer', createdAt });
  made.contacts.push({
    id: random.id(createdAt),
    companyId,
    personId,
    name: person,
    searchName: foldCompanyName(person),
    duty: 'Снабженец',
    phone,
    phoneDigits: phoneDigits(phone) ?? null,
    email,
  });
  made.agreements.push(prepaidAgreement(random.id(createdAt), companyId, number, of.since));
  made.accounts.push({ companyId, creditKind: 'none', limitMinor: null });
}

function prepaidAgreement(
  id: string,
  companyId: string,
  number: number,
  since: string,
): Insertable<DB['agreement']> {
  return {
    id,
    companyId,
    version: 1,
    number: `${number}-М`,
    validDuring: during(since),
    priceStrategy: number % 3 === 0 ? 'lowest' : 'first-found',
    publicPriceIfBetter: number % 2 === 0,
    pricingDate: 'order',
    payment: 'prepaid',
    paymentDays: 0,
    toleranceBp: 500,
    creditKind: 'none',
    creditLimitMinor: null,
    changedAt: momentOn(since, 10),
  };
}
