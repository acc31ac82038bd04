import { addDays, firstDayOfQuarter, momentOn } from '../../measures/calendar.ts';

/** So many quarters that are over are kept up to date: their year lies within what is read of tonight. */
const QUARTERS = 4;

/** The end of a quarter: its last day, and the last moment of that. */
export type QuarterEnd = { quarter: string; day: string; asOf: Date };

/** The last day of a quarter such as `2026-Q3`. */
export const lastDayOf = (quarter: string): string => {
  const [year, number] = [Number(quarter.slice(0, 4)), Number(quarter.slice(-1))];
  const next =
    number === 4 ? `${year + 1}-01-01` : `${year}-${String(number * 3 + 1).padStart(2, '0')}-01`;
  return addDays(next, -1);
};

/** The quarter of a day, such as `2026-Q3`. */
const quarterOf = (day: string): string =>
  `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** By which period the figures of a quarter's end are kept, as tonight's are by `now`. */
export const periodOfEnd = (quarter: string): string => `end-${quarter}`;

/** The ends of the last four quarters that are over on a day, the newest first. */
export function quarterEndsBefore(today: string): QuarterEnd[] {
  const ends: QuarterEnd[] = [];
  let from = firstDayOfQuarter(today);
  while (ends.length < QUARTERS) {
    const day = addDays(from, -1);
    ends.push({
      ...{ quarter: quarterOf(day), day },
      asOf: new Date(momentOn(day, '24:00').getTime() - 1),
    });
    from = firstDayOfQuarter(day);
  }
  return ends;
}
