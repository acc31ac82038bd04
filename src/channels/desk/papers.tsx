import { type Context, Hono } from 'hono';
import type { Desk } from '../../../views/desk/frame.tsx';
import { issuePapersByHand } from '../../delivery/issue-papers.ts';
import { findLabels } from '../../delivery/labels.queries.ts';
import { mayActFor } from '../../people/actor.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import { answerSaved } from '../document-answers.ts';
import type { StaffEnv } from '../env.ts';
import { back, shipmentIdOf } from './shipment-page.tsx';

/** The labels of a vehicle, and what of its papers is made out by hand. */
export const papers = (desk: Desk): Hono<StaffEnv> =>
  new Hono<StaffEnv>()
    .get('/shipments/:shipmentId/labels.pdf', (c) => sendLabels(c))
    .post('/shipments/:shipmentId/papers', (c) => issuePapers(c, desk));

/** The labels for what lies on a vehicle, in the reader's language. */
async function sendLabels(c: Context<StaffEnv>): Promise<Response> {
  const { db, actor, at, language, print } = c.var;
  const shipmentId = shipmentIdOf(c);
  const found = await findLabels(db, { shipmentId, at });
  if (!found || !mayActFor(actor, found.companyId)) throw new NotFound('labels', shipmentId);
  const bytes = Buffer.from(await print(found.labels, language));
  c.header('Cache-Control', 'private, no-store');
  const name = `${found.labels.shipmentNumber}.pdf`;
  return answerSaved(c, { name, type: 'application/pdf', bytes });
}

/** Makes out what a vehicle that has left has no paper of. */
async function issuePapers(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { db, actor: clerk, at } = c.var;
  const shipmentId = shipmentIdOf(c);
  await transact(db, (tx) =>
    issuePapersByHand(tx, { shipmentId, clerk, channel: desk.channel, at }),
  );
  return back(c, desk, shipmentId);
}
