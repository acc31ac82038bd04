import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountInWords } from '../../src/measures/amount-in-words.ts';

const LARGEST_MINOR = 1e15;

describe('in Russian', () => {
  test.each([
    [0, 'Ноль тенге 00 тиын'],
    [1, 'Ноль тенге 01 тиын'],
    [99, 'Ноль тенге 99 тиын'],
    [1_00, 'Один тенге 00 тиын'],
    [2_00, 'Два тенге 00 тиын'],
    [5_00, 'Пять тенге 00 тиын'],
    [10_00, 'Десять тенге 00 тиын'],
    [11_00, 'Одиннадцать тенге 00 тиын'],
    [12_00, 'Двенадцать тенге 00 тиын'],
    [19_00, 'Девятнадцать тенге 00 тиын'],
    [20_00, 'Двадцать тенге 00 тиын'],
    [21_00, 'Двадцать один тенге 00 тиын'],
    [40_00, 'Сорок тенге 00 тиын'],
    [90_00, 'Девяносто тенге 00 тиын'],
    [100_00, 'Сто тенге 00 тиын'],
    [101_00, 'Сто один тенге 00 тиын'],
    [111_00, 'Сто одиннадцать тенге 00 тиын'],
    [999_50, 'Девятьсот девяносто девять тенге 50 тиын'],
    [1_000_00, 'Одна тысяча тенге 00 тиын'],
    [1_001_00, 'Одна тысяча один тенге 00 тиын'],
    [2_000_00, 'Две тысячи тенге 00 тиын'],
    [2_002_00, 'Две тысячи два тенге 00 тиын'],
    [5_000_00, 'Пять тысяч тенге 00 тиын'],
    [11_000_00, 'Одиннадцать тысяч тенге 00 тиын'],
    [12_000_00, 'Двенадцать тысяч тенге 00 тиын'],
    [21_000_00, 'Двадцать одна тысяча тенге 00 тиын'],
    [22_000_00, 'Двадцать две тысячи тенге 00 тиын'],
    [111_000_00, 'Сто одиннадцать тысяч тенге 00 тиын'],
    [121_000_00, 'Сто двадцать одна тысяча тенге 00 тиын'],
    [1_000_000_00, 'Один миллион тенге 00 тиын'],
    [1_200_001_05, 'Один миллион двести тысяч один тенге 05 тиын'],
    [2_000_000_00, 'Два миллиона тенге 00 тиын'],
    [5_000_011_00, 'Пять миллионов одиннадцать тенге 00 тиын'],
    [11_000_000_00, 'Одиннадцать миллионов тенге 00 тиын'],
    [1_000_000_000_00, 'Один миллиард тенге 00 тиын'],
    [3_000_001_000_00, 'Три миллиарда одна тысяча тенге 00 тиын'],
    [1_000_000_000_001_00, 'Один триллион один тенге 00 тиын'],
    [LARGEST_MINOR, 'Десять триллионов тенге 00 тиын'],
    [-300_50, 'Минус триста тенге 50 тиын'],
  ])('%i tiyin: %s', (amountMinor, written) => {
    expect(amountInWords(amountMinor, 'ru')).toBe(written);
  });

  test.each([
    [1_01, 'Один рубль 01 копейка'],
    [2_02, 'Два рубля 02 копейки'],
    [5_05, 'Пять рублей 05 копеек'],
    [11_11, 'Одиннадцать рублей 11 копеек'],
    [21_21, 'Двадцать один рубль 21 копейка'],
    [1_112_14, 'Одна тысяча сто двенадцать рублей 14 копеек'],
  ])('another currency bends its own nouns, %i: %s', (amountMinor, written) => {
    expect(amountInWords(amountMinor, 'ru', 'RUB')).toBe(written);
  });
});

test.each([
  [0, 'Нөл теңге 00 тиын'],
  [1_00, 'Бір теңге 00 тиын'],
  [2_00, 'Екі теңге 00 тиын'],
  [11_00, 'Он бір теңге 00 тиын'],
  [21_00, 'Жиырма бір теңге 00 тиын'],
  [40_00, 'Қырық теңге 00 тиын'],
  [98_00, 'Тоқсан сегіз теңге 00 тиын'],
  [100_00, 'Бір жүз теңге 00 тиын'],
  [777_00, 'Жеті жүз жетпіс жеті теңге 00 тиын'],
  [1_000_00, 'Бір мың теңге 00 тиын'],
  [1_001_00, 'Бір мың бір теңге 00 тиын'],
  [2_000_00, 'Екі мың теңге 00 тиын'],
  [21_000_00, 'Жиырма бір мың теңге 00 тиын'],
  [300_000_00, 'Үш жүз мың теңге 00 тиын'],
  [1_000_000_00, 'Бір миллион теңге 00 тиын'],
  [1_200_001_05, 'Бір миллион екі жүз мың бір теңге 05 тиын'],
  [1_000_000_000_00, 'Бір миллиард теңге 00 тиын'],
  [LARGEST_MINOR, 'Он триллион теңге 00 тиын'],
])('in Kazakh, %i tiyin: %s', (amountMinor, written) => {
  expect(amountInWords(amountMinor, 'kk')).toBe(written);
});

test.each([
  [0, 'Zero tenge 00 tiyin'],
  [1_00, 'One tenge 00 tiyin'],
  [13_00, 'Thirteen tenge 00 tiyin'],
  [21_00, 'Twenty-one tenge 00 tiyin'],
  [40_00, 'Forty tenge 00 tiyin'],
  [100_00, 'One hundred tenge 00 tiyin'],
  [1_001_00, 'One thousand one tenge 00 tiyin'],
  [115_021_00, 'One hundred fifteen thousand twenty-one tenge 00 tiyin'],
  [1_200_001_05, 'One million two hundred thousand one tenge 05 tiyin'],
  [LARGEST_MINOR, 'Ten trillion tenge 00 tiyin'],
])('in English, %i tiyin: %s', (amountMinor, written) => {
  expect(amountInWords(amountMinor, 'en')).toBe(written);
});

/** What each word stands for, written down anew: a reader shares no table with the writer. */
const values: Record<'en' | 'ru' | 'kk', Record<string, number>> = {
  ru: {
    ...{ ноль: 0, один: 1, одна: 1, два: 2, две: 2, три: 3, четыре: 4, пять: 5, шесть: 6 },
    ...{ семь: 7, восемь: 8, девять: 9, десять: 10, одиннадцать: 11, двенадцать: 12 },
    ...{ тринадцать: 13, четырнадцать: 14, пятнадцать: 15, шестнадцать: 16, семнадцать: 17 },
    ...{ восемнадцать: 18, девятнадцать: 19, двадцать: 20, тридцать: 30, сорок: 40 },
    ...{ пятьдесят: 50, шестьдесят: 60, семьдесят: 70, восемьдесят: 80, девяносто: 90 },
    ...{ сто: 100, двести: 200, триста: 300, четыреста: 400, пятьсот: 500, шестьсот: 600 },
    ...{ семьсот: 700, восемьсот: 800, девятьсот: 900 },
    ...{ тысяча: 1e3, тысячи: 1e3, тысяч: 1e3, миллион: 1e6, миллиона: 1e6, миллионов: 1e6 },
    ...{ миллиард: 1e9, миллиарда: 1e9, миллиардов: 1e9 },
    ...{ триллион: 1e12, триллиона: 1e12, триллионов: 1e12 },
  },
  kk: {
    ...{ нөл: 0, бір: 1, екі: 2, үш: 3, төрт: 4, бес: 5, алты: 6, жеті: 7, сегіз: 8, тоғыз: 9 },
    ...{ он: 10, жиырма: 20, отыз: 30, қырық: 40, елу: 50, алпыс: 60, жетпіс: 70, сексен: 80 },
    ...{ тоқсан: 90, жүз: 100, мың: 1e3, миллион: 1e6, миллиард: 1e9, триллион: 1e12 },
  },
  en: {
    ...{ zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9 },
    ...{ ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16 },
    ...{ seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20, thirty: 30, forty: 40, fifty: 50 },
    ...{ sixty: 60, seventy: 70, eighty: 80, ninety: 90, hundred: 100 },
    ...{ thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 },
  },
};

/** Kazakh and English hundreds multiply what stands before them; Russian ones are words of their own. */
function readBack(written: string, language: 'en' | 'ru' | 'kk'): bigint {
  const [major, minor] = /^(.*) (?:тенге|теңге|tenge) (\d\d) (?:тиын|tiyin)$/u
    .exec(written)!
    .slice(1);
  let total = 0;
  let group = 0;
  for (const word of major!.toLowerCase().split(/[ -]/)) {
    const value = values[language][word]!;
    if (value >= 1000) {
      total += group * value;
      group = 0;
    } else if (value === 100 && language !== 'ru') group *= value;
    else group += value;
  }
  return BigInt(total + group) * 100n + BigInt(minor!);
}

test.each(['ru', 'kk', 'en'] as const)('what is written in %s reads as the amount', (language) => {
  const anyDigits = fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 15 })
    .map((digits) => Number(digits.join('')));
  fc.assert(
    fc.property(fc.oneof(anyDigits, fc.integer({ min: 0, max: LARGEST_MINOR })), (amountMinor) => {
      expect(readBack(amountInWords(amountMinor, language), language)).toBe(BigInt(amountMinor));
    }),
    { numRuns: 2_000 },
  );
});

test.each([1.5, Number.NaN, LARGEST_MINOR + 1, -LARGEST_MINOR - 1])(
  '%d is no amount that can be written out',
  (amountMinor) => {
    expect(() => amountInWords(amountMinor, 'ru')).toThrow(RangeError);
  },
);
