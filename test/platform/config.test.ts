import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readConfig, variableNames } from '../../src/platform/config.ts';

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://shop:pw@db:5432/shop',
  PUBLIC_URL: 'https://metal.example/',
};

test('an empty environment gives a shop for this machine with the demo and its own database', () => {
  const config = readConfig({});

  expect(config).toMatchObject({ host: '127.0.0.1', port: 3000, demo: true, worker: true });
  expect(config.databaseUrl).toBeUndefined();
  expect(config.databasePrepared).toBe(true);
});

test('with a database of its own choosing the demo is off unless asked for', () => {
  const { DATABASE_URL } = production;

  expect(readConfig({ DATABASE_URL }).demo).toBe(false);
  expect(readConfig({ DATABASE_URL }).databasePrepared).toBe(false);
  expect(readConfig({ DATABASE_URL, DEMO: '1' }).demo).toBe(true);
});

test('a wrong environment is refused with everything that is wrong, and without the values', () => {
  const wrong = {
    PORT: '99999',
    DATABASE_URL: 'mysql://u:topsecret@h/d',
    LOG_LEVEL: 'loud',
    FAILPOINTS: 'nowhere',
  };

  expect(() => readConfig(wrong)).toThrow(
    /PORT: [^]*DATABASE_URL: [^]*FAILPOINTS: [^]*LOG_LEVEL: /,
  );
  expect(() => readConfig(wrong)).not.toThrow(/topsecret/);
});

test.each([
  ['no database', { DATABASE_URL: '' }, /DATABASE_URL/],
  ['a public address without https', { PUBLIC_URL: 'http://metal.example' }, /PUBLIC_URL/],
  ['no public address', { PUBLIC_URL: '' }, /PUBLIC_URL/],
  ['failpoints', { FAILPOINTS: 'order.after-commit=kill' }, /FAILPOINTS/],
  ['a movable clock', { CLOCK_OFFSET_FILE: '/tmp/offset' }, /CLOCK_OFFSET_FILE/],
])('production refuses %s', (_what, change, name) => {
  expect(() => readConfig(production)).not.toThrow();
  expect(() => readConfig({ ...production, ...change })).toThrow(name);
});

test('the public address loses its slash, so that an origin can equal it', () => {
  expect(readConfig(production).publicUrl).toBe('https://metal.example');
});

test('.env.example names every variable with a comment above it, no other, and changes nothing as it stands', () => {
  const lines = readFileSync(path.resolve(import.meta.dirname, '../../.env.example'), 'utf8').split(
    '\n',
  );
  const named = lines.flatMap((line, at) => {
    const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
    return name ? [{ name, value, isExplained: lines[at - 1]?.startsWith('#') }] : [];
  });

  expect(named.map(({ name }) => name).toSorted()).toEqual([...variableNames].toSorted());
  expect(named.filter(({ isExplained }) => !isExplained)).toEqual([]);
  expect(readConfig(Object.fromEntries(named.map(({ name, value }) => [name, value])))).toEqual(
    readConfig({}),
  );
});
