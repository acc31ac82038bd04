import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { SellerPage } from '../../../views/office/seller.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { isBin } from '../../customers/bin.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { foldAccount, isIban } from '../../payments/iban.ts';
import { listSellerDetails } from '../../payments/seller-details.queries.ts';
import { setSellerDetails } from '../../payments/set-seller-details.ts';
import { transact } from '../../platform/db/transact.ts';
import type { StaffEnv } from '../env.ts';
import { readForm } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { DayField } from '../trade-fields.ts';
import { placeOf } from './place.ts';

const text = (max: number) => z.string().trim().min(1).max(max);
const textOrNone = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((typed) => (typed === '' ? null : typed));
const folded = z.string().max(60).transform(foldAccount);

const Details = z.object({
  name: text(200),
  bin: z
    .string()
    .max(20)
    .transform((typed) => typed.replaceAll(/\s/g, ''))
    .refine(isBin, 'bin'),
  address: text(300),
  phone: text(40),
  bankName: text(200),
  bik: folded.refine((code) => /^[0-9A-Z]{8}$/.test(code), 'bik'),
  iik: folded.refine(isIban, 'iban'),
  kbe: folded.refine((code) => /^[12]\d$/.test(code), 'kbe'),
  vatSeries: textOrNone(20),
  vatNumber: textOrNone(20),
  directorName: text(120),
  chiefAccountantName: textOrNone(120),
});

/** Who we are on paper, for our administrators: documents cannot be issued without it. */
export const sellerDetails = new Hono<StaffEnv>()
  .use(staff('administer'))

  .get('/', (c) => show(c))

  .post('/', async (c) => {
    const today = tradingDay(c.var.at);
    const Form = Details.extend({
      from: DayField.refine((day) => day >= today, 'datePast'),
    }).refine(({ vatSeries, vatNumber }) => (vatSeries === null) === (vatNumber === null), {
      message: 'required',
      path: ['vatNumber'],
    });
    const form = await readForm(c, Form);
    if (!form.ok) return show(c, form);
    const { from, ...details } = form.data;
    const { db, actor } = c.var;
    await transact(db, (tx) => setSellerDetails(tx, actor, { details, from }));
    return c.redirect('/office/seller', 303);
  });

async function show(
  c: Context<StaffEnv>,
  refused?: { values: Record<string, string>; problems: Record<string, string> },
): Promise<Response> {
  const { db, actor, at, language } = c.var;
  const versions = await listSellerDetails(db);
  const page = (
    <SellerPage
      versions={versions}
      today={tradingDay(at)}
      place={placeOf(actor, 'seller')}
      refused={refused}
    />
  );
  const { title } = wordsFor(language).papers.seller;
  return answerPage(c, page, { title, status: refused ? 422 : 200 });
}
