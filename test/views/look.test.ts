import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { forms } from '../../src/catalogue/form.ts';
import { iconNames } from '../../views/icon-names.ts';

const publicFolder = path.resolve(import.meta.dirname, '../../public');
const read = (name: string) => readFileSync(path.join(publicFolder, name));
const KB = 1024;

const css = read('site.css').toString('utf8');
const packed = (name: string) => brotliCompressSync(read(name)).length;
const size = (name: string) => statSync(path.join(publicFolder, name)).size;

describe('what a page loads', () => {
  test('stays within the budget of each kind of file', () => {
    expect(packed('site.css')).toBeLessThanOrEqual(12 * KB);
    expect(packed('app.js')).toBeLessThanOrEqual(6 * KB);
    expect(packed('office.js')).toBeLessThanOrEqual(2 * KB);
    expect(packed('icons.svg')).toBeLessThanOrEqual(8 * KB);
    expect(
      size('fonts/plex-sans-400.woff2') + size('fonts/plex-sans-600.woff2'),
    ).toBeLessThanOrEqual(68 * KB);
    expect(size('fonts/plex-mono-400.woff2')).toBeLessThanOrEqual(24 * KB);
  });

  test('names only files that exist', () => {
    const named = [...css.matchAll(/url\('([^']+)'\)/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(size(name)).toBeGreaterThan(0);
  });

  test('brings the licences of fonts and icons along', () => {
    expect(read('fonts/OFL.txt').toString('utf8')).toContain('SIL OPEN FONT LICENSE Version 1.1');
    expect(read('icons-LICENSE.txt').toString('utf8')).toContain('MIT License');
  });

  test('runs under a policy without eval and without inline styles', () => {
    const script = read('app.js').toString('utf8') + read('office.js').toString('utf8');
    expect(script).not.toMatch(/\beval\(|new Function|innerHTML|setAttribute\('(style|on)/);
  });
});

describe('the sprite', () => {
  const ids = [
    ...read('icons.svg')
      .toString('utf8')
      .matchAll(/<symbol id="([^"]+)"/g),
  ].map(([, id]) => id);

  test('holds exactly the icons that pages may name and a drawing of every form', () => {
    expect(ids).toEqual([...iconNames, ...forms.map((form) => `form-${form}`)]);
  });

  test('uses at most forty icons of the set', () => {
    expect(iconNames.length).toBeLessThanOrEqual(40);
  });
});

/** The tokens as the sheet gives them: light, dark. */
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(
    ([, name = '', light = '', dark = '']) => [name, [light, dark]] as const,
  ),
);

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const TEXT = 4.5;
const CONTROL = 3;
const grounds = ['bg', 'surface', 'row-hover', 'row-selected'];
const onGrounds = (ink: string, least: number) =>
  grounds.map((ground) => [ink, ground, least] as const);

const pairs = [
  ...['ink', 'ink-2', 'ink-3', 'accent'].flatMap((ink) => onGrounds(ink, TEXT)),
  ...['ok', 'warn', 'err', 'info'].flatMap((ink) => [
    [ink, `${ink}-bg`, TEXT] as const,
    [ink, 'bg', TEXT] as const,
    ['ink', `${ink}-bg`, TEXT] as const,
  ]),
  ['on-accent', 'accent', TEXT] as const,
  ['on-accent', 'accent-hover', TEXT] as const,
  ['on-brand', 'brand', TEXT] as const,
  ['on-brand-2', 'brand', TEXT] as const,
  ['line-strong', 'bg', CONTROL] as const,
  ['line-strong', 'surface', CONTROL] as const,
  ...onGrounds('focus', CONTROL),
  ...[1, 2, 3, 4, 5, 6].map((chart) => [`chart-${chart}`, 'bg', TEXT] as const),
];

describe('colours', () => {
  test.each(pairs)(
    'let %s be read on %s (at least %s to 1), light and dark',
    (ink, ground, least) => {
      for (const mode of [0, 1] as const) {
        const [one, other] = [tokens.get(ink)?.[mode] ?? '', tokens.get(ground)?.[mode] ?? ''];
        expect(contrast(one, other)).toBeGreaterThanOrEqual(least);
      }
    },
  );

  test('are the same light ones where a browser does not know light-dark()', () => {
    const plain = new Map(
      [...css.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name, colour]),
    );
    const differing = [...tokens].filter(([name, [light]]) => plain.get(name) !== light);
    expect(tokens.size).toBeGreaterThan(25);
    expect(differing).toEqual([]);
  });

  test('count black on white as twenty-one to one', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  });
});
