import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Desk } from '../../../views/desk/frame.tsx';
import { ShiftPage, TillPage } from '../../../views/desk/till.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { closeShift, moveCash, openShift } from '../../payments/keep-till.ts';
import {
  findOpenShift,
  findShift,
  listShifts,
  readShiftSums,
} from '../../payments/till.queries.ts';
import { countTillTasks } from '../../payments/payment-trouble.queries.ts';
import { may } from '../../people/actor.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm } from '../exchange.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { MoneyField, MoreThanNothing } from '../trade-fields.ts';

const SHIFTS_MAX = 30;

const Opening = z.object({ key: z.uuid(), float: MoneyField });
const Closing = z.object({ counted: MoneyField, note: z.string().trim().max(500) });
const Moving = z.object({
  key: z.uuid(),
  kind: z.enum(['pay-in', 'pay-out']),
  amount: MoreThanNothing,
  note: z.string().trim().min(1).max(300),
});

type Refused = { values: Record<string, string>; problems: Record<string, string> };

/** The till of a desk: the clerk's shift, its report of any moment, its close, and the earlier ones of the branch. */
export function till(desk: Desk): Hono<StaffEnv> {
  return new Hono<StaffEnv>()
    .get('/', (c) => showTill(c, desk))

    .post('/', async (c) => {
      const form = await readForm(c, Opening);
      if (!form.ok) return showTill(c, desk, { opening: form });
      const { db, actor, at } = c.var;
      const { key: id, float: floatMinor } = form.data;
      await transact(db, (tx) => openShift(tx, actor, { id, floatMinor, at }));
      return c.redirect(`${desk.base}/till`, 303);
    })

    .get('/:shiftId', async (c) => {
      const { db, actor } = c.var;
      const shiftId = shiftIdOf(c);
      const shift = await findShift(db, shiftId);
      if (!shift || (actor.branchCode !== null && shift.branchCode !== actor.branchCode)) {
        throw new NotFound('shift', shiftId);
      }
      const sums = await readShiftSums(db, shiftId);
      const title = wordsFor(c.var.language).payments.shift(String(shift.number));
      return answerPage(c, <ShiftPage {...{ desk, shift, sums }} />, { title });
    })

    .post('/:shiftId/close', async (c) => {
      const shiftId = shiftIdOf(c);
      const form = await readForm(c, Closing);
      if (!form.ok) return showTill(c, desk, { closing: form });
      const { db, actor, at } = c.var;
      const { counted: countedMinor, note } = form.data;
      await transact(db, (tx) => closeShift(tx, actor, { shiftId, countedMinor, note, at }));
      return c.redirect(`${desk.base}/till/${shiftId}`, 303);
    })

    .post('/:shiftId/movements', async (c) => {
      const shiftId = shiftIdOf(c);
      const form = await readForm(c, Moving);
      if (!form.ok) return showTill(c, desk, { moving: form });
      const { db, actor, at } = c.var;
      const { key: id, kind, amount: amountMinor, note } = form.data;
      await transact(db, (tx) => moveCash(tx, actor, { id, shiftId, kind, amountMinor, note, at }));
      return c.redirect(`${desk.base}/till`, 303);
    });
}

const shiftIdOf = (c: Context<StaffEnv>): string => pathId('shift', c.req.param('shiftId') ?? '');

async function showTill(
  c: Context<StaffEnv>,
  desk: Desk,
  refused: { opening?: Refused; closing?: Refused; moving?: Refused } = {},
): Promise<Response> {
  const { db, actor, at } = c.var;
  const open = await findOpenShift(db, actor.personId);
  const { branchCode } = actor;
  const [sums, shifts, tasks] = await Promise.all([
    open && readShiftSums(db, open.id),
    branchCode === null ? [] : listShifts(db, { branchCode, rowsMax: SHIFTS_MAX }),
    branchCode === null ? undefined : countTillTasks(db, { branchCode, at }),
  ]);
  const { till: title } = wordsFor(c.var.language).payments;
  const mayOpen = may(actor, 'take-payments') && actor.branchCode !== null;
  const formKey = newId(at.getTime());
  const page = <TillPage {...{ desk, open, sums, shifts, tasks, mayOpen, formKey, refused }} />;
  const status = Object.keys(refused).length > 0 ? 422 : 200;
  return answerPage(c, page, { title, status });
}
