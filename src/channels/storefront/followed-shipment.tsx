import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import { PromptStrip } from '../../../views/parts/prompt-strip.tsx';
import { ShipmentLinks, ShipmentNotices } from '../../../views/parts/shipment-links.tsx';
import { excessQuestionsOf } from '../../delivery/excess-question.ts';
import { findReported } from '../../delivery/follow.queries.ts';
import { listLinesToShip } from '../../delivery/order-to-ship.queries.ts';
import type { Followed } from '../../delivery/read-followed.ts';
import { endShipmentLinks, makeShipmentLink } from '../../delivery/make-shipment-link.ts';
import { keepNoticeWay } from '../../delivery/tell-of-shipment.queries.ts';
import { ShipmentPapers } from '../../../views/parts/shipment-papers.tsx';
import { ExcessQuestions } from '../../../views/parts/excess-questions.tsx';
import { ShipmentGoods } from '../../../views/parts/shipment-sheet.tsx';
import { may } from '../../people/actor.ts';
import { settledOf } from '../settled-shipment.ts';
import { maySeeOrder } from '../../people/order-scope.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import { readablePapers } from '../document-answers.ts';
import type { BuyerEnv } from '../env.ts';
import {
  type Follower,
  sendPhoto,
  showFollowed,
  streamFollowed,
  takeOver,
  tellArrival,
} from '../followed.tsx';
import { readForm } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { dialledNumber } from '../../customers/phone.ts';
import { pathId } from '../path-id.ts';
import { promptOn } from '../prompt-form.ts';

const Choosing = z.object({
  way: z.enum(['mail', 'sms', 'none']),
  phone: z.string().trim().max(30, 'phone').default(''),
});

/** One shipment, for the people of the company that waits for it. */
export const followedShipment = new Hono<BuyerEnv>()
  .use(buyer('see-orders'))
  .get('/:shipmentId', async (c) => show(c))
  .get('/:shipmentId/stream', async (c) => streamFollowed(c, await readOwn(c)))
  .get('/:shipmentId/photos/:photoId', async (c) => sendPhoto(c, await readOwn(c)))
  .post('/:shipmentId/arrival', async (c) => tellArrival(c, await readOwn(c)))
  .post('/:shipmentId/handover', async (c) => takeOver(c, await readOwn(c)))

  .post('/:shipmentId/links', async (c) => {
    const { shipmentId } = await readOwn(c);
    const { db, actor, at } = c.var;
    const { token } = await transact(db, (tx) => makeShipmentLink(tx, actor, { shipmentId, at }));
    return show(c, { token });
  })

  .post('/:shipmentId/notices', async (c) => {
    const { base } = await readOwn(c);
    const form = await readForm(c, Choosing);
    if (!form.ok) {
      const { phone: problem, ...others } = form.problems;
      if (problem === undefined || Object.keys(others).length > 0) throw new HTTPException(400);
      return show(c, { phone: { typed: form.values['phone'] ?? '', problem } });
    }
    const { db, actor, at } = c.var;
    const { way, phone: typed } = form.data;
    const phone = dialledNumber(typed);
    if (way === 'sms' && phone === undefined) {
      return show(c, { phone: { typed, problem: typed === '' ? 'required' : 'phone' } });
    }
    const choice = { personId: actor.personId, way, at, ...(phone === undefined ? {} : { phone }) };
    await transact(db, (tx) => keepNoticeWay(tx, choice));
    return c.redirect(`${base}#notices`, 303);
  })

  .post('/:shipmentId/links/end', async (c) => {
    const { shipmentId, base } = await readOwn(c);
    const { db, actor, at } = c.var;
    await transact(db, (tx) => endShipmentLinks(tx, actor, { shipmentId, at }));
    return c.redirect(base, 303);
  });

/** Whose it is, before anything is done with it: another company's is not there. */
async function readOwn(c: Context<BuyerEnv>): Promise<Follower & { personId: string }> {
  const { db, actor } = c.var;
  const shipmentId = shipmentIdOf(c);
  const shipment = await findReported(db, shipmentId);
  if (!shipment || !maySeeOrder(actor, shipment)) throw new NotFound('shipment', shipmentId);
  const { personId } = actor;
  return {
    ...{ shipmentId, base: `/shipments/${shipmentId}`, personId, holder: personId },
    ...{ reporter: actor, handing: { source: 'buyer', buyer: actor } },
  };
}

const shipmentIdOf = (c: Context<BuyerEnv>): string =>
  pathId('shipment', c.req.param('shipmentId') ?? '');

/**
 * The page, with the link that was just made where one was: it is shown this once; or with
 * the number that came back, as it was typed. Four statements.
 */
async function show(
  c: Context<BuyerEnv>,
  { token, phone }: { token?: string; phone?: { typed: string; problem: string } } = {},
): Promise<Response> {
  const { db, actor, config } = c.var;
  const { personId } = actor;
  const shipmentId = shipmentIdOf(c);
  const base = `/shipments/${shipmentId}`;
  const origin = config.publicUrl ?? new URL(c.req.url).origin;
  const made = token === undefined ? undefined : `${origin}/t/${token}`;
  const more = async ({ shipment, facts }: Followed) => {
    if (!maySeeOrder(actor, facts)) throw new NotFound('shipment', shipmentId);
    const [prompt, lines] = await Promise.all([
      promptOn(c, { orderId: shipment.orderId }),
      listLinesToShip(db, shipment.orderId),
    ]);
    const open = { count: facts.openLinks, until: facts.openLinksUntil };
    return (
      <>
        {prompt && <PromptStrip {...prompt} />}
        <ShipmentGoods
          shipment={shipment}
          settled={settledOf(lines, shipment.id)}
          certificatesAt="/certificates"
          seesPrices={may(actor, 'see-prices')}
        >
          <ExcessQuestions
            questions={excessQuestionsOf(lines).filter((one) => one.shipmentId === shipment.id)}
            shipmentsAt="/shipments"
            mayDecide={may(actor, 'place-orders')}
          />
        </ShipmentGoods>
        <ShipmentPapers
          shipment={{ ...shipment, documents: readablePapers(actor, shipment.documents) }}
          base="/documents"
        />
        <ShipmentLinks base={base} open={open} made={made} />
        <ShipmentNotices base={base} way={facts.noticeWay} phone={facts.noticePhone} back={phone} />
      </>
    );
  };
  return showFollowed(c, { shipmentId, base, personId }, { isBelow: phone !== undefined }, more);
}
