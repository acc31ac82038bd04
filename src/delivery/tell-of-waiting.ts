import { z } from 'zod';
import { findShipmentStanding } from '../credit/shipment-release.queries.ts';
import { overMinorOf } from '../credit/shipment-standing.ts';
import { tradingDay } from '../measures/calendar.ts';
import { unpaidBeforeMinor } from '../ordering/refuse-unpaid.ts';
import type { Db } from '../platform/db/database.ts';
import { postToEach } from '../platform/post-mail.ts';
import { mayFollow } from './shipment.ts';
import { findLoadedVehicle, type LoadedVehicle } from './tell-of-waiting.queries.ts';

/** Why a loaded vehicle cannot leave. Minor units. */
type WaitsFor =
  | { kind: 'unpaid'; amountMinor: number }
  | { kind: 'over-limit'; amountMinor: number }
  | { kind: 'held' };

/** What one reader is told of a loaded vehicle that money keeps in the yard. */
export type WaitingNotice = Omit<LoadedVehicle, 'readers'> &
  LoadedVehicle['readers'][number] & { waitsFor: WaitsFor };

/** A letter in the reader's language; views write it, the worker binds them. */
export type WriteWaitingLetter = (notice: WaitingNotice) => { subject: string; body: string };

const Job = z.object({ eventId: z.int().positive() });

/**
 * Tells the buyer's accountants and the account manager that a vehicle stands
 * loaded and may not leave, since money is open: what must be paid before (R12),
 * or a hold or the limit stops goods on account (R13). Once for a vehicle, however
 * often it is loaded or weighed anew and however often the job runs; nothing of
 * one that has left meanwhile, or that was let go.
 */
export async function tellOfWaiting(
  db: Db,
  write: WriteWaitingLetter,
  payload: unknown,
  at: Date,
): Promise<void> {
  const { eventId } = Job.parse(payload);
  const found = await findLoadedVehicle(db, eventId);
  if (!found || !mayFollow(found.stage, 'left')) return;
  const { readers, ...vehicle } = found;
  const waitsFor = await waitsForOf(db, found, tradingDay(at));
  if (!waitsFor) return;
  const notices = readers.map((reader) => ({ ...vehicle, ...reader, waitsFor }));
  const occasion = `vehicle ${vehicle.shipmentId} waits`;
  await postToEach(db, { eventId, occasion, notices }, write);
}

async function waitsForOf(
  db: Db,
  vehicle: LoadedVehicle,
  on: string,
): Promise<WaitsFor | undefined> {
  const { orderId, payment } = vehicle;
  const amountMinor = await unpaidBeforeMinor(db, { ...vehicle, id: orderId }, 'hand-over');
  if (amountMinor > 0) return { kind: 'unpaid', amountMinor };
  if (payment !== 'on-account') return undefined;
  const standing = await findShipmentStanding(db, { orderId, on });
  if (!standing || standing.release?.state === 'granted') return undefined;
  if (standing.hold) return { kind: 'held' };
  const overMinor = overMinorOf(standing);
  return overMinor > 0 ? { kind: 'over-limit', amountMinor: overMinor } : undefined;
}
