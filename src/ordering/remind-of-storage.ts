import { openingOf, tradingDay } from '../measures/calendar.ts';
import { workDaily } from '../platform/daily-work.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { postMail } from '../platform/post-mail.ts';
import { freeUntil, storageReminder } from '../pricing/storage-charge.ts';
import { listLying, listStorageReaders, type LyingToRemind } from './remind-of-storage.queries.ts';

/** What one reader is reminded of: that the free days of his goods end, or that storage is charged now. */
export type StorageNotice = LyingToRemind & { kind: 'ending' | 'begun'; freeUntil: string };

/** A letter in the reader's language; views write it, the worker binds them. */
export type WriteStorageLetter = (notice: StorageNotice) => { subject: string; body: string };

/**
 * Reminds buyers of goods that lie ready and are not fetched: before the free days end,
 * and when storage begins to be charged (R21). Looked for once a day when we have opened,
 * though the worker asks every hour; one letter a reader, order and kind, however often
 * it runs. Says how many orders it looked at.
 */
export async function remindOfStorage(
  db: Db,
  write: WriteStorageLetter,
  at: Date,
): Promise<number> {
  const on = tradingDay(at);
  if (at < openingOf(on)) return 0;
  const daily = { name: 'remind-of-storage', day: on, at };
  return workDaily(db, daily, {
    list: (of) => listLying(db, { ...of, on }),
    work: (orderId) => remindReaders(db, write, { orderId, on }),
  });
}

async function remindReaders(
  db: Db,
  write: WriteStorageLetter,
  { orderId, on }: { orderId: string; on: string },
): Promise<void> {
  const readers = await listStorageReaders(db, orderId);
  await transact(db, async (tx) => {
    for (const reader of readers) {
      const { recipient, storage } = reader;
      const terms = { toldOn: tradingDay(reader.toldAt), freeDays: storage.freeDays };
      const kind = storageReminder(terms, on);
      if (!kind) continue;
      const notice = { ...reader, kind, freeUntil: freeUntil(terms) };
      const dedupeKey = `storage ${kind} of order ${orderId} told ${terms.toldOn} to ${recipient}`;
      await postMail(tx, { ...write(notice), dedupeKey, recipient });
    }
  });
}
