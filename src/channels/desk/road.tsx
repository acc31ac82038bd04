import { type Context, Hono } from 'hono';
import type { Desk } from '../../../views/desk/frame.tsx';
import { trackShipment } from '../../delivery/track-shipment.ts';
import { transact } from '../../platform/db/transact.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, typedIn } from '../exchange.ts';
import { DelayForm, momentOn, SightingForm } from '../shipment-fields.ts';
import { back, shipmentIdOf, showShipment } from './shipment-page.tsx';

/** Nothing so old is told of a way that somebody still waits on, and nothing so far ahead is promised. */
const FAR_MS = 60 * 86_400_000;

/** A vehicle on its way, as its driver tells our people: where it is, and that it comes later. */
export const road = (desk: Desk): Hono<StaffEnv> =>
  new Hono<StaffEnv>()
    .post('/shipments/:shipmentId/sightings', (c) => tellSighting(c, desk))
    .post('/shipments/:shipmentId/delays', (c) => tellDelay(c, desk));

/** Writes down where a vehicle was seen. */
async function tellSighting(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor, at } = c.var;
  const shipmentId = shipmentIdOf(c);
  const form = await readForm(c, SightingForm);
  if (!form.ok) return showShipment(c, desk, { sighting: form });
  const { id: formKey, day, time, place, note } = form.data;
  const happenedAt = momentOn(day, time);
  const problem = pastProblem(happenedAt, at);
  if (problem) {
    const values = typedIn(c);
    return showShipment(c, desk, {
      sighting: { values, problems: { [problem.field]: problem.code } },
    });
  }
  const seen = { shipmentId, kind: 'checkpoint', happenedAt, place, note, formKey, at } as const;
  await transact(db, (tx) => trackShipment(tx, actor, seen));
  return back(c, desk, shipmentId);
}

function pastProblem(happenedAt: Date, at: Date) {
  const agoMs = at.getTime() - happenedAt.getTime();
  if (agoMs < 0) return { field: 'time', code: 'timeAhead' };
  return agoMs > FAR_MS ? { field: 'day', code: 'timePast' } : undefined;
}

/** Promises the buyer another time, and says why. */
async function tellDelay(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor, at } = c.var;
  const shipmentId = shipmentIdOf(c);
  const form = await readForm(c, DelayForm);
  if (!form.ok) return showShipment(c, desk, { delay: form });
  const { id: formKey, day, from, until, place, reason: note } = form.data;
  const expected = { from: momentOn(day, from), until: momentOn(day, until) };
  const aheadMs = expected.until.getTime() - at.getTime();
  if (aheadMs <= 0 || aheadMs > FAR_MS) {
    const code = aheadMs <= 0 ? 'datePast' : 'dateFar:60';
    return showShipment(c, desk, { delay: { values: typedIn(c), problems: { day: code } } });
  }
  const late = { shipmentId, kind: 'delayed', happenedAt: at, place, note, expected } as const;
  await transact(db, (tx) => trackShipment(tx, actor, { ...late, formKey, at }));
  return back(c, desk, shipmentId);
}
