import type { Tx } from '../platform/db/database.ts';
import type { PromiseKind } from '../platform/db/schema.ts';
import { newId } from '../platform/id.ts';
import { closePromise, insertPromises, lockLastPromise } from './promise.queries.ts';

/** What is promised: to whom, about what, and between when and when it is due. */
export type Promising = {
  kind: PromiseKind;
  subjectId: string;
  companyId: string;
  due: { from: Date; until: Date };
  /** Why it is another than before. */
  reason: string;
  /** Who of us says so; null where a rule or a carrier does. */
  madeBy: string | null;
  at: Date;
};

/**
 * Promises something anew. The one before is renegotiated where it was not yet
 * over, and broken where the new one comes too late; what is promised already and
 * what came about already change nothing. Says whether a promise was replaced.
 * The caller holds the lock of what it is about.
 */
export async function makePromise(tx: Tx, promising: Promising): Promise<boolean> {
  const { kind, subjectId, companyId, due, reason, madeBy, at } = promising;
  const last = await lockLastPromise(tx, { kind, subjectId });
  if (last && last.state !== 'open') return false;
  const isSame = (one: Date, other: Date) => one.getTime() === other.getTime();
  if (last && isSame(last.dueFrom, due.from) && isSame(last.dueUntil, due.until)) return false;
  if (last) {
    await closePromise(tx, {
      id: last.id,
      state: last.dueUntil < at ? 'broken' : 'renegotiated',
      at,
    });
  }
  await insertPromises(tx, [
    {
      ...{ id: newId(at.getTime()), kind, subjectId, companyId, madeBy, madeAt: at },
      ...{ dueFrom: due.from, dueUntil: due.until },
      ...{ reason: last ? reason : '', replacesId: last?.id ?? null },
    },
  ]);
  return last !== undefined;
}

/**
 * Promises what was never promised about before, each about another thing; some in place of
 * what was promised about a thing that ended (`replacesId`). One statement.
 */
export async function makeFirstPromises(
  tx: Tx,
  promises: readonly (Promising & { replacesId?: string | undefined })[],
): Promise<void> {
  const made = promises.map(({ due, reason, at, replacesId = null, ...promising }) => ({
    ...{ ...promising, id: newId(at.getTime()), madeAt: at, reason, replacesId },
    ...{ dueFrom: due.from, dueUntil: due.until },
  }));
  await insertPromises(tx, made);
}

/**
 * What was promised came about: kept if that was not later than promised, however
 * early, else broken. Told again with another moment it is judged anew, so that the
 * order of reports decides nothing. Where nothing was promised nothing changes.
 */
export async function settlePromise(
  tx: Tx,
  done: { kind: PromiseKind; subjectId: string; happenedAt: Date; at: Date },
): Promise<void> {
  const last = await lockLastPromise(tx, done);
  if (!last || last.state === 'withdrawn') return;
  const state = done.happenedAt <= last.dueUntil ? 'kept' : 'broken';
  if (state !== last.state) await closePromise(tx, { id: last.id, state, at: done.at });
}

/** What was promised is not wanted any more; an open promise is neither kept nor broken. */
export async function withdrawPromise(
  tx: Tx,
  about: { kind: PromiseKind; subjectId: string; at: Date },
): Promise<void> {
  const last = await lockLastPromise(tx, about);
  if (last?.state === 'open')
    await closePromise(tx, { id: last.id, state: 'withdrawn', at: about.at });
}
