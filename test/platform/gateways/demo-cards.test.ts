import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { openCardPayments, openDemoCards } from '../../../src/open-cards.ts';
import { clock } from '../../../src/platform/clock.ts';
import { readConfig } from '../../../src/platform/config.ts';
import type { Ending } from '../../../src/shutdown.ts';
import { anApp } from '../../support/app.ts';
import { aWebProcess } from '../../support/child.ts';
import { freshDatabase } from '../../support/database.ts';
import { aCheckoutOrder } from '../../support/stand-in.ts';
import { aWebhook } from '../../support/webhook.ts';
import { aTradingDay } from '../../support/world.ts';

type Said = { msg: string; pid?: number };

const endings: Ending[] = [];
const said: Said[] = [];
const heard = new Set<() => void>();
const log = pino(
  { level: 'info', base: null },
  {
    write: (line) => {
      said.push(JSON.parse(line) as Said);
      for (const listener of heard) listener();
    },
  },
);
const demo = readConfig({ NODE_ENV: 'test' });
const stripe = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' };

afterEach(async () => {
  for (const { end } of endings.splice(0)) await end();
  said.length = 0;
});

const untilSaid = (words: string) =>
  new Promise<Said>((resolve) => {
    const look = () => {
      const found = said.find(({ msg }) => msg.includes(words));
      if (found) resolve(found);
    };
    heard.add(look);
    look();
  });

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('the demo lets people pay at a stand-in of its own, whose notices come to the webhook and are believed', async () => {
  const { cards, takeNoticesAt } = (await openDemoCards(demo, log, endings))!;
  const webhook = await aWebhook();
  await takeNoticesAt(webhook.port);

  const { url, sessionId } = await cards.openCheckout(aCheckoutOrder());
  const body = new URLSearchParams({ card: 'accepted' });
  const paid = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  const completed = await webhook.until((all) =>
    all.find(({ body: sent }) => sent.includes('checkout.session.completed')),
  );

  expect(paid.headers.get('location')).toContain(`session=${sessionId}`);
  expect(completed.path).toBe('/webhooks/stripe');
  expect(cards.readNotice(completed.body, completed.signature, new Date())).toMatchObject({
    ...{ about: { kind: 'checkout', id: sessionId }, livemode: false },
  });
  webhook.close();
});

test('in a demo that travels, the stand-in travels too: pages open in its future and notices are believed there', async () => {
  const clockOffsetFile = path.join(mkdtempSync(path.join(tmpdir(), 'clock-')), 'offset');
  writeFileSync(clockOffsetFile, String(40 * 86_400));
  const there = clock(clockOffsetFile);
  const { cards, takeNoticesAt } = (await openDemoCards(
    { ...demo, clockOffsetFile },
    log,
    endings,
  ))!;
  const webhook = await aWebhook();
  await takeNoticesAt(webhook.port);

  const expiresAt = new Date(there().getTime() + 3_600_000);
  const { sessionId } = await cards.openCheckout(aCheckoutOrder({ expiresAt }));
  await cards.expireCheckout(sessionId);
  const { body, signature } = await webhook.until((all) => all[0]);

  expect(cards.readNotice(body, signature, there())?.about.id).toBe(sessionId);
  webhook.close();
});

test('the web program of the demo opens with its stand-in and ends with it', async () => {
  const { db, url } = await freshDatabase();
  await aTradingDay(db);
  const web = await aWebProcess({ DATABASE_URL: url, DEMO: '1', WORKER: '0' });

  const policy = (await fetch(`${web.address}/healthz`)).headers.get('Content-Security-Policy');
  const [, payPage = ''] =
    /form-action 'self' (http:\/\/127\.0\.0\.1:\d+);/.exec(policy ?? '') ?? [];
  expect((await fetch(`${payPage}/pay/cs_none`)).status).toBe(404);
  web.process.kill('SIGTERM');

  expect(await web.ended).toMatchObject({ code: 0 });
  await expect(fetch(payPage)).rejects.toThrow('fetch failed');
}, 120_000);

test('the stand-in ends with the shop', async () => {
  await openDemoCards(demo, log, endings);
  const { pid } = await untilSaid('is open');

  for (const { end } of endings.splice(0)) await end();

  expect(isAlive(pid!)).toBe(false);
  expect(said.map(({ msg }) => msg)).toEqual(['the stand-in for Stripe is open']);
});

test('a stand-in that dies closes card payment, and nothing else', async () => {
  const { cards } = (await openDemoCards(demo, log, endings))!;
  const { pid } = await untilSaid('is open');
  expect(cards.isOpen()).toBe(true);

  process.kill(pid!, 'SIGKILL');
  await untilSaid('card payment is closed');

  expect(cards.isOpen()).toBe(false);
  await expect(cards.openCheckout(aCheckoutOrder())).rejects.toMatchObject({
    name: 'PaymentOutcomeUnknown',
    why: 'noAnswer',
  });
});

test('there is no stand-in without the demo, and never in production', async () => {
  expect(await openDemoCards({ ...demo, demo: false }, log, endings)).toBeUndefined();
  expect(await openDemoCards({ ...demo, production: true }, log, endings)).toBeUndefined();
  expect(endings).toEqual([]);
});

test('forms lead on to the page on which people pay, and to no other', async () => {
  const real = openCardPayments(readConfig(stripe));
  const other = openCardPayments(
    readConfig({ ...stripe, STRIPE_API_BASE: 'http://127.0.0.1:1/x' }),
  );

  expect(openCardPayments(demo)).toBeUndefined();
  expect(other?.payPageOrigin).toBe('http://127.0.0.1:1');
  const { app } = await anApp({ cards: real! });
  const { headers } = await app.request('/healthz');
  expect(headers.get('Content-Security-Policy')).toContain(
    "form-action 'self' https://checkout.stripe.com;",
  );
});
