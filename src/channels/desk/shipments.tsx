import { type Context, Hono } from 'hono';
import type { Desk } from '../../../views/desk/frame.tsx';
import { PickingPage } from '../../../views/desk/picking.tsx';
import { PlanPage } from '../../../views/desk/shipment-plan.tsx';
import type { Typed } from '../../../views/desk/shipment-form.ts';
import { YardPage } from '../../../views/desk/yard.tsx';
import { placeName, tagsName, takeName } from '../../../views/shipment-names.ts';
import { wordsFor } from '../../../views/language.tsx';
import { cancelShipment } from '../../delivery/cancel-shipment.ts';
import { decideExcess } from '../../delivery/decide-excess.ts';
import { excessQuestionsOf } from '../../delivery/excess-question.ts';
import { dispatchShipment } from '../../delivery/dispatch-shipment.ts';
import { handOver } from '../../delivery/hand-over.ts';
import { loadShipment } from '../../delivery/load-shipment.ts';
import { listLotsToLoad } from '../../delivery/load.queries.ts';
import { pickRowsOf } from '../../delivery/picking.ts';
import { planShipment } from '../../delivery/plan-shipment.ts';
import { mayFollow, shipmentNumber, standingOf } from '../../delivery/shipment.ts';
import { listLinesOfOrders, listLinesToShip } from '../../delivery/order-to-ship.queries.ts';
import { findShipment, listShipmentsOfOrder } from '../../delivery/shipment.queries.ts';
import { listWaitingOrders, listYard } from '../../delivery/yard.queries.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { findOrderFacts } from '../../ordering/order.queries.ts';
import { mayActFor } from '../../people/actor.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound, Refusal } from '../../platform/refusal.ts';
import { placeLots } from '../../stock/place-lots.ts';
import type { StaffEnv } from '../env.ts';
import { readForm } from '../exchange.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import {
  amountsNamed,
  CancellingShipment,
  ExcessWord,
  Leaving,
  momentOn,
  placesNamed,
  Planning,
  Taking,
  tagsNamed,
  LoadingForm,
} from '../shipment-fields.ts';
import { back, shipmentIdOf, showShipment } from './shipment-page.tsx';
import { papers } from './papers.tsx';
import { gate } from './gate.tsx';
import { road } from './road.tsx';
import { weighing } from './weighing.tsx';

const YARD_MAX = 100;
const WAITING_MAX = 50;

/** The vehicles of a branch: their queue, what an order's shipments are planned to, and all that is done with one. */
export function shipments(desk: Desk): Hono<StaffEnv> {
  return new Hono<StaffEnv>()
    .get('/yard', (c) => showYard(c, desk))
    .get('/orders/:orderId/shipments', (c) => showPlan(c, desk))
    .post('/orders/:orderId/shipments', (c) => plan(c, desk))
    .get('/shipments/:shipmentId', (c) => showShipment(c, desk))
    .get('/shipments/:shipmentId/picking', (c) => showPicking(c, desk))
    .post('/shipments/:shipmentId/picking', (c) => keepPlaces(c, desk))
    .post('/shipments/:shipmentId/load', (c) => load(c, desk))
    .route('/', weighing(desk))
    .route('/', road(desk))
    .route('/', papers(desk))
    .route('/', gate(desk))
    .post('/shipments/:shipmentId/lines/:lineId/excess', (c) => sayOfExcess(c, desk))
    .post('/shipments/:shipmentId/departure', (c) => leave(c, desk))
    .post('/shipments/:shipmentId/hand-over', (c) => take(c, desk))
    .post('/shipments/:shipmentId/cancellation', (c) => cancel(c, desk));
}

/** The queue of a branch, and which of its vehicles wait for their buyer's word on the weight. Three statements. */
async function showYard(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor, at } = c.var;
  const { branchCode } = actor;
  const leftSince = momentOn(tradingDay(at), '00:00');
  const [vehicles, waiting] = await Promise.all([
    listYard(db, { branchCode, leftSince, limit: YARD_MAX }),
    listWaitingOrders(db, { branchCode, limit: WAITING_MAX }),
  ]);
  const weighed = vehicles.filter(({ stage }) => mayFollow(stage, 'left'));
  const lines = await listLinesOfOrders(
    db,
    weighed.map(({ orderId }) => orderId),
  );
  const unanswered = excessQuestionsOf(lines).filter(({ word }) => word === null);
  const asked = new Set(unanswered.map(({ shipmentId }) => shipmentId));
  const title = wordsFor(c.var.language).delivery.yard;
  return answerPage(c, <YardPage {...{ desk, vehicles, waiting, asked, at }} />, { title });
}

/** Plans the next vehicle of an order. */
async function plan(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor, at } = c.var;
  const orderId = pathId('order', c.req.param('orderId') ?? '');
  const lines = await listLinesToShip(db, orderId);
  const form = await readForm(c, Planning);
  const fields = lines.map(({ position, pieces }) => ({
    ...{ name: `goes${position}`, isCounted: pieces !== null },
  }));
  const goes = await readForm(c, amountsNamed(fields));
  if (!form.ok || !goes.ok) {
    return showPlan(c, desk, bothWrong(form, goes));
  }
  const planned = lines.map(({ id, position, pieces }) => {
    const amount = goes.data[`goes${position}`] ?? 0;
    return pieces === null
      ? { orderLineId: id, weightG: amount }
      : { orderLineId: id, pieces: amount };
  });
  const { id, way, day, from, until, plate, driver, carrier, authority, ...said } = form.data;
  await transact(db, (tx) =>
    planShipment(tx, actor, {
      ...{ id, orderId, way, lines: planned, channel: desk.channel, at },
      ...{ loadFrom: momentOn(day, from), loadUntil: momentOn(day, until) },
      ...{ vehiclePlate: plate, driverName: driver, driverPhone: said.driverPhone },
      ...{ carrierName: carrier, authorityNumber: authority, note: said.note },
      authorityUntil: said.authorityUntil ?? null,
    }),
  );
  return back(c, desk, id);
}

/** Writes what lies on a vehicle, lot by lot, and that it is all where that was said. */
async function load(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor, at } = c.var;
  const shipmentId = shipmentIdOf(c);
  const shipment = await findShipment(db, shipmentId);
  if (!shipment) throw new NotFound('shipment', shipmentId);
  const lots = await listLotsToLoad(db, { orderId: shipment.orderId, shipmentId });
  const rows = shipment.lines.flatMap((line) =>
    lots
      .filter(({ productId }) => productId === line.productId)
      .map(({ lotId }) => ({
        ...{ line, lotId, name: takeName(line, lotId) },
        isCounted: line.orderedPieces !== null,
      })),
  );
  const head = await readForm(c, LoadingForm);
  const form = await readForm(c, amountsNamed(rows));
  const tags = await readForm(c, tagsNamed(shipment.lines.map(tagsName)));
  if (!head.ok) throw new Refusal({ code: 'changed-meanwhile' });
  if (!form.ok || !tags.ok) return showShipment(c, desk, { load: bothWrong(form, tags) });
  const lines = shipment.lines.map((line) => ({
    lineId: line.id,
    taggedG: tags.data[tagsName(line)],
    lots: rows
      .filter((row) => row.line === line)
      .map(({ lotId, name }) => {
        const amount = form.data[name] ?? 0;
        return line.orderedPieces === null ? { lotId, weightG: amount } : { lotId, pieces: amount };
      }),
  }));
  const isFinished = head.data.finished === 'yes';
  const load = {
    shipmentId,
    version: head.data.version,
    lines,
    isFinished,
    channel: desk.channel,
    at,
  };
  await transact(db, (tx) => loadShipment(tx, actor, load));
  return back(c, desk, shipmentId);
}

/** Writes what the buyer said of the excess of a line, as he told it to us. */
async function sayOfExcess(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor, at } = c.var;
  const shipmentId = shipmentIdOf(c);
  const shipmentLineId = pathId('line', c.req.param('lineId') ?? '');
  const form = await readForm(c, ExcessWord);
  if (!form.ok) throw new Refusal({ code: 'changed-meanwhile' });
  const said = { shipmentId, shipmentLineId, isAccepted: form.data.word === 'yes' };
  await transact(db, (tx) => decideExcess(tx, actor, { ...said, channel: desk.channel, at }));
  return back(c, desk, shipmentId);
}

/** Lets a vehicle go. */
async function leave(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor, at } = c.var;
  const shipmentId = shipmentIdOf(c);
  const form = await readForm(c, Leaving);
  if (!form.ok) return showShipment(c, desk, { leave: form });
  const leaving = { shipmentId, ...form.data, channel: desk.channel, at };
  await transact(db, (tx) => dispatchShipment(tx, actor, leaving));
  return back(c, desk, shipmentId);
}

/** Writes who took the goods over. */
async function take(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor: clerk, at } = c.var;
  const shipmentId = shipmentIdOf(c);
  const form = await readForm(c, Taking);
  if (!form.ok) return showShipment(c, desk, { take: form });
  const { version, takenBy, plate, authority, discrepancy } = form.data;
  const handed = { takenByName: takenBy, plate, authorityNumber: authority, discrepancy };
  await transact(db, (tx) =>
    handOver(
      tx,
      { source: 'yard', clerk },
      { shipmentId, version, ...handed, channel: desk.channel, at },
    ),
  );
  return back(c, desk, shipmentId);
}

/** Takes a plan back. */
async function cancel(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor, at } = c.var;
  const shipmentId = shipmentIdOf(c);
  const form = await readForm(c, CancellingShipment);
  if (!form.ok) return showShipment(c, desk, { cancel: form });
  const { version, cancelNote: note } = form.data;
  const cancelled = { shipmentId, version, note, channel: desk.channel, at };
  await transact(db, (tx) => cancelShipment(tx, actor, cancelled));
  return back(c, desk, shipmentId);
}

/** The picking list of a vehicle, to be printed. Two statements. */
async function showPicking(c: Context<StaffEnv>, desk: Desk, refused?: Typed): Promise<Response> {
  const { db, actor } = c.var;
  const shipmentId = shipmentIdOf(c);
  const shipment = await findShipment(db, shipmentId);
  if (!shipment || !mayActFor(actor, shipment.companyId)) {
    throw new NotFound('shipment', shipmentId);
  }
  const lots = await listLotsToLoad(db, { orderId: shipment.orderId, shipmentId });
  const title = wordsFor(c.var.language).yard.pickingOf(shipmentNumber(shipment));
  const page = <PickingPage {...{ desk, shipment, lots, refused }} />;
  return answerPage(c, page, { title, status: refused ? 422 : 200 });
}

/** Writes where the lots that a picking list asks about lie; what is not named stays as it is. */
async function keepPlaces(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor } = c.var;
  const shipmentId = shipmentIdOf(c);
  const shipment = await findShipment(db, shipmentId);
  if (!shipment || !mayActFor(actor, shipment.companyId)) {
    throw new NotFound('shipment', shipmentId);
  }
  const lots = await listLotsToLoad(db, { orderId: shipment.orderId, shipmentId });
  const asked = pickRowsOf(shipment.lines, lots).filter(({ isThere }) => isThere);
  const form = await readForm(c, placesNamed(asked.map(({ lotId }) => placeName(lotId))));
  if (!form.ok) return showPicking(c, desk, form);
  const places = asked.flatMap(({ lotId }) => {
    const place = form.data[placeName(lotId)];
    return place === undefined ? [] : [{ lotId, place }];
  });
  const { branchCode } = shipment;
  await transact(db, (tx) => placeLots(tx, actor, { branchCode, places }));
  return c.redirect(`${desk.base}/shipments/${shipmentId}/picking`, 303);
}

/** What was typed and what is wrong with it, whichever part of the form was wrong. */
const bothWrong = (...parts: readonly ({ ok: true } | ({ ok: false } & Typed))[]): Typed => {
  const wrong = parts.flatMap((part) => (part.ok ? [] : [part]));
  return {
    values: wrong[0]?.values ?? {},
    problems: Object.assign({}, ...wrong.map(({ problems }) => problems)),
  };
};

/** The shipments of an order and the plan of the next. Three statements. */
async function showPlan(c: Context<StaffEnv>, desk: Desk, refused?: Typed): Promise<Response> {
  const { db, actor, at } = c.var;
  const orderId = pathId('order', c.req.param('orderId') ?? '');
  const [order, lines, planned] = await Promise.all([
    findOrderFacts(db, orderId),
    listLinesToShip(db, orderId),
    listShipmentsOfOrder(db, orderId),
  ]);
  if (!order || !mayActFor(actor, order.companyId)) throw new NotFound('order', orderId);
  const shown = {
    ...{
      desk,
      order,
      shipments: planned,
      newShipmentId: newId(at.getTime()),
      today: tradingDay(at),
    },
    lines: lines.map((line) => ({ ...line, standing: standingOf(line, line.parts) })),
    ...{ values: refused?.values ?? {}, problems: refused?.problems ?? {} },
  };
  return answerPage(c, <PlanPage {...shown} />, {
    title: wordsFor(c.var.language).delivery.planTitle(order.number),
    status: refused ? 422 : 200,
  });
}
