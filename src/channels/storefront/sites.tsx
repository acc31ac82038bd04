import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { SitesPage } from '../../../views/storefront/sites.tsx';
import { closeSite, openSite } from '../../customers/keep-sites.ts';
import { listSites } from '../../customers/site.queries.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { cityNamed, network } from '../../stock/network.ts';
import type { BuyerEnv } from '../env.ts';
import { readForm } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';

const Opening = z.object({
  key: z.uuid(),
  name: z.string().trim().min(1).max(100),
  city: z.string().trim().min(1).max(60),
  address: z.string().trim().min(1).max(200),
});

const PATH = '/company/sites';

/** Where a company has goods brought, as its administrator keeps it. */
export const sites = new Hono<BuyerEnv>()
  .use(buyer('manage-colleagues'))

  .get('/', (c) => show(c))

  .post('/', async (c) => {
    const form = await readForm(c, Opening);
    if (!form.ok) return show(c, form);
    const { key: id, city: typed, ...rest } = form.data;
    // A city of the network by its own name, so that a tariff knows the way.
    const city = cityNamed(typed)?.nameRu ?? typed;
    const { db, actor, at } = c.var;
    await transact(db, (tx) => openSite(tx, actor, { id, city, ...rest, at }));
    return c.redirect(`${PATH}#site-${id}`, 303);
  })

  .post('/:siteId/end', async (c) => {
    const id = pathId('site', c.req.param('siteId'));
    const { db, actor, at } = c.var;
    await transact(db, (tx) => closeSite(tx, actor, { id, at }));
    return c.redirect(PATH, 303);
  });

type Back = { values: Record<string, string>; problems: Record<string, string> };

async function show(c: Context<BuyerEnv>, back?: Back): Promise<Response> {
  const { db, actor, language } = c.var;
  const names = { en: 'nameEn', ru: 'nameRu', kk: 'nameKk' } as const;
  const cities = [...network().cities.values()].map((city) => city[names[language]]);
  const page = (
    <SitesPage
      sites={await listSites(db, actor.companyId)}
      cities={cities.toSorted((one, other) => one.localeCompare(other, language))}
      formKey={newId()}
      values={back?.values ?? {}}
      problems={back?.problems ?? {}}
    />
  );
  const { title } = wordsFor(language).sites;
  return answerPage(c, page, { title, status: back ? 422 : 200 });
}
