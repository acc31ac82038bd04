import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { FreightPage } from '../../../views/office/freight.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { tradingDay } from '../../measures/calendar.ts';
import { listBranches } from '../../people/branch.queries.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import { listFreightTariffs } from '../../pricing/freight-tariff.queries.ts';
import { keepFreightTariff } from '../../pricing/keep-freight-tariff.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery, typedIn } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { ROWS_MAX, tariffFields, typedTariff } from './freight-fields.ts';
import { placeOf } from './place.ts';

const Query = z.object({ branch: z.string().max(3).optional().catch(undefined) });

/** What bringing goods costs from each branch, for whoever publishes prices. */
export const freightTariffs = new Hono<StaffEnv>()
  .use(staff('publish-prices'))

  .get('/', (c) => show(c, readQuery(c, Query).branch))

  .post('/', async (c) => {
    const { db, actor, at } = c.var;
    const { branchCode = '' } = typedIn(c);
    const branches = await listBranches(db);
    if (!branches.some(({ code }) => code === branchCode)) throw new NotFound('branch', branchCode);
    const form = await readForm(c, tariffFields(tradingDay(at)));
    if (!form.ok) return show(c, branchCode, form);
    await transact(db, (tx) => keepFreightTariff(tx, actor, { ...form.data, branchCode, at }));
    return c.redirect(`/office/freight?branch=${branchCode}`, 303);
  });

/** The tariff of a branch; of the reader's own, or the first, where none is asked for. */
async function show(
  c: Context<StaffEnv>,
  asked: string | undefined,
  refused?: { values: Record<string, string>; problems: Record<string, string> },
): Promise<Response> {
  const { db, actor, at, language } = c.var;
  const branches = await listBranches(db);
  const codes = branches.map(({ code }) => code);
  const known = [asked, actor.branchCode].find((code) => code && codes.includes(code));
  const branchCode = known ?? codes[0] ?? '';
  const versions = await listFreightTariffs(db, branchCode);
  const [newest] = versions;
  const page = (
    <FreightPage
      branchCode={branchCode}
      versions={versions}
      today={tradingDay(at)}
      rows={ROWS_MAX}
      values={refused?.values ?? typedTariff(newest?.bands ?? [])}
      problems={refused?.problems ?? {}}
      place={placeOf(actor, 'freight')}
    />
  );
  const { tariffs } = wordsFor(language).freight;
  return answerPage(c, page, { title: tariffs, status: refused ? 422 : 200 });
}
