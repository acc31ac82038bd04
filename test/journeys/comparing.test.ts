import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { aVisitor, letIn, openShop, type Visitor } from './shop.ts';

const shop = await openShop();
let guest: Visitor;
let buyer: Visitor;
let plain: Visitor;

beforeAll(async () => {
  guest = await aVisitor(shop, { language: 'en' });
  buyer = await aVisitor(shop);
  await letIn(shop, buyer, 'buyer');
  plain = await aVisitor(shop, { scripts: false });
});
/** A table in which nothing is ticked. */
async function anUntickedTable({ page }: Visitor): Promise<Page> {
  await page.goto('/c/rebar-a500c');
  const untick = page.locator('#compare [type=reset]');
  if (await untick.isVisible()) await untick.click();
  return page;
}
afterAll(() => Promise.all([guest, buyer, plain].map((visitor) => visitor.context.close())));

const boxes = (page: Page) => page.locator('input[form=compare]');
const said = (page: Page) => page.locator('#compare output').textContent();
const columnsOf = (page: Page) => page.locator('.compared thead small').allTextContents();
const skuOf = async (page: Page, place: number) =>
  (await boxes(page).nth(place).getAttribute('value')) ?? '';

test('rows ticked with the keyboard on several pages stand side by side in the order of ticking', async () => {
  const page = await anUntickedTable(guest);
  const first = await skuOf(page, 3);
  await boxes(page).nth(3).focus();
  await page.keyboard.press('Space');
  expect(await said(page)).toBe('Ticked: 1 of 6');

  const narrowed = page.waitForResponse((response) => response.url().includes('length='));
  await page.locator('#length-12000').check();
  await narrowed;
  await expect.poll(() => page.url()).toContain('length=12000');
  expect(await said(page)).toBe('Ticked: 1 of 6');

  await page.goto('/search?q=angle 50x50');
  const second = await skuOf(page, 0);
  await boxes(page).nth(0).check();
  expect(await said(page)).toBe('Ticked: 2 of 6');
  await page.click('#compare [type=submit]');
  await page.waitForURL('**/compare?**');

  expect(await columnsOf(page)).toEqual([first, second]);
  expect(guest.complaints).toEqual([]);
});

test('a seventh row stays unticked, and the bar says why', async () => {
  const page = await anUntickedTable(guest);
  for (let place = 0; place < 7; place++) await boxes(page).nth(place).click();

  expect(await page.locator('input[form=compare]:checked').count()).toBe(6);
  expect(await said(page)).toBe('Ticked: 6 of 6. Up to 6 rows stand side by side');

  await page.click('#compare [type=reset]');
  expect(await page.locator('input[form=compare]:checked').count()).toBe(0);
  expect(await said(page)).toBe('Up to 6 rows stand side by side');
});

test('what is taken out of a comparison is no longer ticked, and Back brings both again', async () => {
  const page = await anUntickedTable(guest);
  const [first, second] = [await skuOf(page, 0), await skuOf(page, 1)];
  for (const place of [0, 1]) await boxes(page).nth(place).check();
  await page.click('#compare [type=submit]');
  await expect.poll(() => columnsOf(page)).toEqual([first, second]);

  await page.locator('.compared thead .chip').first().click();
  await expect.poll(() => columnsOf(page)).toEqual([second]);
  await page.goto('/c/rebar-a500c');
  expect(await boxes(page).nth(0).isChecked()).toBe(false);
  expect(await boxes(page).nth(1).isChecked()).toBe(true);

  await page.goBack();
  await expect.poll(() => columnsOf(page)).toEqual([second]);
  await page.waitForLoadState('networkidle');
  await page.goBack();
  await expect.poll(() => columnsOf(page)).toEqual([first, second]);
});

test('a quantity under a column goes into the cart', async () => {
  const page = await anUntickedTable(buyer);
  for (const place of [5, 6]) await boxes(page).nth(place).check();
  await page.click('#compare [type=submit]');
  await page.waitForURL('**/compare?**');
  const added = page.waitForResponse((response) => response.url().endsWith('/cart/lines'));

  await page.locator('.compared [data-num]').nth(1).fill('4');
  await page.click('[data-t=entry] [type=submit]');

  expect((await added).status()).toBe(200);
  await expect.poll(() => page.locator('#cart-badge .badge').textContent()).toBe('1');
  await expect.poll(() => page.locator('.compared [data-num]').nth(1).inputValue()).toBe('');
});

test('without scripts the ticked rows of a page are compared', async () => {
  const { page } = plain;
  await page.goto('/c/rebar-a500c?lang=en');
  const ticked = [await skuOf(page, 2), await skuOf(page, 4)];
  for (const place of [2, 4]) await boxes(page).nth(place).check();
  await page.click('#compare [type=submit]');

  expect(await columnsOf(page)).toEqual(ticked);
});

test('Back restores what a table was narrowed down to', async () => {
  const page = await anUntickedTable(buyer);
  const narrowed = page.waitForResponse((response) => response.url().includes('stock=ready'));
  await page.locator('#stock-ready').check();
  await narrowed;
  await expect.poll(() => page.url()).toContain('stock=ready');
  const rows = await boxes(page).count();
  await page.locator('.goods tbody th a').first().click();
  await page.waitForURL('**/p/**');

  await page.goBack();

  await expect.poll(() => page.locator('#stock-ready').isChecked()).toBe(true);
  await expect.poll(() => boxes(page).count()).toBe(rows);
});
