import { expect, test } from 'vitest';
import { network, roadFrom } from '../../src/stock/network.ts';
import { arrivalFrom, kmAtPlace, routeBetween } from '../../src/delivery/route.ts';

const stopsOf = (branch: string, city: string) =>
  routeBetween(branch, city)?.stops.map(({ cityRu, roadKm }) => `${cityRu} ${roadKm}`);

test('the network has its twelve stations, its cities in three languages, and no station alone', () => {
  const { stations, cities, lines } = network();
  expect(stations).toHaveLength(12);
  expect(cities.size).toBe(44);
  expect([...cities.values()].filter(({ nameKk, nameEn }) => !nameKk || !nameEn)).toEqual([]);
  const linked = new Set(lines.flatMap(({ from, to }) => [from, to]));
  expect(stations.filter(({ code }) => !linked.has(code))).toEqual([]);
});

test('the road from Almaty to Astana goes by Balkhash and Karaganda and is as long as the table says', () => {
  expect(stopsOf('ALA', 'Астана')).toEqual([
    'Алматы 0',
    'Конаев 92',
    'Балхаш 569',
    'Караганда 985',
    'Астана 1218',
  ]);
});

test.each(['Караганда', 'Қарағанды', 'karaganda', ' КАРАГАНДА '])(
  'a city is known by its name in each language: %s',
  (name) => {
    expect(routeBetween('ALA', name)?.roadKm).toBe(1005);
    expect(roadFrom('ALA', name)).toBe(1005);
  },
);

test('within a city there is a way too, to a place outside of the network there is none', () => {
  expect(stopsOf('ALA', 'Алматы')).toEqual(['Алматы 0', 'Алматы 15']);
  expect(routeBetween('ALA', 'Нарния')).toBeUndefined();
  expect(routeBetween('XXX', 'Астана')).toBeUndefined();
});

test('every way begins at nothing, never goes back, and ends with the distance of the table', () => {
  const { stations, cities, roadKm } = network();
  for (const { code, cityRu } of stations) {
    for (const to of cities.keys()) {
      const route = routeBetween(code, to);
      const km = route?.stops.map((stop) => stop.roadKm) ?? [];
      expect(km[0]).toBe(0);
      expect(km.at(-1)).toBe(roadKm(cityRu, to));
      expect(km.toSorted((one, other) => one - other)).toEqual(km);
    }
  }
});

const left = new Date('2026-11-26T06:00:00Z');
test.each([
  // 15 km: a quarter of an hour, and two hours in which it may come.
  ['Алматы', 0, '2026-11-26T06:00:00.000Z', '2026-11-26T08:30:00.000Z'],
  // 1 218 km: nineteen and a half hours of driving with one night.
  ['Астана', 0, '2026-11-27T12:30:00.000Z', '2026-11-27T17:00:00.000Z'],
  // Seen in Karaganda: four hours left.
  ['Астана', 985, '2026-11-26T09:30:00.000Z', '2026-11-26T12:00:00.000Z'],
])('to %s, %i km driven, it is expected from %s until %s', (city, drivenKm, from, until) => {
  const route = routeBetween('ALA', city);
  const due = route && arrivalFrom(route, left, drivenKm);
  expect(due && { from: due.from.toISOString(), until: due.until.toISOString() }).toEqual({
    from,
    until,
  });
});

test('a place on the way is known by its city in any language', () => {
  const route = routeBetween('ALA', 'Астана')!;
  expect(kmAtPlace(route, 'пост ДПС, г. Балхаш')).toBe(569);
  expect(kmAtPlace(route, 'Қарағанды')).toBe(985);
  expect(kmAtPlace(route, 'Karaganda')).toBe(985);
  expect(kmAtPlace(route, 'Мордор')).toBeUndefined();
  expect(kmAtPlace(route, ' ')).toBeUndefined();
});
