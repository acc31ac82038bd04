import { Hono } from 'hono';
import { wordsFor } from '../../../views/language.tsx';
import { quarterName } from '../../../views/quarter-name.ts';
import { ChangesPage } from '../../../views/storefront/changes.tsx';
import { listTold } from '../../loyalty/change-report.queries.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { SignedInEnv } from '../env.ts';
import { signedIn } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';

/** Two years of them. */
const QUARTERS_SHOWN = 8;

/** What customers told us and what became of it, quarter by quarter, for whoever is signed in. */
export const changes = new Hono<SignedInEnv>()
  .use(signedIn())

  .get('/', async (c) => {
    const reports = await listTold(c.var.db, { limit: QUARTERS_SHOWN });
    const { title } = wordsFor(c.var.language).changes;
    return answerPage(c, <ChangesPage reports={reports} isOne={false} />, { title });
  })

  .get('/:reportId', async (c) => {
    const reportId = pathId('changes', c.req.param('reportId'));
    const reports = await listTold(c.var.db, { reportId, limit: 1 });
    const [found] = reports;
    if (!found) throw new NotFound('changes', reportId);
    const title = quarterName(wordsFor(c.var.language).changes, found.quarter);
    return answerPage(c, <ChangesPage reports={reports} isOne />, { title });
  });
