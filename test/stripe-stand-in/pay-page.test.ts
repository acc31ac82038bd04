import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { faultsOf } from '../support/faults-of.ts';
import { aCheckoutOrder, aStandIn, type StandIn } from '../support/stand-in.ts';
import { aWebhook } from '../support/webhook.ts';

let standIn: StandIn;
let cards: ReturnType<StandIn['cards']>;
let browser: Browser;
let shop: Awaited<ReturnType<typeof aWebhook>>;

beforeAll(async () => {
  [standIn, browser, shop] = await Promise.all([aStandIn(), launchBrowser(), aWebhook()]);
  cards = standIn.cards();
});
afterAll(async () => {
  await browser.close();
  await standIn.close();
  shop.close();
});

const aPage = () =>
  cards.openCheckout(
    aCheckoutOrder({
      successUrl: `http://127.0.0.1:${shop.port}/paid?session={CHECKOUT_SESSION_ID}`,
      cancelUrl: `http://127.0.0.1:${shop.port}/thought-better`,
      payerEmail: 'purchaser@altyn.example',
    }),
  );
const press = (url: string, card: string) =>
  fetch(url, { method: 'POST', body: new URLSearchParams({ card }), redirect: 'manual' });
const refused = '<p class="bad" role="alert">';

test('whoever pays comes back to the shop with the name of the page', async () => {
  const { url, sessionId } = await aPage();

  const answer = await press(url, 'accepted');

  expect([answer.status, answer.headers.get('location')]).toEqual([
    303,
    `http://127.0.0.1:${shop.port}/paid?session=${sessionId}`,
  ]);
});

test('pressed ten times at once it is paid once, and everybody comes back', async () => {
  const { url, sessionId } = await aPage();

  const answers = await Promise.all(Array.from({ length: 10 }, () => press(url, 'accepted')));

  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 303));
  const { paymentIntentId } = await cards.readCheckout(sessionId);
  const charges = await standIn.ask('GET', '/v1/events?type=charge.succeeded&limit=100');
  const { data } = (await charges.json()) as {
    data: { data: { object: { payment_intent: string } } }[];
  };
  expect(data.filter((one) => one.data.object.payment_intent === paymentIntentId)).toHaveLength(1);
});

test('a declined card is said aloud, and another one pays the same payment', async () => {
  const { url, sessionId } = await aPage();

  const declined = await press(url, 'declined');
  expect(declined.status).toBe(402);
  expect(await declined.text()).toContain(refused);
  const { paymentIntentId } = await cards.readCheckout(sessionId);
  await press(url, 'accepted');

  expect(await cards.readCheckout(sessionId)).toMatchObject({ isPaid: true, paymentIntentId });
});

test('whoever loses the way back has paid', async () => {
  const { url, sessionId } = await aPage();

  const answer = await press(url, 'acceptedLostWay');

  expect([answer.status, answer.headers.get('location')]).toEqual([200, null]);
  expect(await cards.readCheckout(sessionId)).toMatchObject({ isPaid: true });
});

test('a page that is closed takes no money and says so; nonsense changes nothing; none is 404', async () => {
  const { url, sessionId } = await aPage();
  expect((await press(url, 'stolen')).status).toBe(200);
  expect(await cards.readCheckout(sessionId)).toMatchObject({ status: 'open' });
  await cards.expireCheckout(sessionId);

  const answer = await press(url, 'accepted');

  expect(await answer.text()).toContain('Страница закрыта');
  expect(await cards.readCheckout(sessionId)).toMatchObject({ isPaid: false });
  expect((await press(`${standIn.base}/pay/cs_none`, 'accepted')).status).toBe(404);
});

test('it is read in the language of the shop, in the one chosen here, else in that of the browser', async () => {
  const { url, sessionId } = await aPage();
  const languageAt = async (address: string, language = 'en') => {
    const page = await fetch(address, { headers: { 'accept-language': language } });
    return /<html lang="(\w\w)"/.exec(await page.text())?.[1];
  };

  expect(await languageAt(url)).toBe('ru');
  expect(await languageAt(`${url}?language=kk`)).toBe('kk');
  expect(await languageAt(`${url}?language=xx`)).toBe('en');
  expect(await languageAt(`${standIn.base}/pay/${sessionId}x`, 'de,kk-KZ;q=0.9')).toBe('kk');
});

describe.each(['en', 'ru', 'kk'])('in %s, on a telephone and on a screen', (language) => {
  test.each([390, 1366])('everybody can use it at %i pixels', async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    const { url } = await aPage();
    await page.goto(`${url}?language=${language}`);
    const fits = () =>
      page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth');

    expect(await faultsOf(page)).toEqual([]);
    expect(await fits()).toBe(true);
    await page.getByRole('button').nth(1).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe(language);
    expect(await faultsOf(page)).toEqual([]);
    expect(await fits()).toBe(true);

    await page.getByRole('button').first().press('Enter');
    await page.waitForURL(/\/paid\?session=cs_test_/);
    await context.close();
  });
});
