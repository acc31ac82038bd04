import { recordEvent } from '../events/record-event.ts';
import { type Actor, may, mayActFor, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import type { TrackSource } from '../platform/db/schema.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { makePromise, settlePromise } from '../promises/keep-promise.ts';
import type { Arrival } from './route.ts';
import type { LinkHolder } from './shipment-link.queries.ts';
import { followTracks, lockReported, type Reported } from './follow.queries.ts';
import { isBrought } from './shipment.ts';
import { insertTrack } from './track.queries.ts';

/** Who may tell of a shipment: our people and the driver through them, the carrier's program, the buyer, and whoever has its link. */
export type Reporter = Actor | LinkHolder | { kind: 'carrier'; reportKey: string };

/** Something that is told of a vehicle on its way. */
export type ShipmentReport = {
  shipmentId: string;
  kind: 'checkpoint' | 'delayed' | 'arrived';
  happenedAt: Date;
  place: string;
  /** Why it comes later, in words for the buyer. */
  note: string;
  /** When it is expected now; a delay always says so. */
  expected?: Arrival | undefined;
  /** Of the form in which our people told it. */
  formKey?: string | undefined;
  at: Date;
};

/**
 * Keeps what somebody tells of a shipment: seen somewhere, delayed until when and
 * why, arrived. A carrier's report counts once by its key and a form once by its own, in whatever order
 * they come; whoever receives the goods says only that they arrived, which said
 * again changes nothing. What is expected now becomes a promise (beside the
 * earlier one that it replaces), an arrival settles it. Refused to receivers while it has
 * not left, and to our people where the buyer fetches his goods himself. Locks the shipment. Says whether it was news.
 */
export async function trackShipment(
  tx: Tx,
  by: Reporter,
  report: ShipmentReport,
): Promise<boolean> {
  const { shipmentId, kind, happenedAt, place, note, at } = report;
  const shipment = await lockReported(tx, shipmentId);
  if (!shipment || !mayTell(by, shipment)) throw new NotFound('shipment', shipmentId);
  if (by.kind === 'buyer' || by.kind === 'shipment-link') {
    if (kind !== 'arrived') throw new Refusal({ code: 'not-permitted' });
    if (shipment.stage === 'arrived' || shipment.stage === 'handed-over') return false;
    if (shipment.stage !== 'left') {
      throw new Refusal({ code: 'shipment-not-left', shipmentStage: shipment.stage });
    }
  }
  if (by.kind === 'staff') refuseOurs(by, shipment);
  const personId = by.kind === 'buyer' || by.kind === 'staff' ? by.personId : null;
  const { companyId, orderId, number } = shipment;
  const isNews = await insertTrack(tx, {
    ...{ companyId, shipmentId, kind, happenedAt, toldAt: at, place, note, personId },
    ...{ source: sourceOf(by), sourceKey: keyOf(by, report) },
    ...{ arriveFrom: report.expected?.from ?? null, arriveUntil: report.expected?.until ?? null },
  });
  if (!isNews) return false;
  await keepWord(tx, { shipment, report, madeBy: by.kind === 'staff' ? by.personId : null });
  const expectedUntil = report.expected?.until.toISOString() ?? null;
  await recordEvent(
    tx,
    { type: 'shipment.tracked', shipmentId, number, orderId, kind, place, note, expectedUntil },
    { companyId, personId, channel: null, subjectId: orderId, at },
  );
  return true;
}

/** Another company's shipment is not there. */
function mayTell(by: Reporter, { id, companyId }: Reported): boolean {
  if (by.kind === 'carrier') return true;
  if (by.kind === 'shipment-link') return by.shipmentId === id;
  return mayActFor(by, companyId);
}

function refuseOurs(by: Staff, { way, stage }: Reported): void {
  if (!may(by, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  if (stage === 'cancelled' || stage === 'handed-over') {
    throw new Refusal({ code: 'shipment-over', shipmentStage: stage });
  }
  if (!isBrought(way)) throw new Refusal({ code: 'shipment-fetched' });
}

const keyOf = (by: Reporter, { formKey }: ShipmentReport): string | null =>
  by.kind === 'carrier' ? by.reportKey : (formKey ?? null);

function sourceOf(by: Reporter): TrackSource {
  if (by.kind === 'carrier') return 'carrier';
  return by.kind === 'staff' ? 'yard' : 'buyer';
}

/** The shipment's own row and what was promised of its arrival follow what was told. */
async function keepWord(
  tx: Tx,
  of: { shipment: Reported; report: ShipmentReport; madeBy: string | null },
): Promise<void> {
  const { id, companyId } = of.shipment;
  const { at, note } = of.report;
  const now = await followTracks(tx, id);
  const about = { kind: 'arrival', subjectId: id } as const;
  if (now.arriveFrom && now.arriveUntil && !now.arrivedAt && now.stage !== 'cancelled') {
    const due = { from: now.arriveFrom, until: now.arriveUntil };
    await makePromise(tx, { ...about, companyId, due, reason: note, madeBy: of.madeBy, at });
  }
  if (now.arrivedAt) await settlePromise(tx, { ...about, happenedAt: now.arrivedAt, at });
}
