import type { HoldKind, HoldScope } from '../platform/db/schema.ts';
import { type CreditStanding, creditLeftMinor } from './credit.ts';

/** What makes up an exposure; each amount stands in one of them (R13). Minor units. */
export type ExposureBuckets = {
  /** Sent for approval within the company, on account. */
  awaitingApprovalMinor: number;
  /** Ordered on account and still with us. */
  toHandOverMinor: number;
  /** Handed over; its last day to pay is yet to come. */
  handedOverMinor: number;
  /** Handed over; its last day to pay has passed, and nobody disputes it. */
  pastDueMinor: number;
  /** Of what would be past its day: disputed, so not late, but owed all the same (R24). */
  disputedMinor: number;
  /** Money of the company for goods that are still with us, or for nothing yet: it makes the rest smaller. */
  paidAheadMinor: number;
};

/** What is left to pay of an order on account, and by which day: what is freed then. */
type Due = { number: string; dueOn: string; leftMinor: number };

/** A company's credit as it is shown: the standing of the day and all that it is made of. */
export type CreditInSight = CreditStanding & {
  /** The limit of the agreement, without what was granted for a time. */
  agreedLimitMinor: number | null;
  /** What was granted for a time, with its last day. */
  temporary: { extraMinor: number; untilDay: string } | undefined;
  buckets: ExposureBuckets;
  /** The next to be paid, the nearest day first. */
  dues: readonly Due[];
  holds: readonly { kind: HoldKind; scope: HoldScope }[];
  /** The newest wish for more credit. */
  request:
    | {
        extraMinor: number;
        untilDay: string;
        state: 'waiting' | 'granted' | 'refused';
        decisionNote: string;
      }
    | undefined;
};

/** Whether a hold stops orders on account. */
const isHeld = ({ holds }: Pick<CreditInSight, 'holds'>): boolean =>
  holds.some(({ scope }) => scope === 'block-orders');

/**
 * What can be ordered on account today: nothing while a hold stops orders,
 * `undefined` without a limit. Minor units.
 */
export function canOrderMinor(credit: CreditInSight): number | undefined {
  return isHeld(credit) ? 0 : creditLeftMinor(credit);
}

/** What an order lacks of the limit of the day: what credit for a time would have to add. Zero without a limit; minor units. */
export function lacksMinor(standing: CreditStanding, orderMinor: number): number {
  const { creditKind, limitMinor, exposureMinor } = standing;
  if (creditKind !== 'amount') return 0;
  return Math.max(0, exposureMinor + orderMinor - (limitMinor ?? 0));
}
