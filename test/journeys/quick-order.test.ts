import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { matchPastedList } from '../../src/ordering/match-pasted-lines.ts';
import { aVisitor, letIn, openShop } from './shop.ts';

const shop = await openShop();

async function aPurchaser(coming: { scripts?: boolean } = {}) {
  const visitor = await aVisitor(shop, coming);
  await letIn(shop, visitor, 'purchaser');
  await visitor.page.goto('/?lang=ru');
  return visitor;
}

/** Lines that a person must decide on: several fit, nothing fits, a quantity is missing. */
const open = [
  ['Арматура 12', '3'],
  ['Швеллер 20П', '4'],
  ['кирпич 250х120х65', '500'],
  ['двутавр 20', '2'],
  ['Лист 3х1250х2500', '5'],
  ['Уголок 50х50х5', '12'],
  ['бетон М300', '7'],
  ['труба 57х3,5', '10'],
  ['Арматура 14 А500С', ''],
  ['Арматура 14 А500С', '6'],
] as const;

/** Fifty lines as a spreadsheet copies them: forty goods under the trade's own names, ten that are open. */
async function aList(): Promise<string> {
  const goods = await shop.db
    .selectFrom('product')
    .where('lengthKind', '=', 'measured')
    .where('nameRu', 'not like', 'Арматура%')
    .select('nameRu')
    .distinct()
    .orderBy('nameRu')
    .execute();
  const named = Array.from({ length: 40 }, (_, at) => goods[at * 7]?.nameRu ?? '');
  const rows = [...named.map((name, at) => [name, String(at + 1)]), ...open];
  return [
    'Наименование\tЕд.\tКол-во',
    ...rows.map(([name, count]) => `${name}\tшт\t${count}`),
  ].join('\n');
}

const problemsLeft = async (page: Page) => {
  const next = page.locator('#list-summary [data-key="F8"]');
  if ((await next.count()) === 0) return 0;
  return Number(/\d+/.exec(await next.innerText())?.[0]);
};
/** The answer to a decision has come when fewer are left. */
const fewerThan = (page: Page, left: number) =>
  expect.poll(() => problemsLeft(page), { timeout: 8000 }).toBeLessThan(left);

/** What the open line asks for, by the keys that its panel names. */
async function settle(page: Page): Promise<void> {
  const panel = page.locator('#list-panel');
  if ((await panel.locator('[data-key="Digit1"]').count()) > 0) {
    await page.keyboard.press('Digit1');
    return;
  }
  if ((await panel.locator('#panel-quantity').count()) > 0) {
    await page.keyboard.insertText('8');
    await page.keyboard.press('Enter');
    return;
  }
  // Not ours, or the same once more: the button stands behind the field in focus.
  const leaveOut = panel.getByRole('button', { name: /Не брать/ });
  for (let tab = 0; tab < 5; tab += 1) {
    if (await leaveOut.evaluate((button) => button.matches(':focus'))) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
}

test('a pasted list of fifty lines is put right and ordered by keyboard alone', async () => {
  const { page, complaints } = await aPurchaser();
  await page.goto('/quick');
  await page.locator('#list-text:focus').waitFor();
  await page.keyboard.insertText(await aList());
  await page.keyboard.press('Control+Enter');
  await page.locator('#list-summary').waitFor();
  await page.locator('#preferences-link[data-htmx-powered]').waitFor();

  expect(await page.locator('tr[id^="row-"]').count()).toBe(50);
  let left = await problemsLeft(page);
  expect(left).toBeGreaterThanOrEqual(9);
  expect(left).toBeLessThanOrEqual(16);
  await page.keyboard.press('F8');
  for (let step = 0; step < 60 && left > 0; step += 1) {
    await settle(page);
    await fewerThan(page, left);
    left = await problemsLeft(page);
  }
  expect(left).toBe(0);
  expect(await page.locator('[data-t="cart-badge"] .badge').innerText()).toBe('4');

  await page.keyboard.press('F9');
  await page.locator('#live', { hasText: 'в корзину' }).waitFor();
  const added = await page.locator('tr', { hasText: 'в корзине' }).count();
  expect(added).toBeGreaterThanOrEqual(44);
  expect(await page.locator('[data-t="cart-badge"] .badge').innerText()).toBe(String(4 + added));
  expect(complaints).toEqual([]);
});

test('a list of three hundred lines shows how far it is, and can be left and found again', async () => {
  const { page, complaints } = await aPurchaser();
  await page.goto('/quick');
  const long = Array.from({ length: 300 }, (_, at) => `Швеллер 20П Ст3сп5 12м ${at + 1} шт`);
  await page.locator('#list-text').fill(long.join('\n'));
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-t="job"]').waitFor();
  expect(await page.locator('[data-t="job"] [role="status"]').innerText()).toContain('0 из 300');
  const address = page.url();
  await page.goto('/');

  await matchPastedList(shop.db, { listId: new URL(address).pathname.split('/').at(-1) });
  await page.goto('/quick');
  await page.getByRole('link', { name: 'Швеллер 20П Ст3сп5 12м 1 шт' }).click();
  await page.locator('#list-summary').waitFor();
  expect(await page.locator('tr[id^="row-"]').count()).toBe(300);
  expect(complaints).toEqual([]);
});

test('without scripts a list is read, put right and added just as well', async () => {
  const { page } = await aPurchaser({ scripts: false });
  await page.goto('/quick');
  await page.locator('#list-text').fill('Арматура 20 А500С 11,7м 3 шт\nдвутавр 30 5 шт');
  await page.getByRole('button', { name: 'Прочитать список' }).click();
  await page.locator('#list-panel input[type=submit]').first().click();
  expect(await page.locator('#list-panel').getAttribute('class')).toBeNull();
  await page.getByRole('button', { name: /Добавить в корзину/ }).click();
  expect(await page.locator('tr', { hasText: 'в корзине' }).count()).toBe(2);
});
