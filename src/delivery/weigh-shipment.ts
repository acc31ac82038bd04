import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import type { WeighingSource } from '../platform/db/schema.ts';
import { failpoint } from '../platform/failpoint.ts';
import { newId } from '../platform/id.ts';
import { Refusal } from '../platform/refusal.ts';
import { followWeighing } from './follow-weighing.ts';
import { putTicketOnPaper } from './issue-papers.ts';
import { lockWithOrder } from './lock-shipment.ts';
import { noteStep } from './note-step.ts';
import { linesOnScale } from './settle-line.ts';
import { shareTicket } from './share-ticket.ts';
import { mayFollow } from './shipment.ts';
import { listLinesToShip } from './order-to-ship.queries.ts';
import { setShipmentStage } from './shipment.queries.ts';
import {
  findStandingTicket,
  findTicketByNumber,
  insertTicket,
  type NewTicket,
  writeWeights,
} from './weigh.queries.ts';

/** Two weighings of one visit: empty and loaded. Grams. */
export type Weighing = Pick<
  NewTicket,
  | 'number'
  | 'tareG'
  | 'grossG'
  | 'divisionG'
  | 'taredAt'
  | 'weighedAt'
  | 'tareReadingId'
  | 'grossReadingId'
  | 'plateKey'
> & {
  shipmentId: string;
  version: number;
  source: WeighingSource;
  /** Who confirms a weight that was typed by hand: somebody else (R5). */
  confirmedBy?: string | undefined;
  /** Why it is weighed again. */
  reason?: string | undefined;
  channel: Channel;
  at: Date;
};

/**
 * Keeps what the scale said of a loaded vehicle and shares it over its lines
 * (R5); what closed lines come to more or less changes the order's sum from now on
 * (R6). A ticket is never changed: a second weighing supersedes it for a reason.
 * The same ticket again changes nothing; a number that another weighing has is
 * refused. Locks account, order, shipment.
 */
export async function weighShipment(tx: Tx, clerk: Staff, weighing: Weighing): Promise<void> {
  if (!may(clerk, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const { shipmentId, version, number, tareG, grossG, channel, at } = weighing;
  const locked = await lockWithOrder(tx, { shipmentId });
  const known = await findTicketByNumber(tx, number);
  if (known) {
    const isSame =
      known.shipmentId === shipmentId && known.tareG === tareG && known.grossG === grossG;
    if (isSame) return;
    throw new Refusal({ code: 'ticket-taken', number });
  }
  const { stage, version: current } = locked.shipment;
  if (!mayFollow(stage, 'weighed')) {
    throw new Refusal({ code: 'shipment-not-loaded', shipmentStage: stage });
  }
  if (current !== version) throw new Refusal({ code: 'changed-meanwhile' });
  refuseByOne(clerk, weighing);
  const before = await findStandingTicket(tx, shipmentId);
  const { reason = '' } = weighing;
  if (before && reason === '') throw new Refusal({ code: 'reweighed-without-reason' });

  const lines = linesOnScale(await listLinesToShip(tx, locked.order.id), shipmentId);
  const netG = grossG - tareG;
  const taggedG = lines.reduce((sum, line) => sum + (line.taggedG ?? 0), 0);
  if (taggedG >= netG + weighing.divisionG)
    throw new Refusal({ code: 'tags-beyond', taggedG, netG });
  const weights = shareTicket(netG, lines);

  const { divisionG, source, taredAt, weighedAt } = weighing;
  const { tareReadingId = null, grossReadingId = null, plateKey = null } = weighing;
  const isWritten = await insertTicket(tx, {
    ...{ id: newId(at.getTime()), shipmentId, companyId: locked.order.companyId, number },
    ...{ tareG, grossG, divisionG, source, taredAt, weighedAt, weighedBy: clerk.personId },
    confirmedBy: weighing.confirmedBy ?? null,
    ...{ supersedesId: before?.id ?? null, reason: before ? reason : '' },
    ...{ tareReadingId, grossReadingId, plateKey },
  });
  if (!isWritten) throw new Refusal({ code: 'ticket-taken', number });
  await writeWeights(
    tx,
    shipmentId,
    lines.map(({ shipmentLineId }, i) => ({ shipmentLineId, weighedG: weights[i] ?? 0 })),
  );
  await setShipmentStage(tx, { shipmentId, stage: 'weighed' });
  failpoint('shipment.after-weighing');
  const by = { personId: clerk.personId, channel, at };
  await followWeighing(tx, locked, by);
  await noteStep(tx, 'shipment.weighed', locked, { source: 'yard', ...by, note: reason });
  await putTicketOnPaper(tx, { shipmentId, clerk, channel, at });
  failpoint('shipment.before-commit');
}

/** What was typed by hand two people have seen (R5). */
function refuseByOne(clerk: Staff, { source, confirmedBy }: Weighing): void {
  if (source === 'scale') return;
  if (confirmedBy === undefined || confirmedBy === clerk.personId) {
    throw new Refusal({ code: 'weighed-by-one' });
  }
}
