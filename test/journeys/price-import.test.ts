import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { tradingDay } from '../../src/measures/calendar.ts';
import { workPriceImport } from '../../src/pricing/work-price-import.ts';
import { at } from '../support/world.ts';
import { aVisitor, letIn, openShop } from './shop.ts';

const shop = await openShop();
const day = tradingDay(at);

/** The base list, and two thousand goods as a supplier would send them: under heads that say nothing, five per cent dearer. */
async function aFile(heads: string) {
  const list = await shop.db
    .selectFrom('priceList')
    .where('level', '=', 'base')
    .where('includesVat', '=', false)
    .select('id')
    .executeTakeFirst();
  const { id } =
    list ??
    (await shop.db
      .selectFrom('priceList')
      .where('level', '=', 'base')
      .select('id')
      .executeTakeFirstOrThrow());
  const goods = await shop.db
    .selectFrom('product')
    .innerJoin('price', 'price.productId', 'product.id')
    .innerJoin('priceListVersion as version', 'version.id', 'price.versionId')
    .where('version.priceListId', '=', id)
    // Of the day, or half of them would be five per cent dearer than they were before the other run.
    .where(sql<boolean>`version.valid_during @> ${day}::date`)
    .where('product.withdrawnAt', 'is', null)
    .select(['product.sku', 'product.nameRu', 'price.pricesPerTonneMinor'])
    .distinctOn('product.sku')
    .orderBy('product.sku')
    .limit(2000)
    .execute();
  const rows = goods.map(
    ({ sku, nameRu, pricesPerTonneMinor: [first = 1] }) =>
      `${sku};${nameRu};${Math.round(first * 1.05) / 100}`,
  );
  const content = [heads, ...rows, 'НЕТ-ТАКОГО;кирпич;1'].join('\r\n');
  return { id, content, count: goods.length };
}

test.each([true, false])(
  'a file is read, its columns are put right, a row is left out, the rest is published (scripts: %s)',
  async (scripts) => {
    const { id, content, count } = await aFile(scripts ? 'Шифр;Что;Сумма' : 'Шифр 2;Что;Сумма');
    const visitor = await aVisitor(shop, { scripts });
    await letIn(shop, visitor, 'manager');
    const { page, complaints } = visitor;
    await page.goto(`/office/price-lists/${id}?lang=ru`);
    await page.getByRole('link', { name: 'Цены из файла' }).click();
    const file = { name: 'прайс.csv', mimeType: 'text/csv', buffer: Buffer.from(content) };
    await page.locator('#file').setInputFiles(file);
    await page.getByRole('button', { name: 'Прочитать файл' }).click();
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
    const importId = new URL(page.url()).pathname.split('/').at(-1);
    const asks = () => page.waitForResponse((answer) => answer.url().endsWith(`/${importId}`));
    /** The page asks of itself, and more than once; without scripts somebody has to look again. */
    const work = async () => {
      if (scripts) for (let time = 0; time < 2; time += 1) await asks();
      await workPriceImport(shop.db, { importId });
      if (!scripts) await page.reload();
    };

    await page.locator('[data-t="job"]').waitFor();
    await work();
    await page.getByText('Столбцы не распознаны').waitFor();
    await page.locator('[name="headRows"]').fill('1');
    await page.locator('[name="means.0"]').selectOption('code');
    await page.locator('[name="means.2"]').selectOption('price');
    await page.getByRole('button', { name: 'Сравнить заново' }).click();
    await page.locator('[data-t="job"]').waitFor();
    await work();

    await page.locator('[data-t="diff"]').waitFor();
    const line = await page.locator('tbody tr[id^="row-"]').first().getAttribute('id');
    await page.locator(`#${line} button`).click();
    await page.getByText('Исключено: 1 строка').waitFor();
    expect(await page.locator('[data-t="diff"]').innerText()).toContain('С ошибками 1');
    await page.locator('#hasReadRemarks').check();
    await page.getByRole('button', { name: 'Опубликовать' }).click();
    await page.locator('[data-t="job"]').waitFor();
    await work();
    await page.getByText('Цены опубликованы').waitFor();

    // What now stands in the list beside what the file said, row by row.
    const { rows } = await sql<{ isExcluded: boolean; isTaken: boolean; rows: number }>`
      select row.is_excluded, price.prices_per_tonne_minor = row.prices_per_tonne_minor as is_taken, count(*) as rows
      from price_import_row as row
      join price_list_version as version on version.price_list_id = ${id} and version.valid_during @> ${day}::date
      join price on price.version_id = version.id and price.product_id = row.product_id
      where row.import_id = ${importId} and row.verdict in ('changed', 'new') group by 1, 2 order by 1`.execute(
      shop.db,
    );
    expect(rows).toMatchObject([
      { isExcluded: false, isTaken: true },
      { isExcluded: true, isTaken: false, rows: 1 },
    ]);
    expect(rows[0]?.rows).toBeGreaterThan(count / 2);
    expect(complaints).toEqual([]);
  },
);
