import { Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { CompanyChangesPage } from '../../../views/storefront/company-changes.tsx';
import { listCompanyChanges } from '../../history/company-changes.queries.ts';
import { listRoleSites } from '../../people/own-role.queries.ts';
import type { BuyerEnv } from '../env.ts';
import { readQuery } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { PageNumber } from '../query-fields.ts';

const PAGE = 50;
const Listed = z.object({ page: PageNumber });

/** Who changed the roles, people, sites and limits of a company, for its administrator. */
export const companyChanges = new Hono<BuyerEnv>()
  .use(buyer('manage-colleagues'))

  .get('/', async (c) => {
    const { page } = readQuery(c, Listed);
    const { db, actor, language } = c.var;
    const { companyId } = actor;
    const of = { companyId, limit: PAGE, offset: (page - 1) * PAGE };
    const [listed, sites] = await Promise.all([
      listCompanyChanges(db, of),
      listRoleSites(db, companyId),
    ]);
    const { title } = wordsFor(language).companyChanges;
    return answerPage(c, <CompanyChangesPage {...listed} sites={sites} page={page} />, { title });
  });
