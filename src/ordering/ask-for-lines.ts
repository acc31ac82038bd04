import { z } from 'zod';
import { recordEvent } from '../events/record-event.ts';
import type { Buyer } from '../people/actor.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/id.ts';
import { recordMissedList } from '../stock/record-missed-demand.ts';
import { findGoodsAskedFor } from './goods-asked-for.queries.ts';
import { judgePastedList } from './judge-pasted-list.ts';
import { setAsked } from './pasted-list.queries.ts';
import { requestQuote } from './request-quote.ts';

/** The database keeps so much of what a line says. */
const TYPED_MAX = 300;

const Job = z.object({ eventId: z.int().positive() });

/**
 * Asks for the lines of a list that nothing of ours answers: they become a
 * request for a quote, with the words as they were written, and wait for the
 * answer of the company's manager. Harmless to repeat: what was asked for is not asked for again.
 * Returns how many lines were asked for.
 */
export async function askForLines(
  tx: Tx,
  actor: Buyer,
  of: { listId: string; at: Date },
): Promise<number> {
  const { listId, at } = of;
  const { companyId, personId } = actor;
  const lines = await judgePastedList(tx, { listId, companyId });
  const asked = lines.filter((line) => line.problem === 'not-found');
  if (asked.length === 0) return 0;
  await setAsked(
    tx,
    listId,
    asked.map((line) => line.position),
  );
  await recordEvent(
    tx,
    { type: 'goods.asked-for', listId, lines: asked.map((line) => line.typed) },
    { companyId, personId, channel: 'web', subjectId: listId, at },
  );
  await requestQuote(tx, actor, {
    ...{ id: newId(), wish: '', note: '', at },
    lines: asked.map(({ typed, quantityMilli, unit }) => ({
      ...{ productId: null, typed: typed.slice(0, TYPED_MAX), targetPerTonneMinor: null },
      ...(unit === null ? { quantityMilli: null, unit } : { quantityMilli, unit }),
    })),
  });
  return asked.length;
}

/** Counts what a company asked for as missed demand: one wish a line, however often the job runs. */
export async function countGoodsAskedFor(db: Db, payload: unknown): Promise<void> {
  const { eventId } = Job.parse(payload);
  const asked = await findGoodsAskedFor(db, eventId);
  if (!asked) return;
  const { lines, buyer, at } = asked;
  await transact(db, (tx) =>
    recordMissedList(tx, buyer, { lines, isFound: false, channel: 'web', at }),
  );
}
