import type { OrderStage } from '../platform/db/schema.ts';
import { cancellationReasons } from '../ordering/order.ts';
import { workingDaysAfter } from '../measures/calendar.ts';
import { momentOn } from './moments.ts';
import type { Random } from './random.ts';

type StageMove = { from: OrderStage; to: OrderStage; at: Date };

/** How an order went until the present moment. */
export type OrderCourse = {
  stage: OrderStage;
  moves: readonly StageMove[];
  cancelled: { at: Date; reason: string } | undefined;
};

const CANCELLED_SHARE = 0.045;
const QUEUED_DAYS = 2;
/** Working days after the placing on which each step falls: from, to. Picking begins before a hold of 24 hours of business runs out. */
const steps = [
  { to: 'confirmed', days: [0, 1], hours: [9, 12] },
  { to: 'picking', days: [1, 1], hours: [13, 15] },
  { to: 'ready', days: [1, 2], hours: [16, 17] },
  { to: 'delivered', days: [2, 5], hours: [9, 17] },
] as const;

/**
 * Moves an order along as time passed: confirmed, picking, ready, handed over,
 * each on a working day; what lies after the present has not happened. A few
 * are cancelled soon after the placing, with one of the reasons people choose. Where
 * the yard is slow what is ready waits two days longer for its loading.
 */
export function courseOf(
  random: Random,
  placed: { day: string; placedAt: Date; at: Date; isSlow: boolean },
): OrderCourse {
  const cancelledAt = new Date(placed.placedAt.getTime() + random.whole(20, 240) * 60_000);
  const isCancelled = random.chance(CANCELLED_SHARE) && cancelledAt <= placed.at;
  const reason = random.pick(cancellationReasons.filter((known) => known !== 'other'));
  if (isCancelled) return { stage: 'cancelled', moves: [], cancelled: { at: cancelledAt, reason } };

  const moves: StageMove[] = [];
  let [stage, last]: [OrderStage, Date] = ['placed', placed.placedAt];
  for (const { to, days, hours } of steps) {
    const queuedDays = placed.isSlow && to === 'delivered' ? QUEUED_DAYS : 0;
    const day = workingDaysAfter(placed.day, random.whole(days[0], days[1]) + queuedDays);
    const planned = momentOn(day, random.whole(hours[0], hours[1]), random.whole(0, 59));
    const at = planned > last ? planned : new Date(last.getTime() + 25 * 60_000);
    if (at > placed.at) break;
    moves.push({ from: stage, to, at });
    [stage, last] = [to, at];
  }
  return { stage, moves, cancelled: undefined };
}
