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

const stripe = { STRIPE_SECRET_KEY: 'sk_live_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' };

test.each([
  [
    'a stand-in for Stripe',
    { ...stripe, STRIPE_API_BASE: 'http://127.0.0.1:4242' },
    /STRIPE_API_BASE: not/,
  ],
  ['test money', { ...stripe, STRIPE_SECRET_KEY: 'sk_test_1' }, /STRIPE_SECRET_KEY: of test mode/],
  [
    'test money of a limited key',
    { ...stripe, STRIPE_SECRET_KEY: 'rk_test_1' },
    /STRIPE_SECRET_KEY: of test mode/,
  ],
  [
    'a Stripe whose notices cannot be checked',
    { STRIPE_SECRET_KEY: 'sk_live_1' },
    /STRIPE_WEBHOOK_SECRET: required/,
  ],
])('production refuses %s', (_what, change, name) => {
  expect(readConfig({ ...production, ...stripe }).stripe).toEqual({
    ...{ secretKey: 'sk_live_1', webhookSecret: 'whsec_1', apiBase: undefined },
  });
  expect(() => readConfig({ ...production, ...change })).toThrow(name);
});

test('real money is refused outside production, with and without a stand-in, and the key is not repeated', () => {
  const key = { ...stripe, STRIPE_SECRET_KEY: 'sk_live_topsecret' };
  const base = { STRIPE_API_BASE: 'http://127.0.0.1:4242' };

  expect(() => readConfig(key)).toThrow(/STRIPE_SECRET_KEY: of live mode outside production/);
  expect(() => readConfig({ ...key, ...base })).toThrow(/STRIPE_SECRET_KEY: of live mode/);
  expect(() => readConfig(key)).not.toThrow(/topsecret/);
});

test.each([
  ['a webhook secret alone', { STRIPE_WEBHOOK_SECRET: 'whsec_1' }, /STRIPE_SECRET_KEY: required/],
  [
    'an address of Stripe alone',
    { STRIPE_API_BASE: 'http://127.0.0.1:1' },
    /STRIPE_API_BASE: means/,
  ],
  [
    'a key for browsers',
    { ...stripe, STRIPE_SECRET_KEY: 'pk_test_1' },
    /STRIPE_SECRET_KEY: is not/,
  ],
  [
    'a webhook secret of another kind',
    { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'x' },
    /STRIPE_WEBHOOK_SECRET: is not/,
  ],
  ['a limit without its least', { CARD_LIMITS_MINOR: 'KZT:99999999' }, /CARD_LIMITS_MINOR: needs/],
  ['a least above the most', { CARD_LIMITS_MINOR: 'KZT:100-99' }, /CARD_LIMITS_MINOR: needs/],
  [
    'a currency that Stripe counts otherwise',
    { CARD_LIMITS_MINOR: 'UGX:100-999' },
    /CARD_LIMITS_MINOR: needs/,
  ],
])('%s is refused', (_what, environment, name) => {
  expect(() => readConfig(environment)).toThrow(name);
});

test('cards pay from 500 to 999 999.99 tenge unless it is said otherwise, for each currency', () => {
  expect(readConfig({}).cardLimits).toEqual({
    KZT: { amountMinorMin: 50_000, amountMinorMax: 99_999_999 },
  });
  expect(readConfig({ CARD_LIMITS_MINOR: 'KZT:100-2000,JPY:50-999' }).cardLimits).toEqual({
    KZT: { amountMinorMin: 100, amountMinorMax: 2000 },
    JPY: { amountMinorMin: 50, amountMinorMax: 999 },
  });
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
