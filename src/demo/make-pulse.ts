import type { Insertable } from 'kysely';
import { RECOMMENDS_US } from '../loyalty/metrics/staff-pulse.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { DB } from '../platform/db/schema.ts';
import { monthStart, quarterStart } from './moments.ts';
import type { Random } from './random.ts';

/** Our own people by branch: three yards that are large enough to be told apart, and two that are not. */
const people = [
  ['ALA', 14],
  ['NQZ', 9],
  ['KRG', 7],
  ['CIT', 4],
  ['AKX', 3],
] as const;
const ITEMS = ['XRM1', 'THR1', 'THR3', 'INV1', 'INV2', 'INV3'];

/** What our own people said in the last whole quarter, most of them. */
export function makePulse(random: Random, at: Date): Insertable<DB['staffPulseAnswer']>[] {
  const day = monthStart(quarterStart(tradingDay(at)), -3);
  const quarter = `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
  return people.flatMap(([branchCode, count]) =>
    Array.from({ length: count }, () => random.id(at)).flatMap((respondent) => {
      const mood = random.fraction() - (branchCode === 'ALA' ? 0.7 : 0.4);
      const said = ITEMS.filter(() => random.chance(0.6)).map((item) => ({
        ...{ quarter, branchCode, respondent, item },
        number: Math.min(5, Math.max(1, Math.round(3.6 + mood + random.fraction() * 2 - 1))),
      }));
      const recommends = Math.min(
        10,
        Math.max(0, Math.round(7.4 + mood * 3 + random.fraction() * 2)),
      );
      return [
        { quarter, branchCode, respondent, item: RECOMMENDS_US, number: recommends },
        ...said,
      ];
    }),
  );
}
