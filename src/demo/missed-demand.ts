import type { Insertable } from 'kysely';
import { addDays, tradingDay } from '../measures/calendar.ts';
import type { Channel } from '../people/channel.ts';
import type { DB } from '../platform/db/schema.ts';
import { type MissedReason, wishOf } from '../stock/missed-demand.ts';
import type { DemoCompany } from './companies.ts';
import { momentOn } from './moments.ts';
import type { Random } from './random.ts';
import type { Staff } from './staff.ts';

/** What is asked for and not kept, how often; the words are those of lists and calls. */
const WISHES: readonly (readonly [words: string, weight: number, why: MissedReason])[] = [
  ['уголок 85х85х8', 9, 'not-sold'],
  ['уголок 45х45х6 2т', 5, 'not-sold'],
  ['двутавр 55Б3 09Г2С 12т', 6, 'not-sold'],
  ['балка 33Ш1 6 шт', 4, 'not-sold'],
  ['швеллер 26П 3т', 7, 'not-sold'],
  ['труба бесшовная 168х9 09Г2С', 6, 'not-sold'],
  ['труба электросварная 720х9', 5, 'not-sold'],
  ['труба профильная 180х140х7 4т', 4, 'not-sold'],
  ['лист 14 hardox 450', 6, 'not-sold'],
  ['лист 90 09Г2С 5т', 3, 'not-sold'],
  ['арматура 13 А500С 20т', 3, 'not-sold'],
  ['арматура 12 А600', 5, 'not-sold'],
  ['круг 97 40Х', 4, 'not-sold'],
  ['шестигранник 29', 3, 'not-sold'],
  ['полоса 110х10 1,5т', 2, 'not-sold'],
  ['уголок 100х100х10 15т', 4, 'out-of-stock'],
  ['лист рифлёный 6 2т', 3, 'out-of-stock'],
  ['рельс Р65', 4, 'not-understood'],
  ['шпунт Ларсена', 3, 'not-understood'],
];
const COUNT = 90;
const DAYS = 80;
const CHANNELS: readonly (readonly [Channel, number])[] = [
  ['web', 5],
  ['counter', 3],
  ['phone', 3],
];

/** What companies of the demo asked for in the last months and did not get: what the office looks at. */
export function makeMissedDemand(
  random: Random,
  given: { companies: readonly DemoCompany[]; staff: Staff; at: Date },
): Insertable<DB['missedDemand']>[] {
  const made = new Map<string, Insertable<DB['missedDemand']>>();
  for (let count = 0; count < COUNT; count += 1) {
    const row = missed(random, given);
    // The same person asks for the same thing once a day.
    if (row) made.set([String(row.day), row.wishKey, row.personId, row.companyId].join(' '), row);
  }
  return [...made.values()];
}

function missed(
  random: Random,
  { companies, staff, at }: { companies: readonly DemoCompany[]; staff: Staff; at: Date },
): Insertable<DB['missedDemand']> | undefined {
  const [words, , why] = random.pickWeighted(WISHES.map((wish) => [wish, wish[1]] as const));
  const wish = wishOf(words);
  const company = random.pick(companies);
  const channel = random.pickWeighted(CHANNELS);
  const buyer = company.buyers[0]?.person.id;
  const clerk = staff.clerksOf.get(company.entry.branchCode)?.[0];
  const personId = channel === 'web' ? buyer : clerk;
  if (!wish || !personId) return undefined;
  const day = addDays(tradingDay(at), -random.whole(1, DAYS));
  const askedAt = momentOn(day, random.whole(9, 17), random.whole(0, 59));
  return {
    ...{ id: random.id(askedAt), at: askedAt, day: tradingDay(askedAt), channel, personId, why },
    ...{ branchCode: company.entry.branchCode, companyId: company.row.id },
    ...{ typed: wish.typed, wishKey: wish.key, form: wish.form ?? null, grade: wish.grade },
    ...{ size: wish.size, sizeKey: wish.sizeKey, weightG: wish.weightG ?? null },
    ...{ quantityMilli: wish.quantity?.amountMilli ?? null, unit: wish.quantity?.unit ?? null },
  };
}
