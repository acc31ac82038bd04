import { afterAll, beforeAll, expect, test } from 'vitest';
import { aVisitor, letIn, openShop, type Visitor } from './shop.ts';

const shop = await openShop();
let buyer: Visitor;

beforeAll(async () => {
  buyer = await aVisitor(shop);
  await letIn(shop, buyer, 'buyer');
});
afterAll(() => buyer.context.close());

test('a table is empty again once its lines are in the cart, and keeps what was refused', async () => {
  const { page } = buyer;
  await page.goto('/c/rebar-a500c');
  const fields = page.locator('.goods [data-num]');
  const typed = async () => {
    const first = [fields.nth(0), fields.nth(1), fields.nth(2)];
    return (await Promise.all(first.map((field) => field.inputValue()))).join('|');
  };
  const add = async () => {
    const answered = page.waitForResponse((response) => response.url().endsWith('/cart/lines'));
    await page.click('[data-t=entry] [type=submit]');
    return (await answered).status();
  };

  await fields.nth(0).fill('2');
  await fields.nth(2).fill('3');
  expect(await add()).toBe(200);
  await expect.poll(typed).toBe('||');
  expect(await page.locator('#cart-badge .badge').textContent()).toBe('2');

  await fields.nth(1).fill('many');
  expect(await add()).toBe(422);
  await page.waitForSelector('#flash form');
  expect(await typed()).toBe('|many|');
});
