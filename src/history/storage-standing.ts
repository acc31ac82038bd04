import type { Agreed } from '../customers/agreed.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { OrderStage } from '../platform/db/schema.ts';
import { chargeForStorage, freeUntil, unwindFrom } from '../pricing/storage-charge.ts';

/** Goods that lie ready in our yard: until when for nothing, and what has come together. Trading days, grams, minor units with VAT. */
type LyingGoods = {
  kind: 'lies';
  /** The last day on which they lie for nothing. */
  until: string;
  /** For a tonne and a day after it. */
  feeMinor: number;
  /** Null: without a cap. */
  mostDays: number | null;
  /** What lies still. */
  weightG: number;
  /** What its storage costs if it is fetched today: so many days, so much. */
  days: number;
  grossMinor: number;
  /** Somebody of ours forwent it: nothing is charged. */
  isWaived: boolean;
  /** From when on the order may be unwound, once that day has come. */
  unwoundFrom: string | null;
};

/** How the storage of an order's goods stands; `not-told`: nothing is charged, since its buyer was not told that they are ready. */
export type StorageStanding = LyingGoods | { kind: 'not-told' };

/**
 * How the goods of an order lie in our yard on a trading day (R21): the free days are
 * counted from the day on which the letter that they are ready went out. Nothing is said
 * of an order that is not ready, that we bring, of which nothing lies here any more, or
 * whose storage costs nothing.
 */
export function storageStanding(
  order: {
    stage: OrderStage;
    siteId: string | null;
    agreed: Pick<Agreed, 'storage'> | null;
    readyToldAt: Date | null;
    isStorageWaived: boolean;
    lyingG: number;
  },
  on: string,
): StorageStanding | undefined {
  const { stage, siteId, readyToldAt, isStorageWaived: isWaived, lyingG: weightG } = order;
  const storage = order.agreed?.storage;
  const lies = (stage === 'ready' || stage === 'shipped') && siteId === null && weightG > 0;
  if (!storage || !lies) return undefined;
  if (readyToldAt === null) return { kind: 'not-told' };
  const terms = { ...storage, toldOn: tradingDay(readyToldAt) };
  const { days, grossMinor } = chargeForStorage({ ...terms, leftOn: on, weightG, vatRateBp: 0 });
  const from = unwindFrom(terms);
  return {
    ...{ kind: 'lies', until: freeUntil(terms), feeMinor: storage.feeMinor },
    ...{ mostDays: storage.mostDays, weightG, days, isWaived },
    grossMinor: isWaived ? 0 : grossMinor,
    unwoundFrom: from !== null && from <= on ? from : null,
  };
}
