import { type Context, Hono } from 'hono';
import type { Desk } from '../../../views/desk/frame.tsx';
import { keepReading } from '../../delivery/keep-reading.ts';
import { findShipmentFacts } from '../../delivery/shipment.queries.ts';
import { weighByScale } from '../../delivery/weigh-by-scale.ts';
import { weighShipment } from '../../delivery/weigh-shipment.ts';
import { findStaffByEmail } from '../../delivery/weigh.queries.ts';
import { transact } from '../../platform/db/transact.ts';
import { type Scale, ScaleSilent } from '../../platform/gateways/scale.ts';
import { NotFound, Refusal } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm } from '../exchange.ts';
import { ReadingForm, TicketForm, WeighingForm } from '../shipment-fields.ts';
import { back, shipmentIdOf, showShipment } from './shipment-page.tsx';

/** A vehicle on the scale: reading it empty and loaded, the ticket of both, and what two people type where it is silent. */
export const weighing = (desk: Desk): Hono<StaffEnv> =>
  new Hono<StaffEnv>()
    .post('/shipments/:shipmentId/readings', (c) => readScale(c, desk))
    .post('/shipments/:shipmentId/ticket', (c) => makeTicket(c, desk))
    .post('/shipments/:shipmentId/weighing', (c) => weighByHand(c, desk));

/** Reads the scale on which the vehicle stands. */
async function readScale(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor, at } = c.var;
  const shipmentId = shipmentIdOf(c);
  const form = await readForm(c, ReadingForm);
  if (!form.ok) throw new Refusal({ code: 'changed-meanwhile' });
  const facts = await findShipmentFacts(db, shipmentId);
  if (!facts) throw new NotFound('shipment', shipmentId);
  try {
    const scale = c.var.scaleOf(facts.branchCode);
    const { reading, divisionG } = await readingOf(c, scale);
    const kept = { shipmentId, ...form.data, reading, divisionG, at };
    await transact(db, (tx) => keepReading(tx, actor, kept));
  } catch (error) {
    // What is wrong with the vehicle, not with the scale, is said as everywhere.
    if (!(error instanceof Refusal) || !error.reason.code.startsWith('scale-')) throw error;
    return showShipment(c, desk, { scale: error.reason });
  }
  return back(c, desk, shipmentId);
}

/** What the scale says now. A yard without a scale has a silent one. */
async function readingOf(c: Context<StaffEnv>, scale: Scale | undefined) {
  try {
    if (!scale) throw new ScaleSilent('there is none');
    return { reading: await scale.read(), divisionG: scale.divisionG };
  } catch (error) {
    if (!(error instanceof ScaleSilent)) throw error;
    c.var.log.warn(`a scale gave no weight: ${error.message}`);
    throw new Refusal({ code: 'scale-silent' });
  }
}

/** Makes a ticket of what the scale said. */
async function makeTicket(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor, at } = c.var;
  const shipmentId = shipmentIdOf(c);
  const form = await readForm(c, TicketForm);
  if (!form.ok) return showShipment(c, desk, { ticket: form });
  const ticket = { shipmentId, ...form.data, channel: desk.channel, at };
  await transact(db, (tx) => weighByScale(tx, actor, ticket));
  return back(c, desk, shipmentId);
}

/** Writes a weigh ticket that two people typed. */
async function weighByHand(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor, at } = c.var;
  const shipmentId = shipmentIdOf(c);
  const form = await readForm(c, WeighingForm);
  if (!form.ok) return showShipment(c, desk, { weigh: form });
  const { tareKg: tareG, grossKg: grossG, divisionKg: divisionG, ...said } = form.data;
  const confirmedBy = await findStaffByEmail(db, said.confirmedBy);
  await transact(db, (tx) =>
    weighShipment(tx, actor, {
      ...{ shipmentId, version: said.version, number: said.number, tareG, grossG, divisionG },
      ...{ source: 'by-hand', confirmedBy, reason: said.reason },
      ...{ taredAt: at, weighedAt: at, channel: desk.channel, at },
    }),
  );
  return back(c, desk, shipmentId);
}
