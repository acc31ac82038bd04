import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { FreightToAgreePage } from '../../../views/office/freight-to-agree.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { findTermsAuthority } from '../../customers/terms-authority.queries.ts';
import { agreeFreight, declineFreight } from '../../ordering/answer-freight.ts';
import { listFreightWaiting } from '../../ordering/freight-waiting.queries.ts';
import { leastFreight } from '../../ordering/least-freight.ts';
import { nameFreight, reviewFreight } from '../../ordering/name-freight.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import { roadFrom } from '../../stock/network.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { positionOf } from '../purchase-filter.ts';
import { MoneyField } from '../trade-fields.ts';
import { placeOf } from './place.ts';

const ROWS_MAX = 25;
/** Dearer than this no way is. */
const PRICE_MAX_MINOR = 100_000_000_000;

const Said = z.string().trim().min(1).max(300);
const Priced = z.object({
  version: z.coerce.number().int().min(0).max(2_147_483_647),
  price: MoneyField.refine((minor) => minor <= PRICE_MAX_MINOR, 'tooLarge:1000000000'),
  reason: Said,
});
const SentBack = z.object({ whyBack: Said });
const Agreed = z.object({ whoSaid: Said });
const Declined = z.object({ whyNo: Said });
const Query = z.object({ after: z.string().max(80).optional().catch(undefined) });

const here = '/office/freight-to-agree';

/** Orders whose freight no tariff knows, for whoever may name it. */
export const freightToAgree = new Hono<StaffEnv>()
  .use(staff('set-terms'))

  .get('/', (c) => show(c))

  .post('/:orderId/price', async (c) => {
    const orderId = pathId('order', c.req.param('orderId'));
    const form = await readForm(c, Priced);
    if (!form.ok) return show(c, { id: orderId, ...form });
    const { db, actor, at } = c.var;
    const { price: netMinor, ...named } = form.data;
    await transact(db, (tx) => nameFreight(tx, actor, { orderId, ...named, netMinor, at }));
    return c.redirect(here, 303);
  })

  .post('/offers/:offerId/approval', async (c) => {
    const offerId = pathId('freight offer', c.req.param('offerId'));
    const { db, actor, at } = c.var;
    const reviewed = { offerId, verdict: 'offered', note: '', at } as const;
    await transact(db, (tx) => reviewFreight(tx, actor, reviewed));
    return c.redirect(here, 303);
  })

  .post('/offers/:offerId/sending-back', async (c) => {
    const offerId = pathId('freight offer', c.req.param('offerId'));
    const form = await readForm(c, SentBack);
    if (!form.ok) return show(c, { id: offerId, ...form });
    const { db, actor, at } = c.var;
    const reviewed = { offerId, verdict: 'sent-back', note: form.data.whyBack, at } as const;
    await transact(db, (tx) => reviewFreight(tx, actor, reviewed));
    return c.redirect(here, 303);
  })

  .post('/offers/:offerId/agreement', async (c) => {
    const offerId = pathId('freight offer', c.req.param('offerId'));
    const form = await readForm(c, Agreed);
    if (!form.ok) return show(c, { id: offerId, ...form });
    const { db, actor, at } = c.var;
    const answer = { offerId, note: form.data.whoSaid, channel: 'phone', at } as const;
    await transact(db, (tx) => agreeFreight(tx, actor, answer));
    return c.redirect(here, 303);
  })

  .post('/offers/:offerId/refusal', async (c) => {
    const offerId = pathId('freight offer', c.req.param('offerId'));
    const form = await readForm(c, Declined);
    if (!form.ok) return show(c, { id: offerId, ...form });
    const { db, actor, at } = c.var;
    const answer = { offerId, note: form.data.whyNo, channel: 'phone', at } as const;
    await transact(db, (tx) => declineFreight(tx, actor, answer));
    return c.redirect(here, 303);
  });

/** All that waits, with the form that came back; `id`: the order or the offer that it is of. */
async function show(
  c: Context<StaffEnv>,
  refused?: { id: string; values: Record<string, string>; problems: Record<string, string> },
): Promise<Response> {
  const { db, actor, language } = c.var;
  const after = refused ? undefined : positionOf(readQuery(c, Query).after);
  const found = await listFreightWaiting(db, { after, rowsMax: ROWS_MAX + 1 });
  const waiting = found.slice(0, ROWS_MAX).map((one) => ({
    ...one,
    km: roadFrom(one.branchCode, one.city),
    leastMinor: leastFreight(one) ?? null,
  }));
  if (refused && !waiting.some(({ orderId, offer }) => [orderId, offer?.id].includes(refused.id))) {
    throw new NotFound('order', refused.id);
  }
  const authority = await findTermsAuthority(db, actor.role);
  const last = found.length > ROWS_MAX ? waiting.at(-1) : undefined;
  const page = (
    <FreightToAgreePage
      waiting={waiting}
      readerId={actor.personId}
      mayGive={authority?.mayGiveFreight ?? false}
      nextHref={last && `${here}?after=${last.placedAt.getTime()}_${last.orderId}`}
      refused={refused}
      place={placeOf(actor, 'freight-to-agree')}
    />
  );
  const { title } = wordsFor(language).freight.agreeing;
  return answerPage(c, page, { title, status: refused ? 422 : 200 });
}
