import { expect, test } from 'vitest';
import { categories, categoryOf } from '../../src/catalogue/category.ts';
import { readCatalogueData } from '../../src/catalogue/data-files.ts';
import { readNomenclature, readReference } from '../../src/catalogue/nomenclature.ts';
import { measuredOf, sortKeyOf, unitsOf } from '../../src/catalogue/product.ts';
import { convert, weighQuantity } from '../../src/measures/quantity.ts';

const reference = readReference({
  sections: readCatalogueData('sections'),
  sheets: readCatalogueData('sheets'),
  grades: readCatalogueData('grades'),
});
const rows = readCatalogueData('catalogue_seed');
const pairs = rows.map((row) => ({ row, product: readNomenclature(row, reference) }));
const products = pairs.map(({ product }) => product);
const named = (nameRu: string) => {
  const found = products.find((product) => product.nameRu === nameRu);
  if (!found) throw new Error(`not in the nomenclature: ${nameRu}`);
  return found;
};

test('every row of the nomenclature becomes a product with a mass', () => {
  const massless = products.filter((product) => !product.massMgPerM && !product.massMgPerM2);

  expect(products).toHaveLength(2243);
  expect(massless).toEqual([]);
});

test('printed kilograms per metre are kept exactly', () => {
  const wrong = pairs
    .filter(({ row }) => row['kg_per_m'])
    .filter(({ row, product }) => product.massMgPerM !== Math.round(Number(row['kg_per_m']) * 1e6))
    .map(
      ({ row, product }) => `${row['sku']}: expected ${row['kg_per_m']}, got ${product.massMgPerM}`,
    );

  expect(wrong).toEqual([]);
});

test('a printed piece is met to the gram, a sheet or card to the ten grams it is printed in', () => {
  const wrong = pairs
    .filter(({ row }) => row['kg_per_piece'])
    .filter(({ row, product }) => {
      const printedMg = Math.round(Number(row['kg_per_piece']) * 1e6);
      const stepMg = product.lengthKind === 'sheet' ? 10_000 : 1_000;
      return Math.abs((product.pieceMassMg ?? 0) - printedMg) > stepMg / 2;
    })
    .map(
      ({ row, product }) =>
        `${row['sku']}: expected ${row['kg_per_piece']}, got ${product.pieceMassMg}`,
    );

  // Printed from a base sheet already rounded to 19.62 kg, to which 312.5 g of zinc were added.
  expect(wrong).toEqual(['SHEET-c48cd278: expected 19.93, got 19937500']);
});

test('a product is weighed as its nomenclature says, in every unit it may be ordered in', () => {
  const wrong = products.filter((product) => {
    const measured = measuredOf(product);
    const tonne = { amountMilli: 1000, unit: 't' } as const;
    const units = unitsOf(product).filter((unit) => convert(measured, tonne, unit) === undefined);
    // Profiled sheet by the piece needs its length; nothing else may be left unweighed.
    const left = units.filter((unit) => !(unit === 'pcs' && product.form === 'profiled_sheet'));
    return left.length > 0 || !unitsOf(product).includes(product.saleUnit);
  });

  expect(wrong.map((product) => product.sku)).toEqual([]);
});

test('no two products share a name or a place: size, grade and length tell them apart', () => {
  const names = (['nameEn', 'nameRu', 'nameKk'] as const).map(
    (name) => new Set(products.map((product) => product[name])).size,
  );
  const places = new Set(
    products.map(({ categoryCode, form, designation, grade, lengthKind, stockLengthMm }) =>
      [categoryCode, form, designation, grade, lengthKind, stockLengthMm].join('|'),
    ),
  );

  expect([...names, places.size]).toEqual([2243, 2243, 2243, 2243]);
});

test('English and Kazakh names are written in their own letters', () => {
  const cyrillic = products.filter((product) => /[А-Яа-яЁё]/.test(product.nameEn));

  expect(cyrillic.map((product) => product.nameEn)).toEqual([]);
  expect(products.filter((product) => product.nameKk === '' || product.nameRu === '')).toEqual([]);
});

test.each([
  ['Арматура 12 А500С 11,7 м', 'Rebar 12 A500C 11.7 m', 'Арматура 12 А500С 11,7 м'],
  ['Арматура 10 А500С бухта', 'Rebar 10 A500C coil', 'Арматура 10 А500С орам'],
  [
    'Балка 20Ш1 Ст3сп5 (С255) 12 м',
    'Beam 20Sh1 St3sp5 (C255) 12 m',
    'Қос таврлы арқалық 20Ш1 Ст3сп5 (С255) 12 м',
  ],
  [
    'Балка HEA 200 S355J2 12 м',
    'Beam HEA 200 S355J2 12 m',
    'Қос таврлы арқалық HEA 200 S355J2 12 м',
  ],
  ['Швеллер 20У 09Г2С 12 м', 'Channel 20U 09G2S 12 m', 'Швеллер 20У 09Г2С 12 м'],
  ['Круг 58 ст.45', 'Round bar 58 steel 45 6 m', 'Дөңгелек 58 ст.45 6 м'],
  [
    'Труба ВГП оц. Ду15х2,5',
    'Water and gas pipe DN15×2.5 St3ps galvanised 6 m',
    'Су-газ құбыры Ду15×2,5 Ст3пс мырышталған 6 м',
  ],
  [
    'Лист рифлёный ромб 5 1500х6000',
    'Checkered sheet 5×1500×6000 diamond St3',
    'Бедерлі табақ 5×1500×6000 ромб Ст3',
  ],
  [
    'Профнастил С21 0,55 RAL 3005',
    'Profiled sheet C21 0.55 08ps galvanised RAL 3005',
    'Профнастил С21 0,55 08пс мырышталған RAL 3005',
  ],
  ['Проволока вязальная 1,2 ОК', 'Tying wire 1.2 OK coil', 'Байлау сымы 1,2 ОК орам'],
])('%s is %s and %s', (nameRu, nameEn, nameKk) => {
  expect(named(nameRu)).toMatchObject({ nameEn, nameKk });
});

test('the trader counts channels, beams and tubes heavier than the table', () => {
  expect(named('Швеллер 20У 09Г2С 12 м')).toMatchObject({
    massMgPerM: 18_400_000,
    accountingMassMgPerM: 19_172_800,
  });
  expect(named('Балка 20Ш1 Ст3сп5 (С255) 12 м').accountingMassMgPerM).toBe(31_426_200);
  expect(named('Арматура 12 А500С 11,7 м').accountingMassMgPerM).toBe(888_000);
  expect(named('Балка HEA 200 S355J2 12 м').accountingMassMgPerM).toBe(42_300_000);
});

test('the density is that of the grade', () => {
  expect(named('Лист нерж. 3х1000х2000 AISI 316L').densityKgPerM3).toBe(8000);
  expect(named('Лист алюм. 3х1200х3000 Д16АТ').densityKgPerM3).toBe(2770);
  expect(named('Лист алюм. 10х1200х3000 ВД1/1105').densityKgPerM3).toBe(2800);
  expect(named('Пруток ЛС59-1 8').densityKgPerM3).toBe(8400);
});

test('profiled sheet is ordered by its face or in sheets of a length', () => {
  const profiled = named('Профнастил С21 0,55 оц');
  const six = { amountMilli: 6000, unit: 'pcs' } as const;

  expect(unitsOf(profiled)).toEqual(['m2', 'pcs', 'm', 'kg', 't']);
  expect(weighQuantity(measuredOf(profiled), six)).toBeUndefined();
  expect(weighQuantity(measuredOf(profiled), six, { lengthMm: 2000 })?.weightG).toBe(66_480);
});

test('coils are sold by weight and random lengths never by the piece', () => {
  expect(unitsOf(named('Арматура 10 А500С бухта'))).toEqual(['t', 'kg']);
  expect(unitsOf(named('Труба б/ш 57х5 09Г2С НД'))).toEqual(['m', 'kg', 't']);
});

test('products stand in the order of their sizes', () => {
  const key = (nameRu: string) => sortKeyOf(named(nameRu));

  expect(key('Арматура 10 А500С 11,7 м')).toBeLessThan(key('Арматура 12 А500С 11,7 м'));
  expect(key('Уголок 50х50х5 Ст3сп5 12 м')).toBeLessThan(key('Уголок 63х63х5 Ст3сп5 12 м'));
  expect(key('Лист г/к 4х1500х6000 Ст3сп5')).toBeLessThan(key('Лист г/к 10х1250х2500 Ст3сп5'));
  expect(products.every((product) => Number.isSafeInteger(sortKeyOf(product)))).toBe(true);
});

test('an import stops at a row that makes no sense, naming it', () => {
  const [row] = rows;

  expect(() => readNomenclature({ ...row, category: 'cheese' }, reference)).toThrow(row?.['sku']);
  expect(() => readNomenclature({ ...row, base_unit: 'yard' }, reference)).toThrow(row?.['sku']);
  expect(() => readNomenclature({ ...row, size: 'round' }, reference)).toThrow(row?.['sku']);
});

test('the tree holds every price group once, each in a group and with a form or several', () => {
  const codes = categories.map((category) => category.code);
  const slugs = categories.map((category) => category.slug);
  const leaves = categories.filter((category) => category.parentCode !== null);
  const stray = leaves.filter(({ parentCode }) => !parentCode || !categoryOf(parentCode));

  expect(new Set(codes).size).toBe(codes.length);
  expect(new Set(slugs).size).toBe(slugs.length);
  expect(stray).toEqual([]);
  expect(new Set(leaves.map(({ code }) => code))).toEqual(
    new Set(rows.map((row) => row['category'])),
  );
  expect(leaves.every((category) => category.tierGroup !== null)).toBe(true);
});
