import { tradingDay } from '../measures/calendar.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { handOverEntries } from './booking.ts';
import { book, readOrderBooks } from './ledger.queries.ts';
import { type AgreedLine, turnoverOf } from './turnover.ts';
import { findVatRate } from './turnover.queries.ts';

/**
 * Books goods that leave on a vehicle: sold from now on, with the VAT of this day
 * (R14), and owed instead of promised. Of what was paid before so much becomes an
 * advance. Account and order are locked by whoever lets them go; booking the same
 * shipment again changes nothing.
 */
export async function bookShipment(
  tx: Tx,
  gone: {
    shipmentId: string;
    orderId: string;
    companyId: string;
    isOnAccount: boolean;
    lines: readonly AgreedLine[];
    personId: string;
    channel: Channel;
    at: Date;
  },
): Promise<void> {
  const { shipmentId, orderId, companyId, isOnAccount, lines, personId, channel, at } = gone;
  const effectiveOn = tradingDay(at);
  const turnover = turnoverOf(lines, await findVatRate(tx, effectiveOn));
  const books = await readOrderBooks(tx, orderId);
  const prepaidMinor = Math.min(books.prepaidMinor, turnover.netMinor + turnover.vatMinor);
  const entries = handOverEntries({ orderId, companyId, isOnAccount, prepaidMinor, ...turnover });
  await book(tx, {
    ...{ kind: 'handed-over', reference: shipmentId, companyId, orderId, entries },
    ...{ at, effectiveOn, personId, channel },
  });
}
