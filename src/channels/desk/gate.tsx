import { type Context, Hono } from 'hono';
import type { Desk } from '../../../views/desk/frame.tsx';
import { GatePage } from '../../../views/desk/gate.tsx';
import { Board, BoardPage } from '../../../views/desk/yard-board.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { arriveAtGate } from '../../delivery/arrive-at-gate.ts';
import { listGate } from '../../delivery/gate.queries.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { transact } from '../../platform/db/transact.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, wantsFragment } from '../exchange.ts';
import { answerPage, answerPart } from '../page.tsx';
import { GateForm, momentOn } from '../shipment-fields.ts';
import { back, shipmentIdOf, showShipment } from './shipment-page.tsx';

const VEHICLES_MAX = 200;
const DAY_MS = 86_400_000;

/** The gate of a yard: who comes and goes today, and the board on its wall. */
export const gate = (desk: Desk): Hono<StaffEnv> =>
  new Hono<StaffEnv>()
    .get('/yard/board', (c) => showBoard(c, desk))
    .get('/yard/gate', (c) => showGate(c, desk))
    .post('/shipments/:shipmentId/gate', (c) => arrive(c, desk));

/** The vehicles of today, of the branch of whoever asks. */
function vehiclesOf(c: Context<StaffEnv>) {
  const { db, actor, at } = c.var;
  const from = momentOn(tradingDay(at), '00:00');
  const until = new Date(from.getTime() + DAY_MS);
  return listGate(db, { branchCode: actor.branchCode, from, until, limit: VEHICLES_MAX });
}

/** The board on the wall; asked for a part it is the board alone, so that it renews itself. One statement. */
async function showBoard(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const shown = { desk, vehicles: await vehiclesOf(c), at: c.var.at };
  if (wantsFragment(c)) return answerPart(c, <Board {...shown} />);
  const title = wordsFor(c.var.language).yard.board;
  return answerPage(c, <BoardPage {...shown} />, { title, isWall: true });
}

/** The list of the gate. One statement. */
async function showGate(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { at } = c.var;
  const shown = { desk, vehicles: await vehiclesOf(c), at, day: tradingDay(at) };
  return answerPage(c, <GatePage {...shown} />, { title: wordsFor(c.var.language).yard.gateList });
}

/** Writes down that a vehicle stands at the gate. */
async function arrive(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor, at } = c.var;
  const shipmentId = shipmentIdOf(c);
  const form = await readForm(c, GateForm);
  if (!form.ok) return showShipment(c, desk, { gate: form });
  const { from, ...said } = form.data;
  // The list was opened a while ago: it says that the vehicle came, and nothing of it.
  const vehicle = from === 'list' ? undefined : said;
  await transact(db, (tx) =>
    arriveAtGate(tx, actor, { shipmentId, vehicle, channel: desk.channel, at }),
  );
  return from === 'list' ? c.redirect(`${desk.base}/yard/gate`, 303) : back(c, desk, shipmentId);
}
