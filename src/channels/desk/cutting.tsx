import { Hono } from 'hono';
import { z } from 'zod';
import { CuttingPage } from '../../../views/desk/cutting.tsx';
import type { Desk } from '../../../views/desk/frame.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { moveCuttingJob } from '../../ordering/move-cutting-job.ts';
import { transact } from '../../platform/db/transact.ts';
import { Refusal } from '../../platform/refusal.ts';
import { listYardJobs } from '../../stock/yard.queries.ts';
import type { StaffEnv } from '../env.ts';
import { many, readForm } from '../exchange.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';

const JOBS_MAX = 100;

const Advancing = z.object({
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
  lotId: many(z.uuid()),
});

/** What the saws of the clerk's branch have to do, and each step of it. */
export function yard(desk: Desk): Hono<StaffEnv> {
  const { channel } = desk;
  return new Hono<StaffEnv>()
    .get('/', async (c) => {
      const { db, actor, at } = c.var;
      const jobs = await listYardJobs(db, { branchCode: actor.branchCode, limit: JOBS_MAX });
      const page = <CuttingPage desk={desk} jobs={jobs} at={at} />;
      return answerPage(c, page, { title: wordsFor(c.var.language).cutting.yard });
    })

    .post('/:jobId/advance', async (c) => {
      const jobId = pathId('cutting job', c.req.param('jobId'));
      const form = await readForm(c, Advancing);
      if (!form.ok) throw new Refusal({ code: 'changed-meanwhile' });
      const { version, lotId: lotIds } = form.data;
      const { db, actor, at } = c.var;
      const move = { jobId, version, lotIds, channel, at };
      await transact(db, (tx) => moveCuttingJob(tx, actor, move));
      return c.redirect(`${desk.base}/cutting`, 303);
    });
}
