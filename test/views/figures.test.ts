import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuantity } from '../../src/measures/read-quantity.ts';
import { figuresFor } from '../../views/figures.ts';

const en = figuresFor('en');
const ru = figuresFor('ru');
const kk = figuresFor('kk');

/** The table of the design writes · for a no-break space. */
const dotted = (text: string) => text.replaceAll('\u00a0', '·');
const allThree = (say: (figures: typeof en) => string) => [en, ru, kk].map(say).map(dotted);

const afternoon = new Date('2026-11-03T09:05:00Z');

describe('figures', () => {
  test('groups thousands and sets decimals as each language does', () => {
    expect(allThree((figures) => figures.number(1_234_567.89))).toEqual([
      '1,234,567.89',
      '1·234·567,89',
      '1·234·567,89',
    ]);
  });

  test('says how long ago something was: a minute at least, hours up to two days, then days', () => {
    const ago = (minutes: number) =>
      allThree((figures) =>
        figures.ago(new Date(afternoon.getTime() - minutes * 60_000), afternoon),
      );
    expect(ago(0)).toEqual(['1 minute ago', '1 минуту назад', '1 минут бұрын']);
    expect(ago(59)[0]).toBe('59 minutes ago');
    expect(ago(60)).toEqual(['1 hour ago', '1 час назад', '1 сағат бұрын']);
    expect(ago(48 * 60 - 1)[0]).toBe('47 hours ago');
    expect(ago(48 * 60)).toEqual(['2 days ago', '2 дня назад', '2 күн бұрын']);
  });

  test('writes a quantity into a field as a person of the language types it', () => {
    const typed = (milli: number) => allThree((figures) => figures.typedQuantity(milli));
    expect(typed(3_426)).toEqual(['3.426', '3,426', '3,426']);
    expect(typed(1_234_500)).toEqual(['1234.5', '1234,5', '1234,5']);
    expect(typed(70_000)).toEqual(['70', '70', '70']);
  });

  test('what stands in such a field is read back as it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (amountMilli) => {
        for (const figures of [en, ru, kk]) {
          const read = parseQuantity(figures.typedQuantity(amountMilli));
          expect(read).toMatchObject({ ok: true, amountMilli });
        }
      }),
    );
  });

  test('shows money without tiyin from a thousand tenge on', () => {
    expect(allThree((figures) => figures.money(125_000_000))).toEqual([
      '₸1,250,000',
      '1·250·000·₸',
      '1·250·000·₸',
    ]);
    expect(dotted(ru.money(99_950))).toBe('999,50·₸');
    expect(dotted(ru.money(99_900))).toBe('999·₸');
    expect(dotted(ru.money(0))).toBe('0·₸');
  });

  test('shows money to the tiyin where it must add up', () => {
    expect(allThree((figures) => figures.moneyExact(51_566_869))).toEqual([
      '₸515,668.69',
      '515·668,69·₸',
      '515·668,69·₸',
    ]);
  });

  test('shows prices and quantities of documents as fine as they are, and no finer', () => {
    expect(allThree((figures) => figures.bare.moneyExact(125_000_005))).toEqual([
      '1,250,000.05',
      '1·250·000,05',
      '1·250·000,05',
    ]);
    expect(dotted(ru.bare.priceMicro(335_000_000_000))).toBe('335·000,00');
    expect(dotted(ru.bare.priceMicro(288_793_070_260))).toBe('288·793,070260');
    expect(dotted(ru.bare.quantityMicro(1_250_000))).toBe('1,250');
    expect(dotted(ru.bare.quantityMicro(1_010_570))).toBe('1,010570');
    expect(dotted(en.bare.quantityMicro(-124_680))).toBe('−0.124680');
  });

  test('writes a negative amount with a true minus sign', () => {
    expect(allThree((figures) => figures.money(-125_000_000))).toEqual([
      '−₸1,250,000',
      '−1·250·000·₸',
      '−1·250·000·₸',
    ]);
  });

  test('nothing has no sign, whether it is nothing or rounds to it', () => {
    expect(allThree((figures) => figures.bare.moneyExact(-0))).toEqual(['0.00', '0,00', '0,00']);
    expect(allThree((figures) => figures.bare.kg(-40))).toEqual(['0.0', '0,0', '0,0']);
  });

  test('writes the day of a document with the name of its month', () => {
    expect(allThree((figures) => figures.dateWritten('2026-11-03'))).toEqual([
      '3 November 2026',
      '3 ноября 2026 г.',
      '2026 ж. 3 қараша',
    ]);
  });

  test('what ends at midnight holds to the end of the day before', () => {
    expect(allThree((figures) => figures.momentUntil(new Date('2026-12-20T19:00:00Z')))).toEqual([
      '20 Dec 2026, 24:00',
      '20.12.2026, 24:00',
      '20.12.2026, 24:00',
    ]);
    expect(allThree((figures) => figures.momentUntil(new Date('2026-12-20T18:59:00Z')))).toEqual(
      allThree((figures) => figures.moment(new Date('2026-12-20T18:59:00Z'))),
    );
  });

  test('names the unit behind a unit price', () => {
    expect(allThree((figures) => figures.unitPrice(41_250_000))).toEqual([
      '₸412,500/t',
      '412·500·₸/т',
      '412·500·₸/т',
    ]);
    expect(allThree((figures) => figures.pricePerM(155_500))).toEqual([
      '₸1,555/m',
      '1·555·₸/м',
      '1·555·₸/м',
    ]);
    expect(dotted(ru.pricePerM(9_950))).toBe('99,5·₸/м');
  });

  test('shows kilograms whole from a hundred on and tonnes to the kilogram', () => {
    expect(allThree((figures) => figures.massKg(12_400))).toEqual([
      '12.4 kg',
      '12,4·кг',
      '12,4·кг',
    ]);
    expect(dotted(ru.massKg(100_400))).toBe('100·кг');
    expect(allThree((figures) => figures.massT(1_250_000))).toEqual([
      '1.250 t',
      '1,250·т',
      '1,250·т',
    ]);
    expect(dotted(kk.kgPerM(3_770_000))).toBe('3,770·кг/м');
  });

  test('counts pieces in the words of each language', () => {
    expect(allThree((figures) => figures.lengthM(11_700))).toEqual(['11.7 m', '11,7·м', '11,7·м']);
    expect(allThree((figures) => figures.pieces(12))).toEqual(['12 pcs', '12·шт', '12·дана']);
    expect(dotted(ru.lengthMm(2_350))).toBe('2·350·мм');
  });

  test('repeats a quantity in the unit in which it was said, without loss', () => {
    expect(dotted(ru.quantity({ amountMilli: 1_200, unit: 't' }))).toBe('1,200·т');
    expect(dotted(ru.quantity({ amountMilli: 97_000, unit: 'pcs' }))).toBe('97·шт');
    expect(dotted(ru.quantity({ amountMilli: 250_125, unit: 'kg' }))).toBe('250,125·кг');
    expect(en.quantity({ amountMilli: 12_500, unit: 'm2' })).toBe('12.5 m²');
    expect(dotted(kk.quantity({ amountMilli: 11_700, unit: 'm' }))).toBe('11,7·м');
  });

  test('writes shares with the space that each language puts before the sign', () => {
    expect(allThree((figures) => figures.percent(1_230))).toEqual(['12.3%', '12,3·%', '12,3%']);
    expect(dotted(ru.percent(1_600))).toBe('16·%');
  });

  test('never puts the month before the day', () => {
    expect(allThree((figures) => figures.date('2026-11-03'))).toEqual([
      '03 Nov 2026',
      '03.11.2026',
      '03.11.2026',
    ]);
    expect(allThree((figures) => figures.dateLong('2026-11-03'))).toEqual([
      '3 November 2026',
      '3 нояб. 2026 г.',
      '2026 ж. 03 қар.',
    ]);
  });

  test('tells the time in Almaty, five hours ahead of Greenwich', () => {
    expect(allThree((figures) => figures.moment(afternoon))).toEqual([
      '03 Nov 2026, 14:05',
      '03.11.2026, 14:05',
      '03.11.2026, 14:05',
    ]);
    expect(ru.time(afternoon)).toBe('14:05');
    expect(ru.moment(new Date('2026-12-31T19:30:00Z'))).toBe('01.01.2027, 00:30');
  });

  test('leaves the unit to the head of a column', () => {
    expect(dotted(ru.bare.perTonne(41_250_000))).toBe('412·500');
    expect(ru.bare.um(5_500)).toBe('5,5');
    expect(en.bare.m(6_000)).toBe('6');
  });
});
