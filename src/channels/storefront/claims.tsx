import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { ClaimForm } from '../../../views/parts/claim-form.tsx';
import { WaitingFile } from '../../../views/parts/files-field.tsx';
import { ClaimPage, ClaimsPage } from '../../../views/storefront/claims.tsx';
import { mayDo } from '../../claims/claim.ts';
import { isReopenable } from '../../claims/claim-clock.ts';
import { findClaimableOrder, listClaimableLines } from '../../claims/claimable.queries.ts';
import { findClaim, findClaimFile, listOwnClaims } from '../../claims/claims.queries.ts';
import { reopenClaim, withdrawClaim } from '../../claims/end-claim.ts';
import { sayOfClaim } from '../../claims/work-on-claim.ts';
import { may } from '../../people/actor.ts';
import { maySeeOrder, orderScopeOf } from '../../people/order-scope.ts';
import { transact } from '../../platform/db/transact.ts';
import { PHOTOS_MAX } from '../../platform/file-kind.ts';
import { newId } from '../../platform/id.ts';
import { NotFound } from '../../platform/refusal.ts';
import { type FileNamed, listWaitingAbout } from '../../platform/stored-file.queries.ts';
import { answerFile, readAttachments } from '../attachments.ts';
import { type ClaimTyped, openFromForm, statusOfTyped } from '../claim-opening.ts';
import type { BuyerEnv } from '../env.ts';
import { readForm, readQuery, typedIn } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';

const PAGE = 50;

const Listed = z.object({ after: z.uuid().optional().catch(undefined) });
const About = z.object({ order: z.uuid().optional().catch(undefined) });
const Arrival = z.object({ sent: z.literal('yes').optional().catch(undefined) });
const Photo = z.object({ about: z.uuid() });
const Message = z.object({ key: z.uuid(), words: z.string().trim().min(1).max(2000) });
const Reopening = z.object({ reopenWords: z.string().trim().min(1).max(2000) });
const Withdrawal = z.object({ withdrawWords: z.string().trim().max(2000) });

/** A company's claims: complain, follow, show more, take back. */
export const claims = new Hono<BuyerEnv>()
  .use(buyer('see-orders'))

  .get('/', async (c) => {
    const { after: afterId } = readQuery(c, Listed);
    const { db, actor, at } = c.var;
    const { companyId } = actor;
    const found = await listOwnClaims(db, {
      ...{ companyId, afterId, limit: PAGE + 1, scope: orderScopeOf(actor) },
    });
    const shown = found.slice(0, PAGE);
    const nextHref = found.length > PAGE ? `/claims?after=${shown.at(-1)?.id}` : undefined;
    const { title } = wordsFor(c.var.language).claims;
    return answerPage(c, <ClaimsPage claims={shown} {...{ nextHref, at }} />, { title });
  })

  .get('/new', async (c) => {
    const { order } = readQuery(c, About);
    // Without an order there is nothing to complain of yet: they are a click away.
    return order === undefined ? c.redirect('/orders', 303) : showForm(c, order);
  })

  .post('/', async (c) => {
    const [named = '', again] = c.var.fields.get('order') ?? [];
    const orderId = pathId('order', again === undefined ? named : '');
    await readOwnOrder(c, orderId);
    const opened = await openFromForm(c, { orderId, channel: 'web' });
    if (!opened.ok) return showForm(c, orderId, opened.typed);
    return c.redirect(`/claims/${opened.claimId}?sent=yes`, 303);
  })

  .post('/photos', async (c) => {
    const form = await readForm(c, Photo);
    if (!form.ok) throw new HTTPException(400);
    const { files, problems } = await readAttachments(c, {
      ...{ filesMax: PHOTOS_MAX, aboutId: form.data.about },
    });
    if (problems['files'] !== undefined) throw new HTTPException(400);
    return answerPart(
      c,
      <>
        {files.map((file) => (
          <WaitingFile file={file} />
        ))}
      </>,
    );
  })

  .get('/:claimId', async (c) => show(c))

  .get('/:claimId/files/:fileId', async (c) => {
    const [claimId, fileId] = [idOf(c), pathId('file', c.req.param('fileId'))];
    const { companyId } = c.var.actor;
    const scope = orderScopeOf(c.var.actor);
    const file = await findClaimFile(c.var.db, { claimId, fileId, companyId, scope });
    if (!file) throw new NotFound('file', fileId);
    return answerFile(c, file);
  })

  .post('/:claimId/messages', async (c) => {
    const claimId = idOf(c);
    await readOwnClaim(c, claimId);
    const form = await readForm(c, Message);
    const about = { filesMax: PHOTOS_MAX, aboutId: claimId };
    const { ids: fileIds, files, problems } = await readAttachments(c, about);
    if (!form.ok || problems['files']) {
      const wrong = { ...(form.ok ? {} : form.problems), ...problems };
      return show(c, { values: typedIn(c), problems: wrong, files });
    }
    const { db, actor, at } = c.var;
    const said = { ...form.data, claimId, fileIds, at };
    await transact(db, (tx) => sayOfClaim(tx, actor, said));
    return c.redirect(`/claims/${claimId}`, 303);
  })

  .post('/:claimId/withdrawal', async (c) => {
    const claimId = idOf(c);
    const form = await readForm(c, Withdrawal);
    if (!form.ok) return show(c, { ...form, files: [] });
    const { db, actor, at } = c.var;
    const ending = { claimId, words: form.data.withdrawWords, at };
    await transact(db, (tx) => withdrawClaim(tx, actor, ending));
    return c.redirect(`/claims/${claimId}`, 303);
  })

  .post('/:claimId/reopening', async (c) => {
    const claimId = idOf(c);
    const form = await readForm(c, Reopening);
    if (!form.ok) return show(c, { ...form, files: [] });
    const { db, actor, at } = c.var;
    const ending = { claimId, words: form.data.reopenWords, at };
    await transact(db, (tx) => reopenClaim(tx, actor, ending));
    return c.redirect(`/claims/${claimId}`, 303);
  });

const idOf = (c: Context<BuyerEnv>) => pathId('claim', c.req.param('claimId') ?? '');

async function readOwnOrder(c: Context<BuyerEnv>, orderId: string) {
  const order = await findClaimableOrder(c.var.db, orderId);
  if (!order || !maySeeOrder(c.var.actor, order)) throw new NotFound('order', orderId);
  return order;
}

async function readOwnClaim(c: Context<BuyerEnv>, claimId: string) {
  const { companyId } = c.var.actor;
  const scope = orderScopeOf(c.var.actor);
  const claim = await findClaim(c.var.db, { claimId, companyId, scope });
  if (!claim) throw new NotFound('claim', claimId);
  return claim;
}

async function showForm(
  c: Context<BuyerEnv>,
  orderId: string,
  typed?: ClaimTyped,
): Promise<Response> {
  const { db, actor, language } = c.var;
  const { companyId, personId } = actor;
  const order = await readOwnOrder(c, orderId);
  const [lines, already, waiting] = await Promise.all([
    listClaimableLines(db, orderId),
    listOwnClaims(db, { companyId, orderId, limit: PAGE }),
    typed ? typed.files : listWaitingAbout(db, { aboutId: orderId, personId }),
  ]);
  const shown = {
    ...{ order, lines, already, waiting, isOurs: false, action: '/claims' },
    ...{ values: typed?.values ?? {}, problems: typed?.problems ?? {}, refused: typed?.refused },
    claimHref: (claimId: string) => `/claims/${claimId}`,
    formKey: newId(),
  };
  const title = wordsFor(language).claims.form.title(order.number);
  return answerPage(c, <ClaimForm {...shown} />, { title, status: statusOfTyped(typed) });
}

type Typed = {
  values: Record<string, string>;
  problems: Record<string, string>;
  files: readonly FileNamed[];
};

/** The claim as it stands, with what was typed. One statement, and one for files that wait. */
async function show(c: Context<BuyerEnv>, typed?: Typed): Promise<Response> {
  const { db, actor, at, language } = c.var;
  const claimId = idOf(c);
  const claim = await readOwnClaim(c, claimId);
  const { personId } = actor;
  const waiting = typed?.files ?? (await listWaitingAbout(db, { aboutId: claimId, personId }));
  const shown = {
    ...{ claim, waiting, at, formKey: newId() },
    ...{ base: `/claims/${claimId}`, orderHref: `/o/${claim.orderId}` },
    ...{ values: typed?.values ?? {}, problems: typed?.problems ?? {} },
    seesPrices: may(actor, 'see-prices'),
    documentsAt: may(actor, 'see-money') ? '/documents' : undefined,
    isSent: readQuery(c, Arrival).sent === 'yes',
    mayReopen:
      claim.closedAt !== null && mayDo(claim, 'reopen') && isReopenable(claim.closedAt, at),
  };
  const title = wordsFor(language).claims.of(claim.number);
  return answerPage(c, <ClaimPage {...shown} />, { title, status: typed ? 422 : 200 });
}
