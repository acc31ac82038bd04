import { z } from 'zod';
import { recordEvent } from '../events/record-event.ts';
import type { Buyer } from '../people/actor.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { postMail } from '../platform/post-mail.ts';
import { recordMissedList } from '../stock/record-missed-demand.ts';
import { findGoodsAskedFor, type GoodsAskedFor } from './goods-asked-for.queries.ts';
import { judgePastedList } from './judge-pasted-list.ts';
import { setAsked } from './pasted-list.queries.ts';

/** A letter to one of ours about goods that a customer wants and we do not sell; views write it. */
export type WriteRequest = (asked: GoodsAskedFor) => { subject: string; body: string };

const Job = z.object({ eventId: z.int().positive() });

/**
 * Asks for the lines of a list that nothing of ours answers: they become a
 * request to the company's manager, with the words as they were written, and wait
 * for the answer. Harmless to repeat: what was asked for is not asked for again.
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
  return asked.length;
}

/**
 * Tells the manager of the company, or the heads of sales where it has none, what
 * it asks for, and counts it as missed demand. One letter a reader and one wish a
 * line, however often the job runs.
 */
export async function passOnRequest(db: Db, write: WriteRequest, payload: unknown): Promise<void> {
  const { eventId } = Job.parse(payload);
  const readers = await findGoodsAskedFor(db, eventId);
  const [first] = readers;
  if (!first) return;
  await transact(db, async (tx) => {
    const { lines, buyer, at } = first;
    await recordMissedList(tx, buyer, { lines, isFound: false, channel: 'web', at });
    for (const reader of readers) {
      const dedupeKey = `event ${eventId} to ${reader.recipient}`;
      await postMail(tx, { ...write(reader), dedupeKey, recipient: reader.recipient });
    }
  });
}
