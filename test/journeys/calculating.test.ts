import { afterAll, beforeAll, expect, test } from 'vitest';
import { aVisitor, openShop, type Visitor } from './shop.ts';

const shop = await openShop();
let guest: Visitor;

beforeAll(async () => {
  guest = await aVisitor(shop);
});
afterAll(() => guest.context.close());

test('the calculator answers while one types, and words and fields say the same', async () => {
  const { page } = guest;
  const focused = () => page.evaluate<string>('document.activeElement.id');
  const answer = () => page.locator('#calculated h2').first().textContent();
  await page.goto('/calculator');

  await page.fill('#said-words', 'уголок 50х5 12м 10шт');
  await expect.poll(() => page.locator('#thickness').count()).toBe(1);
  expect(await page.inputValue('#thickness')).toBe('5');
  expect(await focused()).toBe('said-words');

  await page.fill('#thickness', '6');
  await expect.poll(answer).toContain('50×50×6');
  expect(await page.inputValue('#said-words')).toBe('');
  expect(await focused()).toBe('thickness');
  expect(new URL(page.url()).searchParams.get('thickness')).toBe('6');

  await page.focus('#form');
  await page.selectOption('#form', 'channel');
  await expect.poll(() => page.locator('#number').count()).toBe(1);
  expect(await page.inputValue('#thickness')).toBe('');
  expect(await focused()).toBe('form');

  await page.fill('#number', '24У');
  await expect.poll(answer).toContain('24');
  const address = page.url();
  await page.goto('/');
  await page.goto(address);
  expect(await page.inputValue('#number')).toBe('24У');
});
