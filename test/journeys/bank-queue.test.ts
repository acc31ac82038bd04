import { expect, test } from 'vitest';
import { bookCertainLines } from '../../src/payments/book-certain-lines.ts';
import { at } from '../support/world.ts';
import { aVisitor, letIn, openShop } from './shop.ts';

const shop = await openShop();

const waiting = async () => {
  const { count } = await shop.db
    .selectFrom('bankLine')
    .where('state', '=', 'waits')
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
};

test('an accountant works through the queue with the keyboard alone', async () => {
  const visitor = await aVisitor(shop);
  await letIn(shop, visitor, 'manager');
  const { page, complaints } = visitor;
  await page.goto('/office/bank/queue?lang=ru');
  const before = await waiting();
  const first = await page.locator('.facts strong.amount').textContent();

  await page.keyboard.press('n');
  await page.waitForURL(/line=/);
  expect(await page.locator('.facts strong.amount').textContent()).not.toBe(first);
  await page.keyboard.press('p');
  await page.getByText(`1 из ${before}`).waitFor();
  expect(await page.locator('.facts strong.amount').textContent()).toBe(first);

  await page.keyboard.press('Enter');
  await page.getByText('Строка разобрана').waitFor();
  expect(await waiting()).toBe(before - 1);

  await page.keyboard.press('f');
  await page.locator('#q:focus').waitFor();
  await page.keyboard.type('алтын');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Алтын Құрылыс' }).first().click();
  await page.getByRole('heading', { name: 'Провести: ТОО «Алтын Құрылыс»' }).waitFor();
  await page.keyboard.press('4');
  await page.getByText('Строка разобрана').waitFor();
  expect(await waiting()).toBe(before - 2);

  await page.keyboard.press('s');
  await page.locator('#reason:focus').waitFor();
  await page.getByRole('button', { name: 'Отложить' }).click();
  await page.getByText('Строка разобрана').waitFor();
  expect(await waiting()).toBe(before - 3);
  expect(complaints).toEqual([]);
});

test('what is certain is booked without scripts as well', async () => {
  const visitor = await aVisitor(shop, { scripts: false });
  await letIn(shop, visitor, 'manager');
  const { page, complaints } = visitor;
  await page.goto('/office/bank?lang=ru');
  await page.locator('main table a').first().click();
  const statementId = new URL(page.url()).pathname.split('/').at(-1);
  await page.getByRole('button', { name: 'Провести бесспорные' }).click();
  await page.getByText('Проводим бесспорные').waitFor();
  await bookCertainLines(shop.db, { statementId }, at);
  await page.getByRole('link', { name: 'Показать' }).click();
  await page.getByRole('heading', { name: 'Строки' }).waitFor();
  expect(await page.getByText('бесспорно', { exact: true }).count()).toBe(0);
  expect(complaints).toEqual([]);
});
