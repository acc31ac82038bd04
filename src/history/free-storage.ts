import type { Agreed } from '../customers/agreed.ts';
import { addDays, tradingDay } from '../measures/calendar.ts';
import type { OrderStage } from '../platform/db/schema.ts';
import type { Happening } from './history.queries.ts';

/** How long goods that are ready lie for nothing, and what a tonne costs a day afterwards. Minor units with VAT. */
export type FreeStorage = { until: string; feeMinor: number };

/**
 * Until which trading day, and with it, the goods of an order lie in our yard for
 * nothing (R21): as many days after the one on which they were said to be ready as its
 * agreement gives; the newest word counts. Nothing is said of an order that is not
 * ready, that has been handed over, or whose storage costs nothing.
 */
export function freeStorageOf(
  order: { stage: OrderStage; agreed: Pick<Agreed, 'storage'> | null },
  happenings: readonly Pick<Happening, 'type' | 'at' | 'facts'>[],
): FreeStorage | undefined {
  const storage = order.agreed?.storage;
  if (!storage || (order.stage !== 'ready' && order.stage !== 'shipped')) return undefined;
  const ready = happenings.findLast(
    ({ type, facts }) =>
      type === 'order.moved' && new Map(Object.entries(facts ?? {})).get('to') === 'ready',
  );
  if (!ready) return undefined;
  return { until: addDays(tradingDay(ready.at), storage.freeDays), feeMinor: storage.feeMinor };
}
