import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { CustomerPage } from '../../../views/desk/customer.tsx';
import type { Desk } from '../../../views/desk/frame.tsx';
import { RegisteringPage } from '../../../views/desk/registering.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { isBin } from '../../customers/bin.ts';
import { phoneDigits } from '../../customers/phone.ts';
import { registerCompany } from '../../customers/register-company.ts';
import { blocksOf } from '../../history/customer-card.ts';
import { findCustomerCard } from '../../history/customer-card.queries.ts';
import { listPurchases, listUsualItems } from '../../history/history.queries.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { listOpenCarts } from '../../ordering/open-carts.queries.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery } from '../exchange.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';

const PURCHASES_MAX = 5;
const USUAL_MAX = 10;

const Known = z.object({
  bin: z.string().max(20).catch(''),
  name: z.string().max(200).catch(''),
  phone: z.string().max(30).catch(''),
});

const Registering = z.object({
  bin: z
    .string()
    .transform((text) => text.replaceAll(/\s/g, ''))
    .refine(isBin, 'bin'),
  name: z.string().trim().min(1).max(200),
  phone: z
    .string()
    .trim()
    .refine((text) => text === '' || (phoneDigits(text)?.length ?? 0) >= 10, 'phone')
    .transform((text) => text || undefined)
    .optional(),
  branchCode: z
    .string()
    .regex(/^[A-Z]{3}$/, 'choose')
    .optional(),
});

const Arrival = z.object({ done: z.enum(['registered', 'known']).optional().catch(undefined) });

/** Whom a clerk serves: one page for each customer, and a form for those who are not known yet. */
export function customers(desk: Desk): Hono<StaffEnv> {
  return new Hono<StaffEnv>()
    .get('/new', async (c) => ask(c, desk, { values: readQuery(c, Known), problems: {} }))

    .post('/', async (c) => {
      const form = await readForm(c, Registering);
      if (!form.ok) return ask(c, desk, form);
      const { db, actor, at } = c.var;
      const { bin, name, phone } = form.data;
      const branchCode = await branchFor(c, form.data.branchCode);
      if (branchCode === undefined) {
        const values = { bin, name, phone: phone ?? '' };
        return ask(c, desk, { values, problems: { branchCode: 'choose' } });
      }
      const { companyId, isNew } = await transact(db, (tx) =>
        registerCompany(tx, actor, { bin, name, ...(phone && { phone }), branchCode, at }),
      );
      const done = isNew ? 'registered' : 'known';
      return c.redirect(`${desk.base}/customers/${companyId}?done=${done}`, 303);
    })

    .get('/:companyId', async (c) => {
      const { db, at } = c.var;
      const companyId = pathId('company', c.req.param('companyId'));
      const [card, carts, purchases, usual] = await Promise.all([
        findCustomerCard(db, { companyId, on: tradingDay(at) }),
        listOpenCarts(db, { companyId }),
        listPurchases(db, { companyId, limit: PURCHASES_MAX }),
        listUsualItems(db, { companyId, at, limit: USUAL_MAX }),
      ]);
      if (!card) throw new NotFound('company', companyId);
      const arrival = readQuery(c, Arrival).done;
      const shown = { desk, card, carts, purchases, usual, arrival, at };
      return answerPage(c, <CustomerPage {...shown} blocks={blocksOf(card)} />, {
        title: card.name,
      });
    });
}

/** The clerk's own branch; one that belongs to none names it. */
async function branchFor(
  c: Context<StaffEnv>,
  named: string | undefined,
): Promise<string | undefined> {
  if (c.var.actor.branchCode !== null) return c.var.actor.branchCode;
  const known = await c.var.readBranches();
  return known.find(({ code }) => code === named)?.code;
}

async function ask(
  c: Context<StaffEnv>,
  desk: Desk,
  form: { values: Record<string, string>; problems: Record<string, string> },
): Promise<Response> {
  const { actor, language } = c.var;
  const status = Object.keys(form.problems).length > 0 ? 422 : 200;
  const page = <RegisteringPage desk={desk} {...form} asksBranch={actor.branchCode === null} />;
  return answerPage(c, page, { title: wordsFor(language).deskScreens.registering, status });
}
