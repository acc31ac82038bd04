import { beforeAll, describe, expect, test } from 'vitest';
import { endShipmentLinks, makeShipmentLink } from '../../src/delivery/make-shipment-link.ts';
import { trackShipment } from '../../src/delivery/track-shipment.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { anApp, anAppOn, fromOurPage, signedIn } from '../support/app.ts';
import { aTrackedShipment, hoursLater, type Tracked } from '../support/tracked.ts';
import { aBuyer, aCompany, aTradingDay, at } from '../support/world.ts';

const { app, db, live } = await anApp({ at, config: { addressHeader: 'x-forwarded-for' } });
beforeAll(() => aTradingDay(db));

/** The smallest picture there is. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const linkTo = async ({ shipmentId, buyer }: Tracked) =>
  (await transact(db, (tx) => makeShipmentLink(tx, buyer, { shipmentId, at }))).token;

const open = async (path: string, headers: Record<string, string> = {}, shop = app) => {
  const answer = await shop.request(path, { headers });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};

async function send(
  path: string,
  fields: Record<string, string>,
  more: { photos?: readonly Buffer[]; cookie?: string } = {},
) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  for (const [index, photo] of (more.photos ?? []).entries()) {
    body.append('photos', new File([new Uint8Array(photo)], `photo ${index}.png`));
  }
  const headers = { ...fromOurPage, ...(more.cookie ? { cookie: more.cookie } : {}) };
  const answer = await app.request(path, { method: 'POST', headers, body });
  return { status: answer.status, text: await answer.text() };
}

const stageOf = async (shipmentId: string) =>
  (
    await db
      .selectFrom('shipment')
      .where('id', '=', shipmentId)
      .select('stage')
      .executeTakeFirstOrThrow()
  ).stage;

const checkpoint = (tracked: Tracked, place: string, hours = 5) =>
  transact(db, (tx) =>
    trackShipment(tx, tracked.clerk, {
      ...{ shipmentId: tracked.shipmentId, kind: 'checkpoint', happenedAt: hoursLater(hours) },
      ...{ place, note: '', at: hoursLater(hours) },
    }),
  );

describe('the page behind a link', () => {
  test('shows one shipment whole: where it is, when it comes, with whom, how much; kept and listed nowhere', async () => {
    const tracked = await aTrackedShipment(db);
    await checkpoint(tracked, 'Балхаш');
    const { status, text, headers } = await open(`/t/${await linkTo(tracked)}?`, {
      cookie: 'lang=ru',
    });
    expect(status).toBe(200);
    for (const said of [
      tracked.number,
      '123 ABC 02',
      'Балхаш',
      'tel:+77015551234',
      '<svg',
      '0,208',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).not.toMatch(/₸/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
  });

  test('is not there for any link that opens nothing, whatever is wrong with it', async () => {
    const tracked = await aTrackedShipment(db);
    const token = await linkTo(tracked);
    const late = anAppOn(db, { at: hoursLater(14 * 24 + 1) });
    const bodyOf = async (path: string, shop = app) => {
      const { status, text } = await open(path, {}, shop);
      return { status, said: /<main[\s\S]*<\/main>/.exec(text)?.[0] };
    };
    const missing = await bodyOf('/c/nothing-of-ours');
    expect(missing.status).toBe(404);
    const broken = [
      `${token.slice(0, -1)}`,
      `${token}A`,
      'A'.repeat(43),
      '%20',
      `${token}&token[]=x`,
    ];
    for (const text of broken) expect(await bodyOf(`/t/${text}`)).toEqual(missing);
    expect(await bodyOf('/t/')).toEqual(missing);
    expect(await bodyOf(`/t/${token}`, late.app)).toEqual(missing);
    const { shipmentId, buyer } = tracked;
    await transact(db, (tx) => endShipmentLinks(tx, buyer, { shipmentId, at }));
    expect(await bodyOf(`/t/${token}`)).toEqual(missing);
    expect((await open(`/t/${token}/stream`)).status).toBe(404);
    expect((await send(`/t/${token}/arrival`, {})).status).toBe(404);
  });

  test('lets say that it arrived and take it over, with what is short, a picture and a signature', async () => {
    const tracked = await aTrackedShipment(db);
    const base = `/t/${await linkTo(tracked)}`;
    expect((await send(`${base}/arrival`, {})).status).toBe(303);
    expect((await send(`${base}/arrival`, {})).status).toBe(303);
    expect(await stageOf(tracked.shipmentId)).toBe('arrived');
    const fields = {
      takenByName: 'Ерлан, прораб',
      discrepancy: 'Не хватает 2 прутков\nодин гнутый',
      signature: 'M10 20L30 40M5 5L6 6',
    };
    expect((await send(`${base}/handover`, fields, { photos: [PNG] })).status).toBe(303);
    expect((await send(`${base}/handover`, fields, { photos: [] })).status).toBe(303);
    const { text } = await open(base);
    for (const said of ['Ерлан, прораб', 'один гнутый', 'd="M10 20L30 40M5 5L6 6"']) {
      expect(text).toContain(said);
    }
    const photo = new RegExp(`${base}/photos/[\\w-]+`).exec(text)?.[0] ?? '';
    const answer = await app.request(photo);
    expect(Buffer.from(await answer.arrayBuffer()).equals(PNG)).toBe(true);
    const other = `/t/${await linkTo(await aTrackedShipment(db))}`;
    expect((await open(photo.replace(base, other))).status).toBe(404);
  });

  test('keeps what was typed and the pictures when something is wrong', async () => {
    const tracked = await aTrackedShipment(db);
    const base = `/t/${await linkTo(tracked)}`;
    const fields = { takenByName: ' ', discrepancy: 'гнутые прутки', signature: '' };
    const refused = await send(`${base}/handover`, fields, { photos: [PNG] });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('гнутые прутки');
    expect(refused.text).toMatch(/1\s*фото|1 photo/);
    const drawn = { ...fields, takenByName: 'A', signature: 'M0 0<script>' };
    expect((await send(`${base}/handover`, drawn)).status).toBe(422);
    const notes = await send(
      `${base}/handover`,
      { ...fields, takenByName: 'A' },
      { photos: [Buffer.from('text')] },
    );
    expect(notes.status).toBe(422);
    expect(await stageOf(tracked.shipmentId)).toBe('left');
  });

  test('says why goods that have not left cannot have arrived', async () => {
    const tracked = await aTrackedShipment(db, { stage: 'loaded' });
    const base = `/t/${await linkTo(tracked)}`;
    expect((await send(`${base}/arrival`, {})).status).toBe(409);
    expect((await send(`${base}/handover`, { takenByName: 'A', discrepancy: '' })).status).toBe(
      409,
    );
  });
});

describe('the page of a buyer', () => {
  test('asks the database four times besides who reads, with its links and how he is told', async () => {
    const tracked = await aTrackedShipment(db);
    await linkTo(tracked);
    const cookie = await signedIn(db, tracked.buyer, at);
    const { status, headers } = await open(`/shipments/${tracked.shipmentId}`, { cookie });
    const [, told] = /statements;desc="(\d+)"/.exec(headers.get('Server-Timing') ?? '') ?? [];
    expect([status, Number(told)]).toEqual([200, 5]);
  });

  test('is his company’s alone, and makes a link that is shown once', async () => {
    const tracked = await aTrackedShipment(db);
    const { buyer, shipmentId } = tracked;
    const cookie = await signedIn(db, { personId: buyer.personId, companyId: buyer.companyId }, at);
    const stranger = await aBuyer(db, await aCompany(db));
    const foreign = await signedIn(
      db,
      { personId: stranger.personId, companyId: stranger.companyId },
      at,
    );
    const base = `/shipments/${shipmentId}`;
    expect((await open(base, { cookie })).status).toBe(200);
    expect((await open(base, { cookie: foreign })).status).toBe(404);
    expect((await send(`${base}/links`, {}, { cookie: foreign })).status).toBe(404);
    const made = await send(`${base}/links`, {}, { cookie });
    const link = /\/t\/[\w-]{43}/.exec(made.text)?.[0] ?? '';
    expect((await open(link)).status).toBe(200);
    expect((await open(base, { cookie })).text).not.toContain(link);
    expect((await send(`${base}/links/end`, {}, { cookie })).status).toBe(303);
    expect((await open(link)).status).toBe(404);
  });
});

/** Messages of a stream as they come. */
async function listen(path: string, headers: Record<string, string> = {}) {
  const answer = await app.request(path, { headers });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const reader = answer.body!.getReader();
  const decoder = new TextDecoder();
  let buffer = '';
  const next = async (): Promise<{ id: string; data: string } | 'ended'> => {
    for (;;) {
      const end = buffer.indexOf('\n\n');
      if (end >= 0) {
        const message = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        const id = /^id: (.*)$/m.exec(message)?.[1];
        if (id) return { id, data: message };
      } else {
        const { done, value } = await reader.read();
        if (done) return 'ended';
        buffer += decoder.decode(value, { stream: true });
      }
    }
  };
  return { next, leave: () => reader.cancel() };
}

describe('the stream of a shipment', () => {
  const streamOf = async (base: string) =>
    /hx-sse:connect="([^"]+)"/.exec((await open(base)).text)?.[1]?.replaceAll('&amp;', '&') ?? '';

  test('tells what happens, with the number of the event and the forms of this very link', async () => {
    const tracked = await aTrackedShipment(db);
    const [one, other] = [`/t/${await linkTo(tracked)}`, `/t/${await linkTo(tracked)}`];
    const streams = await Promise.all([listen(await streamOf(one)), listen(await streamOf(other))]);
    await checkpoint(tracked, 'Балхаш');
    const [first, second] = await Promise.all(streams.map(({ next }) => next()));
    expect(first).toMatchObject({ data: expect.stringContaining('Балхаш') });
    expect(first).toMatchObject({ data: expect.stringContaining(`action="${one}/arrival"`) });
    expect(second).toMatchObject({ data: expect.stringContaining(`action="${other}/arrival"`) });
    await Promise.all(streams.map(({ leave }) => leave()));
    expect(live.count()).toBe(0);
  });

  test('fills what a break has left out, and says nothing where nothing happened', async () => {
    const tracked = await aTrackedShipment(db);
    const base = `/t/${await linkTo(tracked)}`;
    const path = await streamOf(base);
    const before = await listen(path);
    await checkpoint(tracked, 'Конаев', 2);
    const known = await before.next();
    await before.leave();
    await checkpoint(tracked, 'Балхаш', 8);
    await checkpoint(tracked, 'Караганда', 15);
    const id = known === 'ended' ? '' : known.id;
    const after = await listen(path, { 'last-event-id': id });
    const filled = await after.next();
    expect(filled).toMatchObject({ data: expect.stringContaining('Караганда') });
    expect(filled).toMatchObject({ data: expect.stringContaining('Балхаш') });
    expect(Number(filled === 'ended' ? 0 : filled.id)).toBeGreaterThan(Number(id));
    await after.leave();
  });

  test('tells what came between the page and its stream', async () => {
    const tracked = await aTrackedShipment(db);
    const path = await streamOf(`/t/${await linkTo(tracked)}`);
    await checkpoint(tracked, 'Балхаш');
    const stream = await listen(path);
    expect(await stream.next()).toMatchObject({ data: expect.stringContaining('Балхаш') });
    await stream.leave();
  });

  test('ends with its link', async () => {
    const tracked = await aTrackedShipment(db);
    const { shipmentId, buyer } = tracked;
    const stream = await listen(await streamOf(`/t/${await linkTo(tracked)}`));
    await transact(db, (tx) => endShipmentLinks(tx, buyer, { shipmentId, at }));
    // What was being written when the link was ended may still come.
    let told = await stream.next();
    while (told !== 'ended') told = await stream.next();
    expect(live.count()).toBe(0);
  });

  test('is opened twelve times from one address and no thirteenth time', async () => {
    const tracked = await aTrackedShipment(db);
    const path = await streamOf(`/t/${await linkTo(tracked)}`);
    const from = { 'x-forwarded-for': '10.1.2.3' };
    const streams = [];
    for (let index = 0; index < 12; index += 1) streams.push(await listen(path, from));
    expect((await open(path, from)).status).toBe(429);
    const elsewhere = await listen(path, { 'x-forwarded-for': '10.1.2.4' });
    await Promise.all([...streams, elsewhere].map(({ leave }) => leave()));
    expect(live.count()).toBe(0);
  });

  test('ends when the program stops, and none is opened after that', async () => {
    const tracked = await aTrackedShipment(db);
    const path = await streamOf(`/t/${await linkTo(tracked)}`);
    const stream = await listen(path);
    await live.close();
    expect(await stream.next()).toBe('ended');
    expect((await open(path)).status).toBe(503);
  });
});
