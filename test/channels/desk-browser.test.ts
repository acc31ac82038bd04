import { type ServerType, serve } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Staff } from '../../src/people/actor.ts';
import { anApp, signedIn } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { faultsOf } from '../support/faults-of.ts';
import { aCartOf } from '../support/sale.ts';
import {
  aClerk,
  aCompany,
  aProduct,
  aPublishedList,
  aTradingDay,
  at,
  stockOf,
  TONNE,
} from '../support/world.ts';
import { linesIn } from './desk-world.ts';

const { app, db } = await anApp({ at });

let browser: Browser;
let server: ServerType;
let base = '';
let clerk: Staff;
let company: { id: string };
let cookie = '';
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  await aTradingDay(db);
  company = await aCompany(db, { name: 'ТОО «Алтын»', creditLimitMinor: 10_000_000_000 });
  const sizes = [12, 10, 10, 14];
  const products = await Promise.all(
    sizes.map((diameterMm, n) => aProduct(db, { sku: `BAR-${n}`, diameterMm })),
  );
  await aPublishedList(db, {
    level: 'base',
    prices: Object.fromEntries(products.map(({ id }) => [id, 40_000_000])),
  });
  for (const product of products) await stockOf(db, product, 50 * TONNE);
  clerk = await aClerk(db);
  cookie = await signedIn(db, clerk, at);
  base = await new Promise((resolve) => {
    server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    );
  });
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser.close();
  server.close();
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: base }]);
  page = await context.newPage();
});

afterEach(() => context.close());

/** A cart of the clerk with bars of 12, on the screen. */
async function openCart(): Promise<string> {
  const cart = await aCartOf(db, clerk, company, []);
  await page.goto(`${base}/counter/carts/${cart.id}`);
  // The browser gives the focus with its first picture, which may come after the page has loaded.
  await page.locator('#entry:focus').waitFor();
  return cart.id;
}

const focused = () => page.evaluate('document.activeElement?.id');
const rows = () => page.locator('#lines > tr');

test('entries typed faster than the server answers all become lines, in order, and the row keeps the focus', async () => {
  const cartId = await openCart();
  for (let bars = 1; bars <= 8; bars += 1) {
    await page.keyboard.type(`BAR-0 ${bars}`);
    await page.keyboard.press('Enter');
  }

  await rows().nth(7).waitFor();
  const typed = await page
    .locator('#lines input.quantity')
    .evaluateAll((fields) => fields.map((field) => field.getAttribute('value')));
  expect(typed).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
  expect(await linesIn(db, cartId)).toHaveLength(8);
  expect([await focused(), await page.inputValue('#entry')]).toEqual(['entry', '']);
});

test('the same bar scanned twice before the server answers is two lines', async () => {
  const cartId = await openCart();
  for (const scan of ['BAR-0 1', 'BAR-0 1', 'BAR-0 1']) {
    await page.keyboard.insertText(scan);
    await page.keyboard.press('Enter');
  }

  await rows().nth(2).waitFor();
  expect(await linesIn(db, cartId)).toHaveLength(3);
});

test('an entry with several meanings opens their list; a digit takes one, and the row is typed into again', async () => {
  const cartId = await openCart();
  await page.keyboard.insertText('арматура 10 8шт');
  await page.keyboard.press('Enter');
  await page.locator('[data-t=choices]').waitFor();
  const second = await page.locator('[data-t=choices] tbody tr:nth-child(2) .sku').textContent();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Digit2');

  await rows().first().waitFor();
  await page.locator('[data-t=choices]').waitFor({ state: 'detached' });
  expect(await linesIn(db, cartId)).toMatchObject([{ sku: second }]);
  expect(await focused()).toBe('entry');
});

test('what is no product is listed, and typing goes on', async () => {
  await openCart();
  expect(await page.locator('#not-found').isVisible()).toBe(false);
  await page.keyboard.insertText('нет такого');
  await page.keyboard.press('Enter');
  await page.locator('#missed li').waitFor();
  await page.keyboard.type('BAR-3 2');
  await page.keyboard.press('Enter');

  await rows().first().waitFor();
  expect(await page.locator('#not-found').isVisible()).toBe(true);
  expect(await focused()).toBe('entry');
});

test('from the name to the order by the keyboard alone', async () => {
  await page.goto(`${base}/counter`);
  await page.locator('#desk-omnibox:focus').waitFor();
  await page.keyboard.insertText('алтын');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/counter/customers/**');
  await page.keyboard.press('n');
  await page.waitForURL('**/counter/carts/**');
  await page.locator('#entry:focus').waitFor();
  await page.keyboard.type('BAR-0 12шт');
  await page.keyboard.press('Enter');
  await rows().first().waitFor();
  await page.keyboard.press('F9');
  await page.waitForURL('**/review');
  await page.locator('#checkout').waitFor();
  await page.keyboard.press('F9');
  await page.waitForURL('**/counter/orders/**');

  expect(await page.textContent('h1')).toMatch(/Order 26-\d{6}/);
});

test(
  'no screen of the desk has a fault that a checker of accessibility knows',
  { timeout: 60_000 },
  async () => {
    const cartId = await openCart();
    await page.keyboard.insertText('арматура 10 8шт');
    await page.keyboard.press('Enter');
    await page.locator('[data-t=choices]').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Digit1');
    await rows().first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    for (const path of [
      '?q=алтын',
      `/customers/${company.id}`,
      '/customers/new',
      `/carts/${cartId}/review`,
      '/orders',
    ]) {
      await page.goto(`${base}/counter${path}`);
      expect(await faultsOf(page), path).toEqual([]);
    }
  },
);
