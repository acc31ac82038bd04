import type { ShipmentStage, ShipmentWay } from '../platform/db/schema.ts';
import type { Arrival } from './route.ts';
import type { TrackEntry } from './track.ts';

/** One thing that was told of a shipment. What happened first may be told last. */
type Track = Pick<
  TrackEntry,
  'kind' | 'happenedAt' | 'toldAt' | 'source' | 'place' | 'note' | 'arriveFrom' | 'arriveUntil'
>;

/** What of a shipment its timeline is made of. */
export type Timed = {
  stage: ShipmentStage;
  way: ShipmentWay;
  loadFrom: Date;
  loadUntil: Date;
  /** As it is expected now. */
  arriveFrom: Date | null;
  arriveUntil: Date | null;
  /** What was promised first of its arrival. */
  promisedFirst: Arrival | undefined;
};

/** The steps that a buyer waits for, in their order. */
const steps = [
  'planned',
  'loading',
  'loaded',
  'weighed',
  'left',
  'arrived',
  'handed-over',
] as const;
type Step = (typeof steps)[number];

/** `passed`: a later step is known, this one was never told. */
type StepState = 'done' | 'passed' | 'ahead';

/** A step of the way: what was planned of it, and when it happened. */
export type TimelineStep = {
  step: Step;
  state: StepState;
  happenedAt: Date | undefined;
  planned: Arrival | undefined;
};

/** What was told between the steps: where the vehicle was seen, and why it comes later. */
export type Sighting = { kind: 'checkpoint' | 'delayed' } & Pick<
  Track,
  'happenedAt' | 'toldAt' | 'source' | 'place' | 'note' | 'arriveFrom' | 'arriveUntil'
>;

/** Where a shipment stands, out of everything that was told of it, in whatever order. */
export type ShipmentTimeline = {
  steps: readonly TimelineStep[];
  /** By the time of happening. */
  sightings: readonly Sighting[];
  /** The furthest step that is known to have happened. */
  now: Step;
  isCancelled: boolean;
  /** Where it was seen last, by the time of happening; `undefined` where nobody said. */
  lastSeen: { place: string; at: Date } | undefined;
  expected: Arrival | undefined;
  /** What was said first, where it is expected later than that by now. */
  promised: Arrival | undefined;
  /** Why it is expected later, in the words of whoever said so last. */
  delayReason: string;
};

/**
 * Puts in order what was told of a shipment in any order, however often: a step
 * happened at the earliest time that was told of it, a step before a known one has
 * passed even where nobody told of it, and the place is the one that was seen last,
 * not the one that was told last. The order of the given tracks changes nothing.
 */
export function timelineOf(shipment: Timed, tracks: readonly Track[]): ShipmentTimeline {
  const told = tracks.toSorted(
    (one, other) =>
      one.happenedAt.getTime() - other.happenedAt.getTime() ||
      one.toldAt.getTime() - other.toldAt.getTime() ||
      one.kind.localeCompare(other.kind) ||
      one.place.localeCompare(other.place),
  );
  const happened = new Map<string, Date>();
  for (const { kind, happenedAt } of told) {
    if (!happened.has(kind)) happened.set(kind, happenedAt);
  }
  const shown = stepsOf(shipment.way, happened, shipment.stage);
  const furthest = shown.findLastIndex((step) => happened.has(step) || step === shipment.stage);
  const expected = intervalOf(shipment);
  const first = shipment.promisedFirst;
  const isLater = first && expected && expected.until > first.until;
  const lastDelay = told.findLast(({ kind }) => kind === 'delayed');
  const lastPlaced = told.findLast(({ place }) => place !== '');
  return {
    steps: shown.map((step, index) => ({
      step,
      state: stateOf({ isKnown: happened.has(step), isBehind: index <= furthest }),
      happenedAt: happened.get(step),
      planned: plannedOf(shipment, step, expected),
    })),
    sightings: told.flatMap((track): Sighting[] => {
      const { kind, happenedAt, toldAt, source, place, note, arriveFrom, arriveUntil } = track;
      if (kind !== 'checkpoint' && kind !== 'delayed') return [];
      return [{ kind, happenedAt, toldAt, source, place, note, arriveFrom, arriveUntil }];
    }),
    now: shown[Math.max(0, furthest)] ?? 'planned',
    isCancelled: shipment.stage === 'cancelled',
    lastSeen: lastPlaced && { place: lastPlaced.place, at: lastPlaced.happenedAt },
    expected,
    promised: isLater ? first : undefined,
    delayReason: isLater ? (lastDelay?.note ?? '') : '',
  };
}

function stateOf({ isKnown, isBehind }: { isKnown: boolean; isBehind: boolean }): StepState {
  if (isKnown) return 'done';
  return isBehind ? 'passed' : 'ahead';
}

/** Who fetches his goods has no arrival at a site; he takes them over when he leaves. */
function stepsOf(
  way: ShipmentWay,
  happened: ReadonlyMap<string, Date>,
  stage: ShipmentStage,
): readonly Step[] {
  if (way !== 'pick-up') return steps;
  return steps.filter((step) => step !== 'arrived' || happened.has(step) || stage === step);
}

function plannedOf(
  { way, loadFrom, loadUntil }: Timed,
  step: Step,
  expected: Arrival | undefined,
): Arrival | undefined {
  if (step === 'loading') return { from: loadFrom, until: loadUntil };
  if (step === 'arrived' && way !== 'pick-up') return expected;
  return undefined;
}

const intervalOf = (said: {
  arriveFrom: Date | null;
  arriveUntil: Date | null;
}): Arrival | undefined =>
  said.arriveFrom && said.arriveUntil
    ? { from: said.arriveFrom, until: said.arriveUntil }
    : undefined;
