import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { addVat } from '../../src/measures/money.ts';
import { figuresFor } from '../../views/figures.ts';
import { wordsFor } from '../../views/language.tsx';
import { category, fillCart, orderShown, press } from './buying.ts';
import {
  aVisitor,
  chooseLanguage,
  openShop,
  pressKey,
  signIn,
  type Visitor,
  type Who,
  walkTo,
} from './shop.ts';

const shop = await openShop();
const company = await shop.db
  .selectFrom('company')
  .innerJoin('membership', 'membership.companyId', 'company.id')
  .innerJoin('person', 'person.id', 'membership.personId')
  .where('person.email', '=', 'approver@altyn.example')
  .select(['company.id', 'company.name'])
  .executeTakeFirstOrThrow();

/** The two products of the category with most in stock where the clerks stand. */
const [first = '', second = ''] = (
  await shop.db
    .selectFrom('product')
    .innerJoin('stockLevel', 'stockLevel.productId', 'product.id')
    .where('product.categoryCode', '=', category.code)
    .where('stockLevel.branchCode', '=', 'ALA')
    .orderBy((e) => e('stockLevel.onHandG', '-', e.ref('stockLevel.reservedG')), 'desc')
    .limit(2)
    .select('product.sku')
    .execute()
).map(({ sku }) => sku);

/** Each walk buys another number of bars, or the shop asks whether it is the same order again. */
const walks = [
  { language: 'en', scripts: true, bars: 3 },
  { language: 'ru', scripts: true, bars: 5 },
  { language: 'kk', scripts: true, bars: 7 },
  { language: 'ru', scripts: false, bars: 9 },
  { language: 'en', scripts: false, bars: 11 },
  { language: 'kk', scripts: false, bars: 13 },
] as const;

describe.each(walks)('in $language, scripts $scripts', ({ language, scripts, bars }) => {
  const words = wordsFor(language);
  const numbers: string[] = [];
  const visitors: Visitor[] = [];
  let buyer: Visitor;
  let counter: Visitor;
  let phone: Visitor;
  let manager: Visitor;

  beforeAll(async () => {
    const comeIn = async (who: Who) => {
      const visitor = await aVisitor(shop, { scripts });
      visitors.push(visitor);
      await signIn(visitor.page, who);
      await chooseLanguage(visitor.page, language);
      return visitor;
    };
    [buyer, counter, phone, manager] = await Promise.all([
      comeIn('buyer'),
      comeIn('counter'),
      comeIn('phone'),
      comeIn('manager'),
    ]);
  });

  afterAll(async () => {
    for (const { context } of visitors) await context.close();
  });

  test('a buyer finds a product under its heading and orders it on the web', async () => {
    const { page } = buyer;
    await fillCart(buyer, first, bars);
    await page.locator('[data-t=cart-lines] [data-key=F9]').click(press);
    await page.waitForURL('**/checkout?**');
    await page.locator('#checkout [data-key=F9]').click(press);
    await page.waitForURL('**/o/*');

    numbers.push(await orderShown(page));
    expect(await page.locator('main').innerText()).toContain(first);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
  });

  test('a clerk at the counter finds the customer by name and sells without touching the mouse', async () => {
    const { page } = counter;
    await page.goto('/counter');
    await page.locator('[data-t=desk-omnibox]:focus').waitFor();
    await page.keyboard.insertText(company.name);
    await page.keyboard.press('Enter');
    await walkTo(page, page.locator(`[data-t=results] a[href$="/customers/${company.id}"]`));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/counter/customers/*');
    await pressKey(counter, 'n');
    await page.waitForURL('**/counter/carts/*');
    await enter(page, `${first} ${bars + 20}шт`, 1);
    await enter(page, `${second} ${bars + 30}шт`, 2);
    await reviewAndPlace(counter);

    numbers.push(await orderShown(page));
    expect(await page.locator('main').innerText()).toContain(second);
  });

  test('a clerk on the phone takes over the cart whose code the buyer reads out, adds to it and places it', async () => {
    await fillCart(buyer, second, bars + 40);
    const code = await buyer.page.locator('[data-t=cart-lines] strong').first().innerText();
    const { page } = phone;
    await page.goto('/phone');
    await page.locator('[data-t=desk-omnibox]:focus').waitFor();
    await page.keyboard.insertText(code.toLowerCase());
    await page.keyboard.press('Enter');
    await page.locator('[data-t=results] button:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/phone/carts/*');
    await enter(page, `${first} ${bars + 50}шт`, 2);
    await reviewAndPlace(phone);

    numbers.push(await orderShown(page));
    await buyer.page.goto('/cart');
    expect(await buyer.page.locator('[data-t=cart-lines]').innerText()).toContain(words.cart.empty);
  });

  test('the buyer, the clerk and the manager see all three, each with the way it was sold', async () => {
    const { web, counter: atCounter, phone: byPhone } = words.channels;
    const sold = [web, atCounter, byPhone].map((way, place) => `${numbers[place]}: ${way}`);
    await buyer.page.goto('/orders');
    await counter.page.goto(`/counter/customers/${company.id}`);
    await manager.page.goto('/office');

    expect(new Set(numbers).size).toBe(3);
    for (const { page } of [buyer, counter, manager]) {
      expect(await columnOf(page, words.columns.channel, numbers)).toEqual(sold);
    }
  });

  test('the manager raises the credit of the company, and the buyer sees his limit', async () => {
    const { page } = manager;
    const limitTenge = 40_000_000 + bars;
    await page.goto('/office/customers');
    await page.locator('main [name=text]').fill(company.name);
    await page.keyboard.press('Enter');
    await page.locator(`[data-t=results] a[href="/office/customers/${company.id}"]`).click(press);
    await page.locator('#terms [name=creditKind]').selectOption('amount');
    await page.locator('#terms [name=payment]').selectOption('on-account');
    await page.locator('#terms [name=priceStrategy]').selectOption('first-found');
    await page.locator('#terms [name=publicPriceIfBetter]').uncheck();
    await page.locator('#terms [name=creditLimit]').fill(String(limitTenge));
    await page.locator('#terms [name=reason]').fill('paid in time');
    // What it changes is seen before it is saved, and again with each field that is left.
    await page.locator('#preview').click(press);
    await page.locator('#impact .primary').waitFor();
    await page.waitForLoadState('networkidle');
    await page.locator('#impact .primary').click(press);
    await page.waitForURL('**saved=**');

    await buyer.page.goto('/company');
    const limit = figuresFor(language).money(limitTenge * 100 + (await extraMinor()));
    expect(await buyer.page.locator('[data-t=credit]').innerText()).toContain(limit);
  });

  test('the manager takes a price from the draft to publication, and the buyer sees it', async () => {
    const { page } = manager;
    // Each walk moves the price so far that there is something to remark.
    const perTonne = 400_000 * bars;
    await page.goto(`/office/customers/${company.id}`);
    await page
      .locator(`main a[href^="/office/price-lists/"]`, { hasText: 'C-' })
      .first()
      .click(press);
    await page.locator('main form[action$="/draft"] button').click(press);
    await page.waitForURL('**/draft');
    const adding = page.locator('form[action$="/draft/products"]');
    await adding.locator('[name=sku]').fill(first);
    await adding.locator('[name=price]').fill('600000');
    await adding.locator('button').click(press);
    await page.waitForURL('**/draft?**');
    const cells = page.locator('[data-t=grid] input[inputmode=decimal]');
    await cells.first().fill(String(perTonne));
    for (let step = 1; step < (await cells.count()); step += 1) await cells.nth(step).fill('');
    await page.locator('form[action*="/draft/prices"] button').click(press);
    await page.waitForURL('**done=saved**');
    await page.locator('a[href$="/draft/review"]').click(press);
    const publishing = page.locator('form[action$="/draft/publish"]');
    await publishing.locator('[name=hasReadRemarks]').check();
    await publishing.locator('button').click(press);
    if (scripts) await page.locator('#confirm button[value=yes]').click(press);
    await page.waitForURL('**done=published');

    await buyer.page.goto(`/p/${first}`);
    const { includesVat } = await ownList();
    const shown = figuresFor(language).bare.perTonne(
      includesVat ? perTonne * 100 : withVat(perTonne * 100),
    );
    expect(await buyer.page.locator('main').innerText()).toContain(shown);
  });

  test('no browser had anything to complain of', () => {
    expect(visitors.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});

/** What the company may owe beyond its agreement today. */
const extraMinor = async () => {
  const granted = await shop.db
    .selectFrom('temporaryLimit')
    .where('companyId', '=', company.id)
    .where('endedAt', 'is', null)
    .select('extraMinor')
    .execute();
  return granted.reduce((sum, one) => sum + one.extraMinor, 0);
};

/** The list of the company's own prices. */
const ownList = () =>
  shop.db
    .selectFrom('priceList')
    .where('companyId', '=', company.id)
    .where('level', '=', 'company')
    .select('includesVat')
    .executeTakeFirstOrThrow();

const withVat = (minor: number) => addVat(minor, 1600).grossMinor;

/** Types into the entry row, which has the focus, and waits until the cart has so many lines. */
async function enter(page: Page, text: string, lines: number): Promise<void> {
  await page.locator('input[data-t=entry]:focus').waitFor();
  await page.keyboard.insertText(text);
  await page.keyboard.press('Enter');
  await page
    .locator('#lines > tr')
    .nth(lines - 1)
    .waitFor();
}

async function reviewAndPlace(clerk: Visitor): Promise<void> {
  await pressKey(clerk, 'F9');
  await clerk.page.waitForURL('**/review');
  await clerk.page.locator('#checkout').waitFor();
  await pressKey(clerk, 'F9');
  await clerk.page.waitForURL('**/orders/*');
}

/** Of a history: the orders by number, each with what its row says in a column. */
async function columnOf(page: Page, column: string, numbers: readonly string[]): Promise<string[]> {
  const history = page.locator('[data-t=history]');
  const heads = await history.locator('thead th').allInnerTexts();
  const said = numbers.map(async (number) => {
    const row = history.locator('tbody tr').filter({ hasText: number });
    const cells = await row.locator('th, td').allInnerTexts();
    return `${number}: ${cells[heads.indexOf(column)] ?? 'not there'}`;
  });
  return Promise.all(said);
}
