import { recordEvent } from '../events/record-event.ts';
import { commitmentEntries } from '../ledger/booking.ts';
import { book } from '../ledger/ledger.queries.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { NetAndVat } from '../measures/money.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { failpoint } from '../platform/failpoint.ts';
import { newId } from '../platform/id.ts';
import { chargeForStorage } from '../pricing/storage-charge.ts';
import type { LockedOrder } from './order.queries.ts';
import { addStorage, findStorageGround } from './storage.queries.ts';

/** Storage that was put on an order: a service of it. Minor units. */
export type ChargedStorage = NetAndVat & { id: string; vatRateBp: number };

/**
 * Charges what goods cost that lay ready for longer than they may for nothing, as they
 * are fetched (R21): what leaves by the days since the free ones, at the fee of the
 * agreement that the order was placed on, with the VAT of the day. It stands on the order
 * as a service of its own and, on account, among what is promised, until the hand-over
 * that follows in the same transaction bills it. Nothing of an order that we bring, where no letter that says that
 * the goods are ready has gone out, in the free days, where it was waived, and where storage
 * costs nothing.
 * What must be paid before goods leave does not ask for it: nobody knows it before they
 * do. Account and order are locked, and whoever calls lets each vehicle leave once.
 */
export async function chargeStorage(
  tx: Tx,
  leaving: {
    order: LockedOrder;
    /** The vehicle; null where the order is handed over without one. */
    shipmentId: string | null;
    /** What leaves, as it is billed. */
    weightG: number;
    personId: string;
    channel: Channel;
    at: Date;
  },
): Promise<ChargedStorage | undefined> {
  const { order, shipmentId, weightG, personId, channel, at } = leaving;
  const { id: orderId, number, companyId, siteId } = order;
  if (siteId !== null) return undefined;
  const leftOn = tradingDay(at);
  const ground = await findStorageGround(tx, { orderId, on: leftOn });
  if (!ground?.storage || ground.toldAt === null || ground.isWaived) return undefined;
  const { storage, toldAt, vatRateBp } = ground;
  if (vatRateBp === null) throw new Error(`no VAT rate is known for ${leftOn}`);

  const stored = { ...storage, toldOn: tradingDay(toldAt), leftOn, weightG, vatRateBp };
  const charge = chargeForStorage(stored);
  const { grossMinor, days } = charge;
  if (grossMinor === 0) return undefined;
  const id = newId(at.getTime());
  const service = { format: 1, kind: 'storage', shipmentId, ...stored, ...charge } as const;
  await addStorage(tx, { id, orderId, companyId, service });
  failpoint('storage.after-order');
  if (order.payment === 'on-account') {
    await book(tx, {
      ...{ kind: 'storage-charged', reference: id, companyId, orderId },
      entries: commitmentEntries({ companyId, orderId, grossMinor }),
      ...{ at, effectiveOn: leftOn, personId, channel },
    });
  }
  const facts = { orderId, number, shipmentId, days, weightG, grossMinor };
  await recordEvent(
    tx,
    { type: 'storage.charged', ...facts },
    { companyId, personId, channel, subjectId: orderId, at },
  );
  return { id, vatRateBp, netMinor: charge.netMinor, vatMinor: charge.vatMinor };
}
