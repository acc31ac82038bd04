import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { openCardPayments, openDemoCards } from '../../../src/open-cards.ts';
import { readConfig } from '../../../src/platform/config.ts';
import type { Notice } from '../../../src/platform/gateways/card-payments.ts';
import type { Ending } from '../../../src/shutdown.ts';
import { anApp } from '../../support/app.ts';
import { aCheckoutOrder } from '../../support/stand-in.ts';

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

/** A shop that reads the notices it is sent, and says when one is about a thing. */
async function aWebhook(read: (body: string, signature: string | undefined) => Notice | undefined) {
  const notices: (Notice & { path: string | undefined })[] = [];
  const waiting = new Set<() => void>();
  const shop = createServer((request, response) => {
    void text(request).then((body) => {
      const notice = read(body, String(request.headers['stripe-signature']));
      if (notice) notices.push({ ...notice, path: request.url });
      response.end();
      for (const look of waiting) look();
    });
  });
  await once(shop.listen(0, '127.0.0.1'), 'listening');
  const { port } = shop.address() as { port: number };
  return {
    port,
    about: (id: string) =>
      new Promise((resolve) => {
        const look = () => {
          const found = notices.find(({ about }) => about.id === id);
          if (found) resolve(found);
        };
        waiting.add(look);
        look();
      }),
    close: () => {
      shop.closeAllConnections();
      shop.close();
    },
  };
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('the demo lets people pay at a stand-in of its own, whose notices come to the webhook and are believed', async () => {
  const opened = (await openDemoCards(demo, log, endings))!;
  const { cards } = opened;
  const notices = await aWebhook((body, signature) =>
    cards.readNotice(body, signature, new Date()),
  );

  await opened.takeNoticesAt(notices.port);
  const { url, sessionId } = await cards.openCheckout(aCheckoutOrder());
  const paid = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ card: 'accepted' }),
    redirect: 'manual',
  });
  const notice = await notices.about(sessionId);

  expect(paid.headers.get('location')).toContain(`session=${sessionId}`);
  expect(notice).toMatchObject({
    ...{ type: 'checkout.session.completed', path: '/webhooks/stripe', livemode: false },
  });
  notices.close();
});

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
