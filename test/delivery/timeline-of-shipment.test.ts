import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timelineOf, type Timed } from '../../src/delivery/timeline-of-shipment.ts';

const moment = (hours: number) => new Date(Date.UTC(2026, 10, 26, hours));
const due = { from: moment(30), until: moment(34) };

const onTheRoad: Timed = {
  ...{ stage: 'left', way: 'carrier', loadFrom: moment(3), loadUntil: moment(5) },
  ...{ arriveFrom: due.from, arriveUntil: due.until, promisedFirst: due },
};

type Told = Parameters<typeof timelineOf>[1][number];
const told = (kind: Told['kind'], hours: number, more: Partial<Told> = {}): Told => ({
  ...{ kind, happenedAt: moment(hours), toldAt: moment(hours), source: 'yard' },
  ...{ place: '', note: '', arriveFrom: null, arriveUntil: null },
  ...more,
});

const seen = [
  told('planned', 1),
  told('loaded', 4),
  told('left', 6),
  told('checkpoint', 12, { place: 'Балхаш', source: 'carrier' }),
  told('checkpoint', 18, { place: 'Караганда', source: 'carrier' }),
];

const statesOf = (shipment: Timed, tracks: readonly Told[]) =>
  timelineOf(shipment, tracks).steps.map(({ step, state }) => `${step} ${state}`);

describe('what happened to a shipment', () => {
  test('stands in its steps; one that nobody told of has passed when a later one is known', () => {
    expect(statesOf(onTheRoad, seen)).toEqual([
      'planned done',
      'loading passed',
      'loaded done',
      'weighed passed',
      'left done',
      'arrived ahead',
      'handed-over ahead',
    ]);
  });

  test('is where it was seen last, not where it was told to be last', () => {
    const late = told('checkpoint', 8, { place: 'Конаев', toldAt: moment(20), source: 'carrier' });
    expect(timelineOf(onTheRoad, [...seen, late]).lastSeen).toEqual({
      place: 'Караганда',
      at: moment(18),
    });
  });

  test('is known to have arrived before anybody said that it left', () => {
    const early = [told('loaded', 4), told('arrived', 31, { source: 'buyer' })];
    const timeline = timelineOf({ ...onTheRoad, stage: 'loaded' }, early);
    expect(timeline.now).toBe('arrived');
    expect(timeline.steps.find(({ step }) => step === 'left')?.state).toBe('passed');
  });

  test('an arrival later than promised shows both, with the reason that was given last', () => {
    const tracks = [
      ...seen,
      told('delayed', 20, { note: 'буран', arriveFrom: moment(40), arriveUntil: moment(44) }),
    ];
    const later = { ...onTheRoad, arriveFrom: moment(40), arriveUntil: moment(44) };
    const { promised, expected, delayReason } = timelineOf(later, tracks);
    expect({ promised, expected, delayReason }).toEqual({
      ...{ promised: due, expected: { from: moment(40), until: moment(44) } },
      delayReason: 'буран',
    });
  });

  test('goods that are fetched arrive nowhere', () => {
    expect(statesOf({ ...onTheRoad, way: 'pick-up' }, seen)).not.toContain('arrived ahead');
  });

  test('is the same in whatever order and however often it was told', () => {
    const kinds = ['loaded', 'left', 'checkpoint', 'delayed', 'arrived'] as const;
    const report = fc.record({
      kind: fc.constantFrom(...kinds),
      hours: fc.integer({ min: 0, max: 60 }),
      place: fc.constantFrom('', 'Балхаш', 'Караганда'),
    });
    const order = fc
      .array(report, { maxLength: 12 })
      .chain((reports) =>
        fc.tuple(fc.constant(reports), fc.shuffledSubarray(reports, { minLength: reports.length })),
      );
    fc.assert(
      fc.property(order, ([one, other]) => {
        const tracksOf = (reports: typeof one) =>
          reports.map(({ kind, hours, place }) => told(kind, hours, { place }));
        expect(timelineOf(onTheRoad, tracksOf(one))).toEqual(
          timelineOf(onTheRoad, tracksOf(other)),
        );
      }),
    );
  });
});
