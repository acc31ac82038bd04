import { randomUUID } from 'node:crypto';
import { tradingDay } from '../measures/calendar.ts';
import type { Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import type { StaffRole } from '../platform/db/schema.ts';
import type { Instrument, InstrumentItem } from './instrument.ts';
import { RECOMMENDS_US } from './metrics/staff-pulse.ts';
import { promptDraws } from './prompt.ts';
import type { GivenItem } from './questions.ts';
import { insertPulse } from './staff-pulse.queries.ts';

/** Of the other questions so many are drawn for each, one for each month of the quarter. */
const DRAWN = 3;
/** Who sells, and is asked how. */
const SELLING: readonly StaffRole[] = ['counter', 'phone', 'manager'];

/** The quarter of a day, as answers of our own people are kept: `2026-Q4`. */
export function pulseQuarter(day: string): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** The instrument with what our own people are asked of how they sell, so that it is asked and read like any other item. */
export function withStaffItems(instrument: Instrument): Instrument {
  const own = instrument.staffItems.map(({ id, wording, scale, isReversed }): InstrumentItem => ({
    ...{ id, wording, scale, isReversed, construct: null, audience: 'employee' },
    ...{ source: 'added_by_us', sourceWording: null, role: null, use: [], touchpoints: [] },
    ...{ askedWhen: [], cooldownDays: 0, countsInConstruct: false, alarm: null, note: null },
  }));
  return { ...instrument, items: [...instrument.items, ...own] };
}

/**
 * What somebody of ours is asked in a quarter: whether he would recommend us, three of the
 * others by a lot that is always the same for him, and whoever sells also how he does.
 * What needs facts that are not kept of people (who uses which program) is not asked.
 */
export function pulseItems(
  instrument: Instrument,
  of: { personId: string; role: StaffRole; quarter: string },
): { asked: string[]; selling: string[] } {
  const { personId, role, quarter } = of;
  const lotOf = (id: string) => promptDraws(personId, `${quarter}|${id}`).item;
  const others = instrument.items
    .filter((one) => one.touchpoints.includes('TP_EMPLOYEE_PULSE') && one.askedWhen.length === 0)
    .toSorted((one, other) => lotOf(one.id) - lotOf(other.id))
    .slice(0, DRAWN)
    .map(({ id }) => id);
  const selling = SELLING.includes(role) ? instrument.staffItems.map(({ id }) => id) : [];
  return { asked: [RECOMMENDS_US, ...others], selling };
}

/**
 * Keeps what one of ours said for the quarter of today, under a number drawn by lot: no
 * column joins it to a person or a time, and no event is recorded. It counts once; a
 * second form of the same person changes nothing.
 */
export async function answerPulse(
  tx: Tx,
  by: Staff,
  said: { given: readonly GivenItem[]; at: Date },
): Promise<void> {
  const { given, at } = said;
  const numbers = given.flatMap(({ item, number }) => (number === null ? [] : [{ item, number }]));
  const { personId, branchCode } = by;
  const quarter = pulseQuarter(tradingDay(at));
  await insertPulse(tx, { quarter, personId, branchCode, respondent: randomUUID(), numbers });
}
