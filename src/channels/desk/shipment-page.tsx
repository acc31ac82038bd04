import type { Context } from 'hono';
import type { Desk } from '../../../views/desk/frame.tsx';
import { ShipmentPage, type ShipmentRefused } from '../../../views/desk/shipment.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { excessQuestionsOf } from '../../delivery/excess-question.ts';
import { listLotsToLoad } from '../../delivery/load.queries.ts';
import { listLinesToShip } from '../../delivery/order-to-ship.queries.ts';
import { findStandingReadings } from '../../delivery/scale-reading.queries.ts';
import { isInYard, shipmentNumber } from '../../delivery/shipment.ts';
import { findShipment } from '../../delivery/shipment.queries.ts';
import { may, mayActFor } from '../../people/actor.ts';
import { newId } from '../../platform/id.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { statusOfRefusal } from '../failure.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { settledOf } from '../settled-shipment.ts';

/** One shipment with what may be done with it now. Four statements. */
export async function showShipment(
  c: Context<StaffEnv>,
  desk: Desk,
  refused: ShipmentRefused = {},
): Promise<Response> {
  const { db, actor, at } = c.var;
  const shipmentId = shipmentIdOf(c);
  const shipment = await findShipment(db, shipmentId);
  if (!shipment || !mayActFor(actor, shipment.companyId))
    throw new NotFound('shipment', shipmentId);
  const { orderId, branchCode } = shipment;
  const isHere = isInYard(shipment.stage);
  const scale = isHere ? c.var.scaleOf(branchCode) : undefined;
  const [lines, lots, readings] = await Promise.all([
    listLinesToShip(db, orderId),
    isHere ? listLotsToLoad(db, { orderId, shipmentId }) : [],
    isHere ? findStandingReadings(db, shipmentId) : undefined,
  ]);
  const settled = settledOf(lines, shipmentId);
  const questions = excessQuestionsOf(lines).filter((one) => one.shipmentId === shipmentId);
  const mayRelease = may(actor, 'release-unpaid');
  const shown = {
    ...{ desk, shipment, settled, questions, lots, refused, mayRelease },
    weighing: readings && { ...readings, deviceId: scale?.deviceId },
    ...{ formKey: newId(at.getTime()), at },
  };
  const number = shipmentNumber(shipment);
  return answerPage(c, <ShipmentPage {...shown} />, {
    title: wordsFor(c.var.language).delivery.title(number),
    status: statusOf(refused),
  });
}

const statusOf = ({ scale, ...typed }: ShipmentRefused) => {
  if (scale) return statusOfRefusal(scale);
  return Object.keys(typed).length > 0 ? 422 : 200;
};

/** The shipment that the address names. */
export const shipmentIdOf = (c: Context<StaffEnv>): string =>
  pathId('shipment', c.req.param('shipmentId') ?? '');

/** Back to the page of a shipment once something was done with it. */
export const back = (c: Context<StaffEnv>, { base }: Desk, id: string): Response =>
  c.redirect(`${base}/shipments/${id}`, 303);
