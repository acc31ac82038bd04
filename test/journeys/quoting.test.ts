import { expect, test } from 'vitest';
import { aVisitor, letIn, openShop } from './shop.ts';

const shop = await openShop();

/** The demo's buyer and the manager who keeps his company, each in a browser of his own. */
async function twoSides(scripts: boolean) {
  const [buyer, office] = [await aVisitor(shop, { scripts }), await aVisitor(shop, { scripts })];
  await letIn(shop, buyer, 'purchaser');
  await letIn(shop, office, 'manager');
  for (const { context } of [buyer, office]) {
    await context.addCookies([{ name: 'lang', value: 'en', url: shop.base }]);
  }
  return { buyer: buyer.page, office: office.page };
}

test.each([{ scripts: true }, { scripts: false }])(
  'a buyer asks, is answered in two versions and takes a part at the quoted price, scripts: $scripts',
  async ({ scripts }) => {
    const { buyer, office } = await twoSides(scripts);
    const { sku } = await shop.db
      .selectFrom('product')
      .innerJoin('stockLevel', 'stockLevel.productId', 'product.id')
      .where('branchCode', '=', 'ALA')
      .where('lengthKind', '=', 'measured')
      .orderBy(
        (level) => level('stockLevel.onHandG', '-', level.ref('stockLevel.reservedG')),
        'desc',
      )
      .select('sku')
      .executeTakeFirstOrThrow();

    await buyer.goto('/quotes/new');
    await buyer.getByLabel('Goods 1', { exact: true }).fill('the bars we spoke of');
    await buyer.getByLabel('Quantity 1', { exact: true }).fill('10');
    await buyer.getByLabel('Unit 1', { exact: true }).selectOption('pcs');
    await buyer.getByLabel('Target price 1', { exact: true }).fill('300 000');
    await buyer.getByRole('button', { name: 'Send the request' }).click();
    await buyer.getByText('is with your account manager').waitFor();
    const path = new URL(buyer.url()).pathname;

    const write = async (price: string) => {
      await office.goto(`/office${path}`);
      await office.getByRole('button', { name: /^Write the/ }).click();
      await office.getByLabel('Article, row 1').fill(sku);
      await office.getByLabel('Price, ₸/t, row 1').fill(price);
      await office.getByLabel('Valid until the end of').fill('2026-12-01');
      await office.getByLabel('The buyer may take single lines').check();
      await office.getByRole('button', { name: 'Send to the buyer' }).click();
    };
    await write('321 000');
    await office.getByText('Version 1 is sent.').waitFor();
    await write('318 500');
    await office.getByText('Version 2 is sent.').waitFor();

    await buyer.goto(path);
    const changes = buyer.locator('[data-t="diff"]');
    expect(await changes.locator('tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/1\s+price\s+₸321,000\/t\s+₸318,500\/t/),
    ]);
    await buyer.getByLabel('Quantity of line 1, offer 1').fill('4');
    await buyer.getByRole('button', { name: 'Accept and order' }).click();
    await buyer.waitForURL('**/o/*');
    const orderId = new URL(buyer.url()).pathname.split('/').at(-1) ?? '';
    const ordered = await shop.db
      .selectFrom('salesOrderLine')
      .where('orderId', '=', orderId)
      .select(['quantityMilli', 'pricePerTonneMinor', 'priceLevel'])
      .execute();
    expect(ordered).toEqual([
      { quantityMilli: 4000, pricePerTonneMinor: 31_850_000, priceLevel: 'quote' },
    ]);
    await buyer.goto(path);
    await buyer.getByText('Ordered in part').waitFor();
    expect(await buyer.getByLabel('Quantity of line 1, offer 1').inputValue()).toBe('6');
  },
  60_000,
);
