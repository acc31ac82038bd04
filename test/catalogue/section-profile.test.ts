import { expect, test } from 'vitest';
import { readCatalogueData } from '../../src/catalogue/data-files.ts';
import { noDimensions, readDimensions } from '../../src/catalogue/dimensions.ts';
import { readNomenclature, readReference } from '../../src/catalogue/nomenclature.ts';
import { readSection } from '../../src/catalogue/section.ts';
import { sectionProfile } from '../../src/catalogue/section-profile.ts';

const sections = readCatalogueData('sections').map(readSection);
const section = (id: string) => {
  const found = sections.find((each) => each.id === id);
  if (!found) throw new Error(`no such section: ${id}`);
  return { ...found, ...found.dimensions };
};

test('every product of the nomenclature can be drawn', () => {
  const reference = readReference({
    sections: readCatalogueData('sections'),
    sheets: readCatalogueData('sheets'),
    grades: readCatalogueData('grades'),
  });
  const undrawn = readCatalogueData('catalogue_seed')
    .map((row) => readNomenclature(row, reference))
    .filter((product) => {
      const profile = sectionProfile(product);
      const isSound = profile?.paths.every((path) => /^M[-\dAMLQZ. ]+Z$/.test(path));
      return !isSound || profile?.marks.length === 0;
    });

  expect(undrawn.map((product) => product.sku)).toEqual([]);
});

test('every section of the standards can be drawn', () => {
  const undrawn = sections.filter(
    (each) => !sectionProfile({ ...each, ...each.dimensions })?.paths.length,
  );

  expect(undrawn.map((each) => each.id)).toEqual([]);
});

test('the marks say the sizes of the table and lie along them', () => {
  const profile = sectionProfile(section('GOST8240-P:20P'));

  expect(profile?.marks.map(({ letter, valueUm }) => [letter, valueUm])).toEqual([
    ['h', 200_000],
    ['b', 76_000],
    ['s', 5_200],
    ['t', 9_000],
  ]);
  for (const { valueUm, from, to } of profile?.marks ?? []) {
    expect(Math.hypot(to[0] - from[0], to[1] - from[1]) * 1000).toBeCloseTo(valueUm, 6);
  }
});

test('a flat bar is a rectangle of its sizes', () => {
  expect(sectionProfile(section('GOST103:40x4'))).toMatchObject({
    widthMm: 40,
    heightMm: 4,
    paths: ['M0 0L40 0L40 4L0 4Z'],
  });
});

test('a pipe and a tube have their hole, a round bar has none', () => {
  const holes = (id: string) => sectionProfile(section(id))?.paths[0]?.match(/Z/g)?.length;

  expect(holes('GOST8732:57x3.5')).toBe(2);
  expect(holes('GOST8639:40x40x2')).toBe(2);
  expect(holes('GOST2590:50')).toBe(1);
});

test('a flange leans where its standard says so', () => {
  const pathOf = (id: string) => sectionProfile(section(id))?.paths;
  const parallel = { ...section('GOST8239-I:20'), standard: 'EN 10365' };

  expect(pathOf('GOST8239-I:20')).not.toEqual(sectionProfile(parallel)?.paths);
});

test('what has no sizes has no drawing', () => {
  const unknown = {
    form: 'beam',
    standard: '',
    designation: '20Б1',
    ...noDimensions,
  } as const;
  const mesh = { form: 'mesh', standard: '', designation: '', ...noDimensions } as const;
  const strip = {
    form: 'sheet',
    standard: '',
    designation: '3',
    ...(readDimensions('sheet', '3') ?? noDimensions),
  } as const;

  expect(sectionProfile(unknown)).toBeUndefined();
  expect(sectionProfile(mesh)).toBeUndefined();
  expect(sectionProfile(strip)?.marks.map((mark) => mark.letter)).toEqual(['b', 's']);
});
