import { type Context, Hono } from 'hono';
import { DeskFrame, type Desk } from '../../../views/desk/frame.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { ClaimForm } from '../../../views/parts/claim-form.tsx';
import { findClaimableOrder, listClaimableLines } from '../../claims/claimable.queries.ts';
import { listOwnClaims } from '../../claims/claims.queries.ts';
import { mayActFor } from '../../people/actor.ts';
import { newId } from '../../platform/id.ts';
import { NotFound } from '../../platform/refusal.ts';
import { listWaitingAbout } from '../../platform/stored-file.queries.ts';
import { type ClaimTyped, openFromForm, statusOfTyped } from '../claim-opening.ts';
import type { StaffEnv } from '../env.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';

const SHOWN_MAX = 50;

/** Complaints that a clerk takes down for whoever stands before him or calls. */
export function deskClaims(desk: Desk): Hono<StaffEnv> {
  const { channel } = desk;
  return new Hono<StaffEnv>()
    .get('/:orderId/claim', (c) => show(c, desk))

    .post('/:orderId/claim', async (c) => {
      const order = await readOrder(c);
      const opened = await openFromForm(c, { orderId: order.id, channel });
      if (!opened.ok) return show(c, desk, opened.typed);
      return c.redirect(`/office/claims/${opened.claimId}`, 303);
    });
}

async function readOrder(c: Context<StaffEnv>) {
  const orderId = pathId('order', c.req.param('orderId') ?? '');
  const order = await findClaimableOrder(c.var.db, orderId);
  if (!order || !mayActFor(c.var.actor, order.companyId)) throw new NotFound('order', orderId);
  return order;
}

async function show(c: Context<StaffEnv>, desk: Desk, typed?: ClaimTyped): Promise<Response> {
  const order = await readOrder(c);
  const { db, actor, language } = c.var;
  const { id: orderId, companyId } = order;
  const { personId } = actor;
  const [lines, already, waiting] = await Promise.all([
    listClaimableLines(db, orderId),
    listOwnClaims(db, { companyId, orderId, limit: SHOWN_MAX }),
    typed ? typed.files : listWaitingAbout(db, { aboutId: orderId, personId }),
  ]);
  const shown = {
    ...{ order, lines, already, waiting, isOurs: true },
    action: `${desk.base}/orders/${orderId}/claim`,
    ...{ values: typed?.values ?? {}, problems: typed?.problems ?? {}, refused: typed?.refused },
    claimHref: (claimId: string) => `/office/claims/${claimId}`,
    formKey: newId(),
  };
  const page = (
    <DeskFrame desk={desk} here="orders">
      <ClaimForm {...shown} />
    </DeskFrame>
  );
  const title = wordsFor(language).claims.form.title(order.number);
  return answerPage(c, page, { title, status: statusOfTyped(typed) });
}
