import type { Page } from 'playwright-core';
import type { Visitor } from './shop.ts';

/** How long a finger stays on a button: much may be swapped under it meanwhile. */
export const press = { delay: 80 };

/** The heading of the catalogue under which these journeys buy. */
export const category = { code: 'rebar_a500c', path: '/c/rebar-a500c' };

/** Through the catalogue to a product, with a number of bars of it into the cart, and to the cart. */
export async function fillCart(
  { page, scripts }: Visitor,
  sku: string,
  bars: number,
): Promise<void> {
  await page.goto('/');
  await page.locator(`main a[href="${category.path}"]`).click(press);
  await page.locator(`[data-t=results] a[href="/p/${sku}"]`).click(press);
  await page.locator('#unit').selectOption('pcs');
  await page.locator('#quantity').fill(`${bars}`);
  if (!scripts) await page.locator('#quantity').press('Enter');
  await page.locator(`#calc [name="q.${sku}"][value="${bars}"]`).waitFor({ state: 'attached' });
  await page.locator('#calc button').click(press);
  await page.locator('[data-t=cart-badge]').filter({ hasText: '1' }).click(press);
  await page.locator('#lines > tr').waitFor();
}

/** The number of the order on the page. */
export async function orderShown(page: Page): Promise<string> {
  const title = await page.locator('h1').innerText();
  const [number] = /\d{2}-\d{6}/.exec(title) ?? [];
  if (!number) throw new Error(`“${title}” names no order`);
  return number;
}
