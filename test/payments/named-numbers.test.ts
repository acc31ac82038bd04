import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  documentNumber,
  namedNumbers,
  numberKey,
  numberWord,
} from '../../src/payments/named-numbers.ts';

const whole = (purpose: string) => [...namedNumbers(purpose).whole].toSorted();
const serials = (purpose: string) =>
  [...namedNumbers(purpose).serials].toSorted((one, other) => one - other);

test.each([
  ['Оплата за металл по счету № 26-000123 от 20.11.2026, в т.ч. НДС 16% - 34 482,83', ['26-123']],
  ['Оплата по сч.26-000123', ['26-123']],
  ['зак.26-123', ['26-123']],
  ['за арматуру А500С д12, сч 26/000123', ['26-123']],
  ['счет 26000123', ['26-123']],
  ['счет 26 000123 от 1.12.26г.', ['26-123']],
  ['счет№26–000123', ['26-123']],
  ['cчет 26-ООО123', ['26-123']],
  ['счет 26-00123', ['26-123']],
  ['проформа P26-000045', ['p26-45']],
  ['проформа Р26-45', ['p26-45']],
  ['по КП Q26-000123', ['q26-123']],
  ['P 26-000045, 46', ['p26-45', 'p26-46']],
  ['P-26-000045', ['p26-45']],
  ['с 26-000123', ['26-123']],
  ['арматура12 26-000123', ['26-123']],
  ['order No26-000123', ['26-123']],
  ['№26-000123 шот бойынша төлем', ['26-123']],
  ['счета 26-000123, 26-000124 и 26-000130', ['26-123', '26-124', '26-130']],
  ['счета 26-000123, 124, 125', ['26-123', '26-124', '26-125']],
  ['счета 26-000123,26-000124', ['26-123', '26-124']],
  ['счета 26-000123;25-000124', ['25-124', '26-123']],
  ['с 26-000123 по 26-000126', ['26-123', '26-124', '26-125', '26-126']],
  ['26-000123 - 26-000125', ['26-123', '26-124', '26-125']],
  ['26-000123-125', ['26-123', '26-124', '26-125']],
  ['26-000123 … 000124 и 130', ['26-123', '26-124', '26-130']],
  ['с 25-000123 по 26-000126', ['25-123', '26-126']],
  ['26-000001 по 26-000900', ['26-1', '26-900']],
  ['26-000123, НДС 16%', ['26-123']],
  ['26-000123, 16% НДС', ['26-123']],
  ['26-000123, сумма 250000.50', ['26-123']],
  ['за металл от 26.11.2026', []],
  ['за металл от 26-11-2026', []],
  ['сумма 26 000 тенге', []],
  ['сумма 26 000 123,50 тенге', []],
  ['НДС 26-50', ['26-50']],
  ['БИН 150340012340', []],
  ['за металл', []],
  ['', []],
])('%j names %j', (purpose, expected) => {
  expect(whole(purpose)).toEqual(expected);
});

test.each([
  ['по счету № 123 от 20.11.2026', [123]],
  ['сч. 000123', [123]],
  ['сч №123, 124 и 125', [123, 124, 125]],
  ['счет на оплату № 123', [123]],
  ['счет-фактура N 123', [123]],
  ['заказ 123', [123]],
  ['зак.123', [123]],
  ['invoice no 123', [123]],
  ['тапсырыс 123', [123]],
  ['счета 123-125', [123, 124, 125]],
  ['счет 26-000123', []],
  ['расчет 123', []],
  ['договор 123', []],
  ['счет 123,45', []],
])('%j names %j without a year', (purpose, expected) => {
  expect(serials(purpose)).toEqual(expected);
});

test('a number of another system is found as a word, however it is written', () => {
  const { words } = namedNumbers('по СФ-2026/001542, ЭСФ');
  expect(words.has(numberWord('сф 2026-001542'))).toBe(true);
  expect(words.size).toBe(1);
});

test.each([
  ['26-000123', '26-123'],
  ['P26-000045', 'p26-45'],
  ['Р26-000045', 'p26-45'],
])('our number %s is %s', (text, key) => {
  const number = documentNumber(text);
  expect(number && numberKey(number)).toBe(key);
});

test.each(['1542', 'СФ-2026/1', '', '2026-000123'])('%j is not made like ours', (text) => {
  expect(documentNumber(text)).toBeUndefined();
});

test('whatever order a payer names in words of his own, it is named', () => {
  const words = fc.constantFrom('Оплата за металл', 'төлем', 'аванс по сч.', 'invoice', '', 'зак');
  const marks = fc.constantFrom('-', '/', ' - ', '–');
  const tails = fc.constantFrom('', ' от 20.11.2026', ', НДС 16%', ' в т.ч. НДС 5 000,00', '.');
  fc.assert(
    fc.property(
      words,
      fc.integer({ min: 10, max: 99 }),
      fc.integer({ min: 100, max: 999_999 }),
      marks,
      tails,
      (before, year, serial, mark, tail) => {
        const text = `${before} ${year}${mark}${String(serial).padStart(6, '0')}${tail}`;
        expect(whole(text)).toEqual([`${year}-${serial}`]);
      },
    ),
  );
});

test('no purpose makes it throw, and none names more than it has room for', () => {
  const signs = fc.constantFrom(
    '26-000123',
    '-',
    ',',
    ' по ',
    ' и ',
    '0',
    '9',
    'о',
    'счет № ',
    '…',
    '/',
  );
  const texts = fc.oneof(
    fc.array(signs, { maxLength: 200 }).map((all) => all.join('')),
    fc.string({ unit: 'binary', maxLength: 300 }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const named = namedNumbers(text);
      expect(named.whole.size + named.serials.size).toBeLessThan(50 * 1000);
      expect([...named.serials].every(Number.isSafeInteger)).toBe(true);
    }),
  );
});
