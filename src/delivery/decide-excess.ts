import { type Actor, may, mayActFor } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { followWeighing } from './follow-weighing.ts';
import { lockWithOrder } from './lock-shipment.ts';
import { billedOfParts } from './settle-line.ts';
import { isInYard } from './shipment.ts';
import { listLinesToShip } from './order-to-ship.queries.ts';
import { findShipmentFacts, setShipmentStage } from './shipment.queries.ts';
import { writeExcessDecision } from './weigh.queries.ts';

/**
 * Keeps a buyer's word on the weight of a line above its tolerance: yes, and all
 * of it is billed, or no, and it is billed up to the ceiling (R6). He says it
 * himself, or at the desk by one of ours who writes it down; silence is no yes.
 * Until the vehicle leaves he may say it anew; the same word again changes
 * nothing. Locks account, order, shipment.
 */
export async function decideExcess(
  tx: Tx,
  actor: Actor,
  said: {
    shipmentId: string;
    shipmentLineId: string;
    isAccepted: boolean;
    channel: Channel;
    at: Date;
  },
): Promise<void> {
  const { shipmentId, shipmentLineId, isAccepted, channel, at } = said;
  const facts = await findShipmentFacts(tx, shipmentId);
  if (!facts || !mayActFor(actor, facts.companyId)) throw new NotFound('shipment', shipmentId);
  if (!may(actor, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const locked = await lockWithOrder(tx, { shipmentId });
  const { stage, companyId } = locked.shipment;
  if (!isInYard(stage)) throw new Refusal({ code: 'shipment-over', shipmentStage: stage });
  const lines = await listLinesToShip(tx, locked.order.id);
  const line = lines.find(({ parts }) =>
    parts.some((part) => part.shipmentLineId === shipmentLineId && part.shipmentId === shipmentId),
  );
  const excessG = (line && billedOfParts(line).get(shipmentLineId)?.excessG) ?? 0;
  if (excessG === 0) throw new Refusal({ code: 'excess-none' });
  await writeExcessDecision(tx, {
    ...{ shipmentLineId, companyId, excessG, isAccepted },
    ...{ decidedBy: actor.personId, decidedAt: at },
  });
  await setShipmentStage(tx, { shipmentId, stage });
  await followWeighing(tx, locked, { personId: actor.personId, channel, at });
}
