import { describe, expect, test } from 'vitest';
import { isBin } from '../../src/customers/bin.ts';
import { foldCompanyName } from '../../src/customers/company-name.ts';
import { phoneDigits } from '../../src/customers/phone.ts';

describe('a BIN', () => {
  test.each([
    ['240140000011', 'head of a partnership'],
    ['150340012340', 'head of a partnership'],
    ['190741001233', 'a branch'],
    ['211042000452', 'a representative office'],
    ['180550000770', 'a non-resident head'],
    ['230660000097', 'a joint business of persons'],
    ['250140000409', 'needs the second pass of weights'],
    ['850312300121', 'the IIN of a man born in 1985'],
    ['010115600452', 'the IIN of a woman born in 2001'],
    ['940140000385', 'a public company'],
    ['951140000042', 'a public company'],
  ])('%s is valid: %s', (bin) => {
    expect(isBin(bin)).toBe(true);
  });

  test.each([
    ['240140000012', 'a wrong check digit'],
    ['241340000017', 'month 13'],
    ['240170000015', 'kind 7'],
    ['19064002272', 'eleven digits'],
    ['190640022724', 'a sample that fails its check'],
    ['25014000046x', 'a letter'],
    ['２40140000011', 'a digit of another script'],
    ['', 'nothing'],
  ])('%s is not: %s', (bin) => {
    expect(isBin(bin)).toBe(false);
  });

  test('exists for no last digit where both passes give ten', () => {
    for (let digit = 0; digit <= 9; digit += 1) expect(isBin(`25014000046${digit}`)).toBe(false);
  });
});

describe('a name folded for finding', () => {
  test.each([
    'ТОО «Алтын Құрылыс»',
    'алтын курылыс',
    '"Altyn Kurylys" LLP',
    'ЖШС Алтын-Құрылыс',
    'АЛТЫН  ҚҰРЫЛЫС',
  ])('meets itself however it is written: %s', (name) => {
    expect(foldCompanyName(name)).toBe('алтин курилис');
  });

  test('of nothing but a legal form is empty', () => {
    expect(foldCompanyName('ТОО')).toBe('');
  });
});

describe('a phone number', () => {
  test.each([
    ['+7 (701) 555-12-34', '7015551234'],
    ['8 701 555 12 34', '7015551234'],
    ['87015551234', '7015551234'],
    ['7015551234', '7015551234'],
    ['12-34', '1234'],
  ])('%s is %s', (typed, digits) => {
    expect(phoneDigits(typed)).toBe(digits);
  });

  test.each(['', '123', 'Алтын', '12x4', '1234567890123456'])('is not %s', (typed) => {
    expect(phoneDigits(typed)).toBeUndefined();
  });
});
