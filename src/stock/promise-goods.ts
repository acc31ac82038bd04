import { momentOn } from '../measures/calendar.ts';
import type { EventType } from '../events/trade-event.ts';
import type { Tx } from '../platform/db/database.ts';
import type { PromiseState } from '../platform/db/schema.ts';
import { makeFirstPromises, makePromise, settlePromise } from '../promises/keep-promise.ts';
import { closePromises, type ClosedPromise } from '../promises/promise.queries.ts';
import type { HeldLine } from './stock.queries.ts';

const KIND = 'goods';

/** Due is the day, all of it, on which goods are at the branch of their order. */
const dueOn = (day: string) => ({ from: momentOn(day, '00:00'), until: momentOn(day, '24:00') });

/** What was promised of goods of a line that are not held any more: from when on they would have been there. */
export type EndedPromise = { promiseId: string; orderLineId: string; dueFrom: Date };

/**
 * What is held for an order at other branches becomes a promise to its buyer: the day on
 * which it comes from there, as he was shown. What is held in place of goods that are not
 * held any more is promised in place of their day, line by line, for a reason that is the
 * name of what happened.
 */
export async function promiseGoods(
  tx: Tx,
  of: {
    held: readonly HeldLine[];
    companyId: string;
    at: Date;
    instead?: { ended: readonly EndedPromise[]; reason: EventType };
  },
): Promise<void> {
  const { held, companyId, at, instead } = of;
  const left = [...(instead?.ended ?? [])];
  const promises = held.flatMap(({ reservationId: subjectId, orderLineId, arrivesOn }) => {
    if (arrivesOn === null) return [];
    const due = dueOn(arrivesOn);
    const first = left.findIndex((ended) => ended.orderLineId === orderLineId);
    const [replaced] = first < 0 ? [] : left.splice(first, 1);
    const why = { reason: replaced ? (instead?.reason ?? '') : '' };
    const promise = { kind: KIND, subjectId, companyId, due, madeBy: null, at, ...why } as const;
    return [{ ...promise, replacesId: replaced?.promiseId }];
  });
  await makeFirstPromises(tx, promises);
}

/** Goods for an order come later than it was said: the promise is renegotiated, or broken where its day is over. */
export async function promiseLater(
  tx: Tx,
  of: { reservationId: string; companyId: string; arrivesOn: string; madeBy: string; at: Date },
): Promise<void> {
  const { reservationId: subjectId, companyId, arrivesOn, madeBy, at } = of;
  const due = dueOn(arrivesOn);
  await makePromise(tx, { kind: KIND, subjectId, companyId, due, reason: '', madeBy, at });
}

/** Goods are at the branch of their order: the promise is kept where their day is not over, else broken. */
export function goodsCame(tx: Tx, of: { reservationId: string; at: Date }): Promise<void> {
  const { reservationId: subjectId, at } = of;
  return settlePromise(tx, { kind: KIND, subjectId, happenedAt: at, at });
}

/** What was promised of goods of which not all came, and is not decided yet. */
export type ShortPromise = EndedPromise & { dueUntil: Date; state: PromiseState };

/**
 * What was promised of goods that did not all come: kept where what was missing lies at the
 * branch of their order within the day, renegotiated where it comes from elsewhere and the day
 * is not over, else broken. What is decided already stays so.
 */
export async function settleShort(
  tx: Tx,
  of: {
    promises: readonly ShortPromise[];
    foundOf: (promise: ShortPromise) => 'here' | 'coming' | 'nowhere';
    at: Date;
  },
): Promise<void> {
  const { promises, foundOf, at } = of;
  const inTime = { here: 'kept', coming: 'renegotiated', nowhere: 'broken' } as const;
  const closed = promises.filter(isOpen).map((promise): ClosedPromise => {
    const state = at <= promise.dueUntil ? inTime[foundOf(promise)] : 'broken';
    return { id: promise.promiseId, state };
  });
  await closePromises(tx, closed, at);
}

/** Nobody looks any more for goods that did not all come: what was promised of them and is not decided ends so. */
export function endShort(
  tx: Tx,
  of: { promises: readonly ShortPromise[]; state: ClosedPromise['state']; at: Date },
): Promise<void> {
  const { promises, state, at } = of;
  const closed = promises.filter(isOpen).map(({ promiseId: id }) => ({ id, state }));
  return closePromises(tx, closed, at);
}

const isOpen = ({ state }: ShortPromise) => state === 'open';

/** The day on which the last of what is held is at the branch of its order; null where all of it lies there. */
export const lastArrivalOf = (held: readonly Pick<HeldLine, 'arrivesOn'>[]): string | null =>
  held
    .flatMap((one) => one.arrivesOn ?? [])
    .toSorted()
    .at(-1) ?? null;
