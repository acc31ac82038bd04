import { type ServerType, serve } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anApp, signedIn } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { aClerk, aCompany, aProduct, aPublishedList, aTradingDay, at } from '../support/world.ts';

const T = 1_000_000;
const { app, db } = await anApp({ at });
let browser: Browser;
let server: ServerType;
let page: Page;
let list = '';

beforeAll(async () => {
  await aTradingDay(db);
  const products = [await aProduct(db), await aProduct(db, { diameterMm: 14 })];
  const steps = [[0, 42_000_000] as const, [5 * T, 41_000_000] as const];
  const prices = Object.fromEntries(products.map(({ id }) => [id, steps]));
  const { id: companyId } = await aCompany(db);
  const { listId } = await aPublishedList(db, { level: 'company', companyId, prices });
  const cookie = await signedIn(db, await aClerk(db, 'manager'), at);
  const base = await new Promise<string>((resolve) => {
    server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    );
  });
  list = `${base}/office/price-lists/${listId}`;
  browser = await launchBrowser();
  const context = await browser.newContext({ locale: 'en' });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: base }]);
  page = await context.newPage();
}, 60_000);

afterAll(async () => {
  await browser.close();
  server.close();
});

const cells = () => page.locator('[data-t=grid] td input');
const typed = async () => Promise.all((await cells().all()).map((field) => field.inputValue()));

/** What a spreadsheet does: puts cells on the clipboard, and the field in focus gets them. */
const paste = (text: string) =>
  page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ${JSON.stringify(text)});
    document.activeElement.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }`);

test('a block is pasted from the cell in focus to the right and down, Enter goes down, and what does not fit is said', async () => {
  await page.goto(list);
  await page.getByRole('button', { name: 'Begin a draft' }).click();
  await page.waitForURL(/draft/);
  await cells().first().focus();
  await paste('430000\t425000\n431000\t426000\n432000\t427000\n');
  expect(await typed()).toEqual(['430000', '425000', '431000', '426000']);
  await expect
    .poll(() => page.locator('#live').textContent())
    .toContain('did not fit this page: 2');

  await cells().nth(1).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('424000');
  expect(await typed()).toEqual(['430000', '425000', '431000', '424000']);
  await page.keyboard.press('Shift+Enter');
  expect(await page.locator('[data-t=grid] input:focus').inputValue()).toBe('425000');

  // As fast as a scanner, which never holds Shift: a price, and no code to search for.
  await page.evaluate(`{
    const press = (code, more) => document.activeElement.dispatchEvent(
      new KeyboardEvent('keydown', { key: code.replace('Digit', ''), code, bubbles: true, cancelable: true, ...more }));
    for (const digit of '425000') press('Digit' + digit);
    press('Enter', { shiftKey: true });
  }`);
  expect(await page.locator('[data-scan]').inputValue()).toBe('');

  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/done=saved/);
  expect(await page.locator('[data-t=diff]').first().textContent()).toBe('2 prices changed');
});
