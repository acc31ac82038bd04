import { afterAll, beforeAll, expect, test } from 'vitest';
import { aVisitor, letIn, openShop, type Visitor } from './shop.ts';

const shop = await openShop();
let buyer: Visitor;
let colleague: Visitor;

beforeAll(async () => {
  buyer = await aVisitor(shop);
  await letIn(shop, buyer, 'buyer');
  colleague = await aVisitor(shop);
  await letIn(shop, colleague, 'companyAdmin');
});
afterAll(() => Promise.all([buyer.context.close(), colleague.context.close()]));

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

test('a table is filled from the keyboard: F for the filters, arrows from row to row', async () => {
  const { page } = buyer;
  await page.goto('/c/rebar-a500c');
  const fields = page.locator('.goods [data-num]');
  const names = [
    await fields.nth(0).getAttribute('name'),
    await fields.nth(1).getAttribute('name'),
  ];
  const focused = () => page.evaluate<string | null>(`document.activeElement.getAttribute('name')`);

  await page.keyboard.press('f');
  expect(await focused()).toBe('stock');

  await fields.nth(0).focus();
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toBe(names[1]);
  await page.keyboard.press('ArrowUp');
  expect(await focused()).toBe(names[0]);
});

test('a product of a table is fetched once: ahead, when the mouse comes to its name', async () => {
  const { page } = buyer;
  await page.goto('/c/rebar-a500c', { waitUntil: 'networkidle' });
  await page.locator('.goods [data-num]').nth(0).fill('2');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const link = page.locator('.goods tbody th a').nth(3);
  const path = (await link.getAttribute('href')) ?? '';

  const fetched = page.waitForResponse((response) => response.url().endsWith(path));
  await link.hover();
  await fetched;
  await link.click();
  await page.waitForURL(`**${path}`);
  await page.locator('.product').waitFor();

  expect(asked.filter((one) => one === path)).toHaveLength(1);
});

test('a line that was taken out of the cart comes back by Ctrl+Z, once', async () => {
  const { page } = colleague;
  await page.goto('/c/rebar-a500c');
  const [field, other] = [
    page.locator('.goods [data-num]').nth(0),
    page.locator('.goods [data-num]').nth(1),
  ];
  await field.fill('4');
  await other.fill('6');
  const added = page.waitForResponse((response) => response.url().endsWith('/cart/lines'));
  await page.click('[data-t=entry] [type=submit]');
  await added;
  await page.goto('/cart');
  const lines = page.locator('#lines > tr');
  await lines.nth(0).locator('button').last().click();
  await expect.poll(() => lines.count()).toBe(1);
  expect(await page.locator('#cart-badge .badge').textContent()).toBe('1');
  await page.waitForSelector('#live form.undo');

  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');

  await expect.poll(() => lines.count()).toBe(2);
  const quantities = page.locator('#lines input.quantity');
  expect(
    [await quantities.nth(0).inputValue(), await quantities.nth(1).inputValue()].toSorted(),
  ).toEqual(['4', '6']);
  expect(await page.locator('#live form.undo').count()).toBe(0);
});

test.each([true, false])(
  'Enter in a quantity changes that quantity and takes nothing out, with scripts: %s',
  async (scripts) => {
    const visitor = await aVisitor(shop, { scripts });
    await letIn(shop, visitor, 'purchaser');
    const { page } = visitor;
    await page.goto('/cart');
    const fields = page.locator('#lines input[name^="q."]');
    const lines = await fields.count();
    const wanted = scripts ? '3' : '4';
    await fields.first().fill(wanted);
    const changed = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await fields.first().press('Enter');
    await (await changed).finished();
    await page.waitForLoadState('networkidle');
    await page.goto('/cart');
    expect(await fields.count()).toBe(lines);
    expect(await fields.first().inputValue()).toBe(wanted);
    await visitor.context.close();
  },
);
