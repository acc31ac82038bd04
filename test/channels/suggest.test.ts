import { brotliDecompressSync } from 'node:zlib';
import { type ServerType, serve } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { anApp, asPart, signedIn } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { aCartOf, place } from '../support/sale.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aProduct,
  aPublishedList,
  aTradingDay,
  at,
  stockOf,
  TONNE,
} from '../support/world.ts';

const { app, db } = await anApp({ at });
/** What eight rows may weigh on the wire. */
const BYTES_MAX = 1229;

let skus: readonly string[];
let buyer = '';
let foreman = '';
let stranger = '';
let orderNumber = '';

beforeAll(async () => {
  await aTradingDay(db);
  const products = await Promise.all(
    [10, 12, 14, 16, 18, 20].map((diameterMm) =>
      aProduct(db, { sku: `BAR-${diameterMm}`, diameterMm }),
    ),
  );
  skus = products.map(({ sku }) => sku);
  await aPublishedList(db, {
    level: 'base',
    includesVat: true,
    prices: Object.fromEntries(products.map(({ id }) => [id, 41_370_000])),
  });
  for (const product of products) await stockOf(db, product, 50 * TONNE);
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const person = await aBuyer(db, company);
  buyer = await signedIn(db, person, at);
  foreman = await signedIn(db, await aBuyer(db, company, 'foreman'), at);
  stranger = await signedIn(db, await aBuyer(db, await aCompany(db)), at);
  const clerk = await aClerk(db);
  const cart = await aCartOf(db, clerk, company, [{ product: products[0]!, bars: 5 }]);
  const { orderId } = await place(db, clerk, cart);
  const order = db.selectFrom('salesOrder').where('id', '=', orderId).select('number');
  orderNumber = (await order.executeTakeFirstOrThrow()).number;
}, 60_000);

const ask = (typed: string, cookie = '', headers = {}) =>
  app.request(`/suggest?q=${encodeURIComponent(typed)}`, {
    headers: { cookie, ...asPart, ...headers },
  });
const rowsFor = async (typed: string, cookie = '') => {
  const answer = await ask(typed, cookie);
  expect(answer.status, typed).toBe(200);
  return answer.text();
};

describe('what is suggested', () => {
  test('is nothing before two letters, and never more than eight rows', async () => {
    expect(await rowsFor('а', buyer)).toBe('');
    const rows = await rowsFor('армат', buyer);
    expect(rows.match(/role="option"/g)?.length).toBeLessThanOrEqual(8);
    expect(rows).toContain('/p/BAR-10');
    expect(rows).toContain('/c/rebar-a500c');
  });

  test('is light', async () => {
    const answer = await ask('армат', buyer, { 'Accept-Encoding': 'br' });
    const body = Buffer.from(await answer.arrayBuffer());
    expect(brotliDecompressSync(body).toString()).toContain('role="option"');
    expect(body.length).toBeLessThanOrEqual(BYTES_MAX);
  });

  test('shows the own price to those who may see prices', async () => {
    expect(await rowsFor('арматура 12', buyer)).toMatch(/413.700/);
    const rows = await rowsFor('арматура 12', foreman);
    expect(rows).toContain('/p/BAR-12');
    expect(rows).not.toMatch(/413.700/);
  });

  test('an order is found by its number by its own company only', async () => {
    const part = orderNumber.slice(-5);
    expect(await rowsFor(part, buyer)).toContain(orderNumber);
    expect(await rowsFor(part, stranger)).not.toContain(orderNumber);
    expect(await rowsFor(part)).not.toContain(orderNumber);
  });

  test('an exact code stands alone', async () => {
    const rows = await rowsFor('bar-14', buyer);
    expect(rows.match(/href="\/p\/[^"]+/g)).toEqual(['href="/p/BAR-14']);
  });

  test.each(['%00', '', '%', "'", '<script>', '\u{10FFFF}', 'x'.repeat(5000)])(
    'garbage is no reason to break: %j',
    async (typed) => {
      expect((await ask(typed, buyer)).status).toBeLessThan(500);
    },
  );
});

describe('by the keyboard', () => {
  let browser: Browser;
  let server: ServerType;
  let base = '';
  let context: BrowserContext;

  beforeAll(async () => {
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
  afterEach(() => context.close());

  async function typing(text: string): Promise<Page> {
    context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    const [name = '', value = ''] = buyer.split('=');
    await context.addCookies([{ name, value, url: base }]);
    const page = await context.newPage();
    await page.goto(`${base}/`);
    await page.locator('#omnibox').pressSequentially(text, { delay: 20 });
    await page.locator('#suggestions [role=option]').first().waitFor();
    return page;
  }

  test('arrows walk the rows while the focus stays in the field, and Enter opens the one that is marked', async () => {
    const page = await typing('армат');
    const field = page.locator('#omnibox');
    expect(await field.getAttribute('aria-expanded')).toBe('true');
    expect(await page.locator('#suggestions [aria-selected=true]').count()).toBe(0);

    await field.press('ArrowDown');
    await field.press('ArrowDown');
    const marked = page.locator('#suggestions [aria-selected=true]');
    expect(await field.getAttribute('aria-activedescendant')).toBe(await marked.getAttribute('id'));
    expect(await page.evaluate('document.activeElement.id')).toBe('omnibox');
    const href = (await marked.getAttribute('href')) ?? '';
    await field.press('Enter');

    await page.waitForURL(`${base}${href}`);
  });

  test('Enter with nothing marked and an exact code goes straight to the product', async () => {
    const page = await typing('bar-16');
    await page.locator('#omnibox').press('Enter');

    await page.waitForURL(`${base}/p/BAR-16`);
    expect(await page.locator('h1').textContent()).toContain('16');
  });

  test('Escape closes the list and keeps what was typed', async () => {
    const page = await typing('арматура');
    await page.locator('#omnibox').press('Escape');

    expect(await page.locator('#suggestions').isHidden()).toBe(true);
    expect(await page.locator('#omnibox').getAttribute('aria-expanded')).toBe('false');
    expect(await page.inputValue('#omnibox')).toBe('арматура');
  });

  test('Ctrl+Enter puts what is marked into the cart, as much as was said, once', async () => {
    const page = await typing('арматура 18 2т');
    const field = page.locator('#omnibox');
    await field.press('ArrowDown');
    await field.press('Control+Enter');
    await page.locator('#live:not(:empty)').waitFor();

    expect(page.url()).toBe(`${base}/`);
    const lines = await db
      .selectFrom('cartLine')
      .innerJoin('product', 'product.id', 'cartLine.productId')
      .where('product.sku', '=', 'BAR-18')
      .select(['quantityMilli', 'unit'])
      .execute();
    expect(lines).toEqual([{ quantityMilli: 2000, unit: 't' }]);
  });
});

test('every product of the test can be suggested by its size', async () => {
  for (const sku of skus) expect(await rowsFor(`арматура ${sku.slice(4)}`, buyer)).toContain(sku);
});
