import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listRows } from '../../src/catalogue/reading/list-rows.ts';

const t = (amountMilli: number) => ({ amountMilli, unit: 't' });
const pcs = (amountMilli: number) => ({ amountMilli, unit: 'pcs' });

test.each([
  [
    'one thing a line, numbered or not, without the empty lines and the total',
    '1) Арматура 12 А500С - 3 тн\n2. Уголок 50х50х5 12 шт\n\n- Лист 3х1250х2500 5 шт\nИтого: 3 позиции',
    [
      { typed: 'Арматура 12 А500С - 3 тн', words: 'Арматура 12 А500С - 3 тн' },
      { typed: 'Уголок 50х50х5 12 шт', words: 'Уголок 50х50х5 12 шт' },
      { typed: 'Лист 3х1250х2500 5 шт', words: 'Лист 3х1250х2500 5 шт' },
    ],
  ],
  [
    'several things of one message between semicolons',
    'арматура 12 2т; труба 57х3,5 10 шт',
    [
      { typed: 'арматура 12 2т', words: 'арматура 12 2т' },
      { typed: 'труба 57х3,5 10 шт', words: 'труба 57х3,5 10 шт' },
    ],
  ],
  [
    'a table out of a spreadsheet with its head',
    'Наименование\tЕд.\tКол-во\nШвеллер 20П\tт\t1,5\nАрматура 12 А500С\tшт\t40',
    [
      { typed: 'Швеллер 20П · т · 1,5', words: 'Швеллер 20П', quantity: t(1500) },
      { typed: 'Арматура 12 А500С · шт · 40', words: 'Арматура 12 А500С', quantity: pcs(40_000) },
    ],
  ],
  [
    'columns in another order, with ordinals, standard, length and a title above',
    'Заявка на металл\t\t\t\t\t\n№ п/п\tКол-во, т\tНаименование\tРазмер\tГОСТ\tДлина, мм\n1\t2\tШвеллер\t20П\t8240-97\t11700\n2\t0,5\tУголок\t50х50х5\tГОСТ 8509-93\t6000',
    [
      {
        typed: '1 · 2 · Швеллер · 20П · 8240-97 · 11700',
        words: 'Швеллер 20П ГОСТ 8240-97',
        quantity: t(2000),
        lengthMm: 11_700,
      },
      {
        typed: '2 · 0,5 · Уголок · 50х50х5 · ГОСТ 8509-93 · 6000',
        words: 'Уголок 50х50х5 ГОСТ 8509-93',
        quantity: t(500),
        lengthMm: 6000,
      },
    ],
  ],
  [
    'a table without a head, told by what its columns hold',
    '1\tАрматура 12 А500С\t3\tт\n2\tУголок 50х50х5\t12\tшт\n3\tЛист 3\t5\tшт',
    [
      { typed: '1 · Арматура 12 А500С · 3 · т', words: 'Арматура 12 А500С', quantity: t(3000) },
      { typed: '2 · Уголок 50х50х5 · 12 · шт', words: 'Уголок 50х50х5', quantity: pcs(12_000) },
      { typed: '3 · Лист 3 · 5 · шт', words: 'Лист 3', quantity: pcs(5000) },
    ],
  ],
  [
    'a file with semicolons, quotes and codes',
    'Артикул;Наименование;Кол-во;Ед.\n"A-12-05";"Уголок ""равный"" 50х5";7;шт\nB-77-01;;2;т',
    [
      {
        typed: 'A-12-05 · Уголок "равный" 50х5 · 7 · шт',
        words: 'Уголок "равный" 50х5',
        code: 'A-12-05',
        quantity: pcs(7000),
      },
      { typed: 'B-77-01 · 2 · т', words: '', code: 'B-77-01', quantity: t(2000) },
    ],
  ],
  [
    'pieces and tonnes in columns of their own',
    'Name\tpcs\tt\nangle 50x5\t\t2\nHEB 200\t4\t',
    [
      { typed: 'angle 50x5 · 2', words: 'angle 50x5', quantity: t(2000) },
      { typed: 'HEB 200 · 4', words: 'HEB 200', quantity: pcs(4000) },
    ],
  ],
  [
    'a quantity whose unit nobody said',
    'Тауар\tСаны\nбұрыш 50х5\t7\nшвеллер 10\t3',
    [
      {
        typed: 'бұрыш 50х5 · 7',
        words: 'бұрыш 50х5',
        quantity: { amountMilli: 7000, unit: undefined },
      },
      {
        typed: 'швеллер 10 · 3',
        words: 'швеллер 10',
        quantity: { amountMilli: 3000, unit: undefined },
      },
    ],
  ],
  [
    'inch signs are no quotes',
    'труба 3/4"\t5\tшт\nтруба 1/2\t6\tшт',
    [
      { typed: 'труба 3/4" · 5 · шт', words: 'труба 3/4"', quantity: pcs(5000) },
      { typed: 'труба 1/2 · 6 · шт', words: 'труба 1/2', quantity: pcs(6000) },
    ],
  ],
])('reads %s', (_, text, rows) => {
  expect(listRows(text).rows).toEqual(rows);
});

test('takes a thousand things and says that there were more', () => {
  const of = (count: number) => listRows(Array.from({ length: count }, () => 'лист 3').join('\n'));

  expect([of(1000).rows.length, of(1000).isCut]).toEqual([1000, false]);
  expect([of(1001).rows.length, of(1001).isCut]).toEqual([1000, true]);
});

test('reads any text into at most a thousand short rows that say something', () => {
  const signs = fc.constantFrom(
    '\t',
    ';',
    '|',
    '\n',
    '"',
    ',',
    ' ',
    'шт',
    '12',
    'Кол-во',
    'уголок',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(signs, { maxLength: 80 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, (any) => {
      for (const row of listRows(any).rows) {
        expect(row.typed.length).toBeLessThanOrEqual(300);
        expect(row.words !== '' || row.code !== undefined).toBe(true);
        expect(row.quantity?.amountMilli ?? 1).toBeGreaterThan(0);
      }
    }),
  );
});
