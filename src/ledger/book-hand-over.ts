import { tradingDay } from '../measures/calendar.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { handOverEntries } from './booking.ts';
import { book, readOrderBooks } from './ledger.queries.ts';
import { turnoverOf } from './turnover.ts';
import { readAgreedLines } from './turnover.queries.ts';

/**
 * Books goods that leave: from now on they are sold, with the VAT of this day,
 * and owed instead of promised. The company's account and the order are locked
 * by whoever hands over. Booking the same order again changes nothing.
 */
export async function bookHandOver(
  tx: Tx,
  handed: {
    orderId: string;
    companyId: string;
    isOnAccount: boolean;
    personId: string;
    channel: Channel;
    at: Date;
  },
): Promise<void> {
  const { orderId, companyId, isOnAccount, personId, channel, at } = handed;
  const effectiveOn = tradingDay(at);
  const { lines, rateBp } = await readAgreedLines(tx, { orderId, on: effectiveOn });
  const { prepaidMinor } = await readOrderBooks(tx, orderId);
  const turnover = turnoverOf(lines, rateBp);
  const entries = handOverEntries({ orderId, companyId, isOnAccount, prepaidMinor, ...turnover });
  await book(tx, {
    ...{ kind: 'handed-over', reference: orderId, companyId, orderId, entries },
    ...{ at, effectiveOn, personId, channel },
  });
}
