import { type Context, Hono } from 'hono';
import { findShipmentLink } from '../../delivery/shipment-link.queries.ts';
import { hashToken, isToken } from '../../people/session-token.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { Env } from '../env.ts';
import { clientAddress } from '../exchange.ts';
import {
  type Follower,
  sendPhoto,
  showFollowed,
  streamFollowed,
  takeOver,
  tellArrival,
} from '../followed.tsx';
import { anyone } from '../guards.ts';

/**
 * One shipment behind its link, for the driver and whoever stands at the site,
 * without signing in. A link that opens nothing, of whatever kind, is answered as any address
 * that is not there.
 */
export const shipmentLink = new Hono<Env>()
  .use(anyone())
  .get('/:token', async (c) => unkept(await showFollowed(c, await readLink(c))))
  .get('/:token/stream', async (c) => streamFollowed(c, await readLink(c)))
  .get('/:token/photos/:photoId', async (c) => sendPhoto(c, await readLink(c)))
  .post('/:token/arrival', async (c) => unkept(await tellArrival(c, await readLink(c))))
  .post('/:token/handover', async (c) => unkept(await takeOver(c, await readLink(c))));

/** No cache keeps it and no search engine lists it: the address is the key. */
function unkept(answer: Response): Response {
  answer.headers.set('Cache-Control', 'no-store');
  answer.headers.set('X-Robots-Tag', 'noindex, nofollow');
  return answer;
}

/** What a link opens, in the language that the company reads unless this browser has chosen one; what can be no token costs no statement. */
async function readLink(c: Context<Env>): Promise<Follower> {
  const token = c.req.param('token') ?? '';
  const { db, at } = c.var;
  const holder = isToken(token)
    ? await findShipmentLink(db, { tokenHash: hashToken(token), at })
    : undefined;
  if (!holder) throw new NotFound('shipment link', '');
  c.set('addressee', holder.language);
  const { shipmentId } = holder;
  return {
    ...{ shipmentId, base: `/t/${token}`, personId: null, holder: clientAddress(c) },
    ...{ reporter: holder, handing: { source: 'buyer', shipmentId } },
  };
}
