import { describe, expect, test } from 'vitest';
import {
  areComplete,
  columnsByHead,
  columnsRemembered,
  columnsUnknown,
} from '../../src/pricing/price-columns.ts';
import { readPriceRow } from '../../src/pricing/price-file-row.ts';

const T = 1_000_000;

describe('the columns of a price file', () => {
  test.each([
    [
      ['SKU', 'Price'],
      ['code', 0],
    ],
    [
      ['Артикул', 'Наименование', 'Цена, ₸/т'],
      ['code', 'words', 0],
    ],
    [
      ['Размер', 'Марка стали', 'Цена до 1 т', 'от 1 т', 'от 5 тонн'],
      ['words', 'words', 0, T, 5 * T],
    ],
    [['Код', 'Остаток', 'Цена от 0,5 т', 'свыше 500 кг'], undefined],
    [
      ['Артикулы', 'Бағасы', '5 т-дан'],
      ['code', 0, 5 * T],
    ],
    [
      ['Item code', 'Article', 'Price'],
      ['code', 'idle', 0],
    ],
    [['Артикул', 'Остаток'], undefined],
  ])('%j', (heads, meant) => {
    const found = columnsByHead([['Прайс-лист от 01.11.2026'], [], heads, ['A', '1']]);
    const said = found?.columns.map((one) => (one.means === 'price' ? one.fromG : one.means));
    expect(said).toEqual(meant);
    expect(found?.headRows).toBe(meant && 3);
  });

  test('what a person set is known again wherever its head stands', () => {
    const columns = {
      headRows: 1,
      columns: [{ means: 'code' }, { means: 'price', fromG: 0 }] as const,
    };
    const earlier = { heads: ['Шифр', 'Сумма'], columns };
    const rows = [['title'], ['ШИФР ', 'сумма'], ['A', '1']];
    expect(columnsRemembered(rows, earlier)).toEqual({ ...columns, headRows: 2 });
    expect(columnsRemembered([['Шифр', 'Вес']], earlier)).toBeUndefined();
  });

  test('one column says no prices, and neither do two prices from one weight', () => {
    expect(areComplete(columnsUnknown([['A']]))).toBe(false);
    const price = { means: 'price', fromG: 0 } as const;
    expect(areComplete({ headRows: 0, columns: [price] })).toBe(false);
    expect(areComplete({ headRows: 0, columns: [{ means: 'code' }, price, price] })).toBe(false);
    expect(areComplete({ headRows: 0, columns: [{ means: 'code' }, price] })).toBe(true);
  });
});

describe('a row of a price file', () => {
  const columns = {
    headRows: 1,
    columns: [
      { means: 'code' },
      { means: 'words' },
      { means: 'price', fromG: 5 * T },
      { means: 'price', fromG: 0 },
    ],
  } as const;
  const read = (...cells: string[]) => readPriceRow(cells, columns);

  test('steps stand in the order of their weights, an empty one is none', () => {
    expect(read('A-1', 'Rebar 12', '410 000', '420 000,50 ₸/т')).toEqual({
      ok: true,
      code: 'A-1',
      words: 'Rebar 12',
      price: { fromWeightsG: [0, 5 * T], pricesPerTonneMinor: [42_000_050, 41_000_000] },
    });
    expect(read('A-1', '', '', '420000')).toMatchObject({ price: { fromWeightsG: [0] } });
  });

  test('a reckoned price is rounded to the tiyin, half up', () => {
    const reckoned = read('A', '', '', '412345.675000000001');
    expect(reckoned).toMatchObject({ price: { pricesPerTonneMinor: [41_234_568] } });
  });

  test.each([
    [['A', '', '', '0'], 'not-positive'],
    [['A', '', '', '-5'], 'not-positive'],
    [['A', '', '', '0.001'], 'not-positive'],
    [['A', '', '', 'договорная'], 'not-a-number'],
    [['A', '', '', '=B2*2'], 'not-a-number'],
    [['A', '', '', '1e5'], 'not-a-number'],
    [['A', '', '', '100000001'], 'too-large'],
    [['A', '', 'нет', '420000'], 'not-a-number'],
    [['', '', '', '420000'], 'no-goods'],
    [['A', 'Rebar'], 'no-price'],
    [['A'], 'no-price'],
    [['', 'Арматура'], 'idle'],
    [[], 'idle'],
  ])('%j is %s', (cells, problem) => {
    expect(read(...cells)).toEqual({ ok: false, problem });
  });
});
