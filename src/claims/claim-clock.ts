import {
  addDays,
  businessHoursAfter,
  momentOn,
  tradingDay,
  workingDaysAfter,
} from '../measures/calendar.ts';
import type { ClaimState } from '../platform/db/schema.ts';

/** How long a buyer may complain of a kind, by his agreement or as everybody, and how long we take; days of business. */
export type ClaimRule = {
  claimDays: number;
  countsFromDiscovery: boolean;
  decideDays: number;
  settleDays: number;
};

/** Within so many hours of business somebody says by name that he has it. */
const ACKNOWLEDGE_HOURS = 4;
const DAY_ENDS = '18:00';
/** So many days of business after it was closed a buyer may say that it is not solved. */
const REOPEN_DAYS = 10;

/**
 * The last day to complain (R24): so many days of business after the hand-over or,
 * for what could not be seen, after it was found. `undefined` where nothing that
 * the days count from is there yet. Days are `YYYY-MM-DD`.
 */
export function claimableUntil(
  rule: ClaimRule,
  of: { handedOn: string | undefined; discoveredOn: string | undefined },
): string | undefined {
  const from = rule.countsFromDiscovery ? of.discoveredOn : of.handedOn;
  return from === undefined ? undefined : workingDaysAfter(from, rule.claimDays);
}

/**
 * When the next step of a claim is due; null where there is none. It is taken up
 * within four hours of business, decided within the days of its kind from when it
 * came or came again, and made good within those after the decision, or by the day
 * that was promised with it. Always at the end of a day of business but the first.
 */
export function nextDue(
  state: ClaimState,
  of: { rule: ClaimRule; since: Date; at: Date; promisedOn?: string | null },
): Date | null {
  const { rule, since, at, promisedOn } = of;
  switch (state) {
    case 'received':
    case 'reopened':
      return businessHoursAfter(at, ACKNOWLEDGE_HOURS);
    case 'acknowledged':
    case 'inspecting':
      return momentOn(workingDaysAfter(tradingDay(since), rule.decideDays), DAY_ENDS);
    case 'decided':
      return momentOn(promisedOn ?? workingDaysAfter(tradingDay(at), rule.settleDays), DAY_ENDS);
    case 'settled':
    case 'refused':
    case 'withdrawn':
      return null;
  }
}

/** Whether a buyer may still say that a closed claim is not solved. */
export const isReopenable = (closedAt: Date, at: Date): boolean =>
  tradingDay(at) <= workingDaysAfter(tradingDay(closedAt), REOPEN_DAYS);

/** The first day that may be promised: tomorrow. */
export const firstPromise = (at: Date): string => addDays(tradingDay(at), 1);
