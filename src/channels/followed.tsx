import type { Context } from 'hono';
import { z } from 'zod';
import { LanguageProvider, wordsFor } from '../../views/language.tsx';
import {
  FollowedNews,
  type FollowedShown,
  TrackedShipment,
} from '../../views/storefront/tracked-shipment.tsx';
import type { Child } from 'hono/jsx';
import type { HtmlEscapedString } from 'hono/utils/html';
import { type Handing, handOver } from '../delivery/hand-over.ts';
import { keepPhoto, type PhotoProblem, PHOTOS_MAX } from '../delivery/keep-photo.ts';
import { findPhoto } from '../delivery/photo.queries.ts';
import { type Followed, readFollowed } from '../delivery/read-followed.ts';
import { shipmentNumber } from '../delivery/shipment.ts';
import { type Reporter, trackShipment } from '../delivery/track-shipment.ts';
import { transact } from '../platform/db/transact.ts';
import { NotFound, Refusal, type RefusalReason } from '../platform/refusal.ts';
import { answerFile } from './attachments.ts';
import type { Env } from './env.ts';
import { type Form, readForm, readQuery, typedIn } from './exchange.ts';
import { ADDRESS } from './live.ts';
import type { Rendered } from './open-streams.ts';
import { answerPage } from './page.tsx';
import { pathId } from './path-id.ts';
import { languageOf } from './session.ts';

/** Who follows a shipment, by which address, and as whom he acts. */
export type Follower = {
  shipmentId: string;
  base: string;
  reporter: Reporter;
  handing: Handing;
  personId: string | null;
  /** Whose streams are counted together. */
  holder: string;
};

const After = z.object({ after: z.coerce.number().int().min(0).catch(0) });
const LastEventId = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Strokes as `public/sign.js` writes them. */
const SIGNATURE = /^(?:M\d{1,3} \d{1,3}(?:L\d{1,3} \d{1,3})*)*$/;

const TakingOver = z.object({
  takenByName: z.string().trim().min(1).max(100),
  discrepancy: z.string().trim().max(1000),
  signature: z.string().max(20_000).regex(SIGNATURE).optional(),
});

const varOf = (c: Context<Env>): Env['Variables'] => c.var;

/** A form that came back. */
type Refused = {
  values?: Record<string, string>;
  problems?: Record<string, string>;
  refused?: RefusalReason;
  /** It stands below the shipment, and tells its problem there. */
  isBelow?: boolean;
};

/** The page of a shipment that somebody follows; `more` of it stands below, and refuses whoever may not see it. */
export async function showFollowed(
  c: Context,
  {
    shipmentId,
    base,
    personId = null,
  }: Pick<Follower, 'shipmentId' | 'base'> & { personId?: string | null },
  { isBelow = false, ...back }: Refused = {},
  more?: (followed: Followed) => Promise<Child>,
): Promise<Response> {
  const { db, at, assets } = varOf(c);
  const reader = personId === null ? undefined : { personId, at };
  const followed = await readFollowed(db, shipmentId, reader);
  if (!followed) throw new NotFound('shipment', shipmentId);
  const below = await more?.(followed);
  const shown: FollowedShown = {
    ...followed,
    base,
    signScript: assets.urlOf('sign.js'),
    at,
    ...back,
  };
  const { shipment } = followed;
  const title = wordsFor(languageOf(c)).tracking.title(shipmentNumber(shipment));
  return answerPage(c, <TrackedShipment {...shown}>{below}</TrackedShipment>, {
    title,
    status: statusOf({ ...back, isBelow }),
  });
}

const statusOf = ({ problems, refused, isBelow }: Refused) => {
  if (problems || isBelow) return 422;
  return refused ? 409 : 200;
};

/** What happens to a shipment as it happens (`channels/live`); begins behind `Last-Event-ID`, or the event that the page shows. */
export async function streamFollowed(
  c: Context,
  follower: Pick<Follower, 'shipmentId' | 'base' | 'holder'>,
): Promise<Response> {
  const { live } = varOf(c);
  const { shipmentId, base, holder } = follower;
  const { after } = readQuery(c, After);
  const last = LastEventId.safeParse(c.req.header('last-event-id') || after).data ?? after;
  const isByLink = base.startsWith('/t/');
  const language = languageOf(c);
  const render = await renderer(c, shipmentId);
  const likeness = `${language} ${isByLink}`;
  const stream = live.open({ shipmentId, holder, likeness, isByLink, base, render, after: last });
  if (stream === 'too-many-of-one') {
    throw new Refusal({ code: 'too-many-attempts', retryAfterSeconds: 60 });
  }
  if (stream === 'too-many') {
    c.header('Retry-After', '30');
    return c.body(null, 503);
  }
  c.header('Content-Type', 'text/event-stream; charset=utf-8');
  c.header('Cache-Control', 'no-store');
  c.header('X-Accel-Buffering', 'no');
  return c.body(stream);
}

/** Writes the part of the page that changes, long after the request is over: so it keeps nothing of the request. */
async function renderer(
  c: Context,
  shipmentId: string,
): Promise<() => Promise<Rendered | undefined>> {
  const { db, assets, clock } = varOf(c);
  const language = languageOf(c);
  const [sprite, signScript] = [assets.urlOf('icons.svg'), assets.urlOf('sign.js')];
  const branches = await varOf(c).readBranches();
  return async () => {
    const followed = await readFollowed(db, shipmentId);
    if (!followed) return undefined;
    const shown = { ...followed, base: ADDRESS, signScript, at: clock() };
    const content: HtmlEscapedString | Promise<HtmlEscapedString> = (
      <LanguageProvider language={language} sprite={sprite} branches={branches}>
        <FollowedNews {...shown} />
      </LanguageProvider>
    );
    const html = await content;
    return { eventNumber: followed.eventNumber, html: html.toString() };
  };
}

/** «It has arrived», told by a receiver; told again it leads to the same page. */
export async function tellArrival(c: Context, follower: Follower): Promise<Response> {
  const { db, at } = varOf(c);
  const { shipmentId, base, reporter } = follower;
  const report = { shipmentId, kind: 'arrived', happenedAt: at, place: '', note: '', at } as const;
  try {
    await transact(db, (tx) => trackShipment(tx, reporter, report));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return showFollowed(c, follower, { refused: error.reason });
  }
  return c.redirect(base, 303);
}

/** The goods are taken over, with what is short or damaged; pictures stay whatever becomes of the rest. */
export async function takeOver(c: Context, follower: Follower): Promise<Response> {
  const { db, at } = varOf(c);
  const { shipmentId, base, handing } = follower;
  const form = await readForm(c, TakingOver);
  try {
    const problems = { ...problemsOf(form), ...(await keepPhotos(c, follower)) };
    if (!form.ok || Object.keys(problems).length > 0) {
      return await showFollowed(c, follower, { values: typedIn(c), problems });
    }
    const { signature, ...said } = form.data;
    const handed = {
      ...said,
      shipmentId,
      signature: signature || undefined,
      channel: 'web',
      at,
    } as const;
    await transact(db, (tx) => handOver(tx, handing, handed));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return showFollowed(c, follower, { values: typedIn(c), refused: error.reason });
  }
  return c.redirect(base, 303);
}

const problemsOf = (form: Form<unknown>) => (form.ok ? {} : form.problems);

async function keepPhotos(
  c: Context,
  { shipmentId, personId: sentBy }: Follower,
): Promise<{ photos?: PhotoProblem }> {
  const { db, at, files } = varOf(c);
  // A browser sends an empty one without a name when nothing was chosen.
  const sent = (files.get('photos') ?? []).filter(({ name, size }) => name !== '' || size > 0);
  if (sent.length > PHOTOS_MAX) return { photos: `filesMany:${PHOTOS_MAX}` };
  for (const file of sent) {
    const { name } = file;
    const bytes = Buffer.from(await file.arrayBuffer());
    const photos = await transact(db, (tx) =>
      keepPhoto(tx, { shipmentId, name, bytes, sentBy, at }),
    );
    if (photos) return { photos };
  }
  return {};
}

/** A picture of the shipment, to be saved. */
export async function sendPhoto(
  c: Context,
  { shipmentId }: Pick<Follower, 'shipmentId'>,
): Promise<Response> {
  const photoId = pathId('photo', c.req.param('photoId') ?? '');
  const photo = await findPhoto(varOf(c).db, { shipmentId, photoId });
  if (!photo) throw new NotFound('photo', photoId);
  return answerFile(c, photo);
}
