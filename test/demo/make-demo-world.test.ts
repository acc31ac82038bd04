import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { isBin } from '../../src/customers/bin.ts';
import { makeDemoWorld } from '../../src/demo/make-demo-world.ts';
import { readDerivation } from '../../src/pricing/derivation.ts';
import { replay } from '../../src/pricing/replay.ts';

const AT = new Date('2026-11-25T10:00:00Z');
const make = (seed: number, at = AT, months = 18) =>
  makeDemoWorld({ seed, at, months, passwordHash: 'hash' });
const hashOf = (world: object) =>
  createHash('sha256')
    .update(
      JSON.stringify(world, (_, value: unknown) => (value instanceof Map ? [...value] : value)),
    )
    .digest('hex');

const world = make(1);

test('the same seed and moment make the same world to the last identifier, another seed another', () => {
  const first = hashOf(world);

  expect(hashOf(make(1))).toBe(first);
  expect(hashOf(make(2))).not.toBe(first);
}, 120_000);

test('every line of every order comes to the same tiyin again from its derivation', () => {
  const lines = world.orders.flatMap((order) => order.lines);

  expect(lines.length).toBeGreaterThan(4000);
  for (const line of lines) {
    const derivation = readDerivation(line.derivation);
    const again = derivation && replay(derivation);
    expect(again).toMatchObject({
      pricePerTonneMinor: line.pricePerTonneMinor,
      level: line.priceLevel,
      netMinor: line.netMinor,
      vatMinor: line.vatMinor,
      grossMinor: line.grossMinor,
    });
  }
});

test('prices come from all five levels, with and without VAT, at both rates', () => {
  const lines = world.orders.flatMap((order) => order.lines);

  expect(new Set(lines.map((line) => line.priceLevel))).toEqual(
    new Set(['contract', 'site', 'company', 'group', 'base']),
  );
  expect(new Set(lines.map((line) => line.vatRateBp))).toEqual(new Set([1200, 1600]));
  expect(new Set(world.lists.map((list) => list.row.includesVat))).toEqual(new Set([true, false]));
});

test('two companies have numbers of their own for what they buy, and their orders since then name them', () => {
  const owners = new Set(world.articles.map(({ companyId }) => companyId));
  expect({ owners: owners.size, numbers: world.articles.length }).toEqual({
    owners: 2,
    numbers: 40,
  });
  const lines = world.orders.flatMap((order) => order.lines);
  const own = lines.filter((line) => line.ownCode);
  expect(own.length).toBeGreaterThan(20);
  for (const line of own) {
    const { companyId, productId, ownCode: code } = line;
    expect(world.articles).toContainEqual(expect.objectContaining({ companyId, productId, code }));
  }
});

test('european beams are on no list: their price is on request', () => {
  const onRequest = world.catalogue.products.filter((one) => one.categoryCode === 'beam_EN');
  const priced = new Set(
    world.lists.flatMap((list) => list.versions.flatMap((version) => [...version.prices.keys()])),
  );

  expect(onRequest.length).toBe(34);
  for (const product of onRequest) expect(priced.has(product.id)).toBe(false);
});

test('every month of the eighteen has orders over all three channels, and building follows the season', () => {
  const months = new Map<string, Set<string>>();
  for (const { draft } of world.orders) {
    const month = draft.day.slice(0, 7);
    months.set(month, (months.get(month) ?? new Set()).add(draft.channel));
  }
  const builders = world.orders.filter(({ draft }) => draft.company.entry.trade === 'builder');
  const inMonth = (month: string) =>
    builders.filter(({ draft }) => draft.day.startsWith(month)).length;

  expect(months.size).toBe(19);
  for (const channels of months.values()) expect(channels.size).toBe(3);
  expect(inMonth('2026-06')).toBeGreaterThan(2 * inMonth('2026-01'));
  expect(inMonth('2026-07')).toBeGreaterThan(2 * inMonth('2026-02'));
});

test('a company buys its usual items again and again', () => {
  const altyn = world.companies[0];
  const lines = world.orders
    .filter((order) => order.row.companyId === altyn?.row.id)
    .flatMap((order) => order.lines);
  const times = new Map<string, number>();
  for (const { productId } of lines) times.set(productId, (times.get(productId) ?? 0) + 1);
  const oftenest = [...times.values()].toSorted((one, other) => other - one).slice(0, 8);

  expect(oftenest.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(lines.length / 2);
});

test('nothing happens after the present moment and orders are numbered without gaps', () => {
  const numbers = new Map<string, number[]>();
  for (const { row, course } of world.orders) {
    expect(row.placedAt <= AT).toBe(true);
    for (const move of course.moves) expect(move.at <= AT).toBe(true);
    const [year = '', number = ''] = row.number.split('-');
    numbers.set(year, [...(numbers.get(year) ?? []), Number(number)]);
  }

  for (const inYear of numbers.values()) {
    expect(inYear).toEqual(inYear.map((_, index) => index + 1));
  }
  for (const event of world.events) expect(new Date(String(event.at)) <= AT).toBe(true);
});

test('orders are in every stage, and what is held for an unpaid order is held until later', () => {
  const stages = new Set(world.orders.map(({ row }) => row.stage));
  const held = world.orders.filter(({ row }) => row.reservedUntil);

  for (const stage of [
    'placed',
    'confirmed',
    'picking',
    'ready',
    'delivered',
    'cancelled',
  ] as const) {
    expect(stages).toContain(stage);
  }
  expect(held.length).toBeGreaterThan(0);
  for (const { row } of held) expect(new Date(String(row.reservedUntil)) > AT).toBe(true);
});

test.each(['2026-11-28T20:00:00Z', '2027-01-01T03:00:00Z', '2026-06-15T02:30:00Z'])(
  'the world made at %s has no hold that has run out',
  (moment) => {
    const at = new Date(moment);
    const { orders } = make(1, at, 2);

    const ends = orders.flatMap(({ row }) => row.reservedUntil ?? []);
    expect(ends.length).toBeGreaterThan(0);
    for (const end of ends) expect(new Date(String(end)) > at).toBe(true);
    expect(orders.length).toBeGreaterThan(100);
  },
);

test('every company has a valid BIN of its own', () => {
  const bins = world.companies.map(({ row }) => row.bin);

  expect(new Set(bins).size).toBe(40);
  for (const bin of bins) expect(isBin(bin)).toBe(true);
});
