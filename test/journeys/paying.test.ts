import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { figuresFor } from '../../views/figures.ts';
import { wordsFor } from '../../views/language.tsx';
import { category, fillCart, orderShown, press } from './buying.ts';
import { aVisitor, chooseLanguage, openShop, signIn, type Visitor, type Who } from './shop.ts';

const shop = await openShop({ takesCards: true });

/** What lies most in stock where both the buyers and the clerk stand. */
const { sku } = await shop.db
  .selectFrom('product')
  .innerJoin('stockLevel', 'stockLevel.productId', 'product.id')
  .where('product.categoryCode', '=', category.code)
  .where('stockLevel.branchCode', '=', 'ALA')
  .orderBy((e) => e('stockLevel.onHandG', '-', e.ref('stockLevel.reservedG')), 'desc')
  .select('product.sku')
  .executeTakeFirstOrThrow();

/** Each walk buys another number of bars, or the shop asks whether it is the same order again. */
const walks = [
  { language: 'ru', scripts: true, bars: 3 },
  { language: 'kk', scripts: false, bars: 5 },
] as const;

/** A walk goes through many pages, on two processors that others use too. */
const ON_FOOT = { timeout: 90_000 };

describe.each(walks)('in $language, scripts $scripts', ON_FOOT, ({ language, scripts, bars }) => {
  const words = wordsFor(language);
  const visitors: Visitor[] = [];
  let buyer: Visitor;
  let inParts: Visitor;
  let counter: Visitor;
  let orderId = '';

  beforeAll(async () => {
    const comeIn = async (who: Who, width: number) => {
      const visitor = await aVisitor(shop, { scripts, width });
      visitors.push(visitor);
      await signIn(visitor.page, who);
      await chooseLanguage(visitor.page, language);
      return visitor;
    };
    [buyer, inParts, counter] = await Promise.all([
      comeIn('buyer', 390),
      comeIn('inParts', 390),
      comeIn('counter', 1366),
    ]);
  });

  afterAll(async () => {
    for (const { context } of visitors) await context.close();
  });

  test('a buyer whose card is declined comes back, sees that nothing was taken, and pays with another', async () => {
    const { page } = buyer;
    const placed = await buy(buyer, bars, 'prepaid');
    const due = figuresFor(language).moneyExact(placed.grossMinor);
    expect(await moneyShown(buyer)).toContain(due);

    await toProvider(buyer);
    await page.locator('[name=card][value=declined]').click(press);
    await page.getByRole('alert').waitFor();
    await page.locator(`main a[href^="${shop.base}/o/"]`).click(press);
    await page.waitForURL(`**/o/${placed.id}`);
    expect(await moneyShown(buyer)).toContain(words.payments.cardOpen);
    expect(await paidOf(placed.id)).toBe(0);

    await toProvider(buyer);
    await page.locator('[name=card][value=accepted]').click(press);
    await page.waitForURL('**/payment');
    await arrived(buyer);
    expect(await page.locator('#awaited').innerText()).toContain(words.payments.nothingLeft);
    expect(await paidOf(placed.id)).toBe(placed.grossMinor);
  });

  test('another buyer pays the agreed deposit online, and the next part is no more asked of his card', async () => {
    const { page } = inParts;
    const placed = await buy(inParts, bars, 'on-account');
    orderId = placed.id;
    const depositMinor = Math.round((placed.grossMinor * 30) / 100);
    const amount = page.locator('#payment [name=amount]');
    expect(await amount.inputValue()).toBe(figuresFor(language).typedMoney(depositMinor));

    await toProvider(inParts);
    await page.locator('[name=card][value=accepted]').click(press);
    await page.waitForURL('**/payment');
    await arrived(inParts);
    await page.locator(`#awaited a[href="/o/${orderId}"]`).click(press);

    const left = figuresFor(language).moneyExact(placed.grossMinor - depositMinor);
    expect(await moneyShown(inParts)).toContain(left);
    expect(await paidOf(orderId)).toBe(depositMinor);
  });

  test('at the counter he lays the rest in cash, gets his change, and the goods are handed over', async () => {
    const { page } = counter;
    await page.goto('/counter/till');
    const opening = page.locator('form[action="/counter/till"]');
    if (await opening.isVisible()) {
      await opening.locator('[name=float]').fill('50000');
      await opening.locator('button').click(press);
      await page.waitForLoadState();
      await page.locator('form[action$="/close"]').waitFor();
    }
    await page.goto(`/counter/orders/${orderId}`);
    await moveOn(counter, words.stages.confirmed);
    await moveOn(counter, words.stages.picking);
    await moveOn(counter, words.stages.ready);
    const leftMinor = await leftOf(orderId);
    const laidTenge = Math.ceil(leftMinor / 100) + 500;
    await page.locator('#payment [name=cash]').fill(String(laidTenge));
    await page.locator('#payment .tenders button').click(press);
    await page.waitForURL('**change=**');
    const change = figuresFor(language).money(
      Math.floor((laidTenge * 100 - leftMinor) / 100) * 100,
    );
    expect(await page.locator('#payment').innerText()).toContain(change);
    expect(await leftOf(orderId)).toBe(0);
    await moveOn(counter, words.stages.delivered);
  });

  test('the tax invoice of what he took is there to open and to keep, each with both payments on the order', async () => {
    const { page } = inParts;
    const { card, cash } = words.payments.methods;
    const invoice = page.locator('#documents li', { hasText: words.papers.kinds['tax-invoice'] });
    await untilThere(inParts, `/o/${orderId}`, invoice);
    expect(await moneyShown(inParts)).toContain(card);
    expect(await moneyShown(inParts)).toContain(cash);

    const file = await invoice.locator('a[download]').getAttribute('href');
    await invoice.locator('a').first().click(press);
    await page.waitForURL('**/documents/*');
    const { grossMinor } = await orderOf(orderId);
    const shown = await page.locator('main').innerText();
    expect(shown).toContain(figuresFor(language).bare.moneyExact(grossMinor));
    const pdf = await inParts.context.request.get(file ?? '');
    expect([pdf.status(), (await pdf.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  });

  test('no browser had anything to complain of but the declined card', () => {
    const complaints = visitors.flatMap((visitor) => visitor.complaints);
    expect(complaints.filter((said) => !said.includes('402'))).toEqual([]);
  });
});

/** An order of a few bars, to be paid so; the page of it is open. */
async function buy(buyer: Visitor, bars: number, payment: 'prepaid' | 'on-account') {
  const { page } = buyer;
  await fillCart(buyer, sku, bars);
  await page.locator('[data-t=cart-lines] [data-key=F9]').click(press);
  await page.waitForURL('**/checkout?**');
  await page.locator(`#payment-${payment}`).check();
  await page.locator('#checkout [data-key=F9]').click(press);
  await page.waitForURL('**/o/*');
  await orderShown(page);
  return orderOf(page.url().split('/').at(-1) ?? '');
}

async function toProvider({ page }: Visitor): Promise<void> {
  await page.locator('#payment form[action$="/card-payment"] button').click(press);
  await page.waitForURL('**/pay/cs_**');
}

/** Without scripts the page does not look by itself; whoever waits looks again. */
async function arrived({ page, scripts }: Visitor): Promise<void> {
  const came = page.locator('#awaited .ok').first();
  for (let looks = 0; !scripts && looks < 40 && !(await came.isVisible()); looks += 1) {
    await page.waitForTimeout(250);
    await page.goto(page.url());
  }
  await came.waitFor();
}

/** Opens a page until what a job makes is on it. */
async function untilThere(
  { page }: Visitor,
  path: string,
  what: ReturnType<Visitor['page']['locator']>,
) {
  for (let looks = 0; looks < 40; looks += 1) {
    await page.goto(path);
    if (await what.isVisible()) return;
    await page.waitForTimeout(250);
  }
  await what.waitFor();
}

/** Presses the step that comes next, and waits until it is done. */
async function moveOn({ page }: Visitor, stage: string): Promise<void> {
  const step = page.locator('main form[action$="/advance"] > button.primary');
  expect(await step.innerText()).toContain(stage);
  await step.click(press);
  await step.filter({ hasText: stage }).waitFor({ state: 'detached' });
}

const moneyShown = ({ page }: Visitor) => page.locator('#payment').innerText();

const orderOf = (id: string) =>
  shop.db
    .selectFrom('salesOrder')
    .where('id', '=', id)
    .select(['id', 'grossMinor', 'paidMinor'])
    .executeTakeFirstOrThrow();

const paidOf = async (id: string) => (await orderOf(id)).paidMinor;
const leftOf = async (id: string) => {
  const { grossMinor, paidMinor } = await orderOf(id);
  return grossMinor - paidMinor;
};
