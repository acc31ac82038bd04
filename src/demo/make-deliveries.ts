import type { Insertable } from 'kysely';
import type { DB, PromiseState } from '../platform/db/schema.ts';
import type { Brought } from './demo-deliveries.queries.ts';
import type { Random } from './random.ts';
import { isSlowYard } from './slow-yard.ts';

const HOUR_MS = 3_600_000;
/** How many of a hundred deliveries come later than was promised, at most times, when roads are closed, and from the slow yard. */
const LATE = { usually: 0.07, inWinter: 0.14, fromSlowYard: 0.42 } as const;
/** Told anew in time, of those that come when they were promised last. */
const TOLD_ANEW = 0.06;
const BY_CARRIER = 0.4;
const WINTER = [0, 1, 11];

const drivers = [
  ['541 KMZ 02', 'Серік Әбдіқалықов'],
  ['118 LPA 01', 'Андрей Цой'],
  ['774 OBR 09', 'Бауыржан Исаев'],
  ['362 TSN 13', 'Игорь Лысенко'],
  ['905 EKM 04', 'Дәурен Қасымов'],
] as const;
const carriers = ['ТОО «Дала Транс»', 'ТОО «Ақжол Логистик»', 'ИП Гончаренко'] as const;
const takers = ['Ким А. С.', 'Жұмабаев Т. Н.', 'Петренко О. В.', 'Сүлейменов Б. К.'] as const;

/** Rows of vehicles that came to their sites, with what was promised of it. */
export type DemoDeliveries = {
  shipments: Insertable<DB['shipment']>[];
  lines: Insertable<DB['shipmentLine']>[];
  tracks: Insertable<DB['shipmentTrack']>[];
  handOvers: Insertable<DB['handOver']>[];
  promises: Insertable<DB['promise']>[];
};

/**
 * The vehicles by which orders of a world came to their sites, each order on one, and
 * what had been promised of it: mostly kept, more seldom in winter, and often not from
 * the yard that has loaded slowly of late. They were billed with their orders.
 */
export function makeDeliveries(
  random: Random,
  brought: readonly Brought[],
  at: Date,
): DemoDeliveries {
  const made: DemoDeliveries = {
    shipments: [],
    lines: [],
    tracks: [],
    handOvers: [],
    promises: [],
  };
  for (const order of brought) deliver(random, order, { made, at });
  return made;
}

function deliver(
  random: Random,
  order: Brought,
  { made, at }: { made: DemoDeliveries; at: Date },
): void {
  const { orderId, companyId, branchCode, siteId, placedAt, handedAt, clerkId } = order;
  const waitedMs = handedAt.getTime() - placedAt.getTime();
  const plannedAt = new Date(placedAt.getTime() + waitedMs * (0.3 + 0.2 * random.fraction()));
  const leftAt = new Date(
    handedAt.getTime() - Math.min(waitedMs / 4, random.whole(1, 6) * HOUR_MS),
  );
  const [vehiclePlate, driverName] = random.pick(drivers);
  const isCarried = random.chance(BY_CARRIER);
  const id = random.id(plannedAt);
  const promised = promisesOf(random, order, { id, plannedAt, at });
  const last = promised.at(-1);
  made.promises.push(...promised);
  made.shipments.push({
    ...{ id, companyId, orderId, position: 1, branchCode, siteId, stage: 'handed-over' },
    way: isCarried ? 'carrier' : 'own-vehicle',
    carrierName: isCarried ? random.pick(carriers) : '',
    ...{ vehiclePlate, driverName, plannedBy: clerkId, plannedAt },
    loadFrom: new Date(leftAt.getTime() - 1.5 * HOUR_MS),
    loadUntil: new Date(leftAt.getTime() - 0.5 * HOUR_MS),
    ...{ arriveFrom: last?.dueFrom ?? null, arriveUntil: last?.dueUntil ?? null },
  });
  for (const { id: orderLineId, weightG, pieces } of order.lines) {
    made.lines.push({
      ...{ id: random.id(plannedAt), companyId, shipmentId: id, orderLineId },
      ...{ plannedG: weightG, plannedPieces: pieces, loadedG: weightG, loadedPieces: pieces },
    });
  }
  for (const [kind, moment] of [
    ['planned', plannedAt],
    ['left', leftAt],
    ['handed-over', handedAt],
  ] as const) {
    made.tracks.push({
      ...{ companyId, shipmentId: id, kind, happenedAt: moment, toldAt: moment },
      ...{ source: 'yard', personId: clerkId },
    });
  }
  made.handOvers.push({
    ...{ shipmentId: id, companyId, takenByName: random.pick(takers), plate: vehiclePlate },
    ...{ handedAt, handedBy: clerkId, source: 'yard' },
  });
}

/** What was promised of an arrival, the first first: one promise, or one told anew before its time. */
function promisesOf(
  random: Random,
  { companyId, branchCode, handedAt, clerkId }: Brought,
  of: { id: string; plannedAt: Date; at: Date },
): Insertable<DB['promise']>[] {
  const { id: subjectId, plannedAt, at } = of;
  const isLate = random.chance(lateShare(branchCode, handedAt, at));
  const isAnew = !isLate && random.chance(TOLD_ANEW);
  const until = new Date(
    handedAt.getTime() + (isLate ? -random.whole(2, 26) : random.whole(1, 3)) * HOUR_MS,
  );
  const promise = (told: {
    madeAt: Date;
    dueUntil: Date;
    state: PromiseState;
    settledAt: Date;
  }) => ({
    ...{
      id: random.id(told.madeAt),
      kind: 'arrival' as const,
      subjectId,
      companyId,
      madeBy: clerkId,
    },
    ...{
      ...told,
      dueFrom: new Date(told.dueUntil.getTime() - 2 * HOUR_MS),
      reason: '',
      replacesId: null,
    },
  });
  if (!isAnew) {
    const state = isLate ? 'broken' : 'kept';
    return [promise({ madeAt: plannedAt, dueUntil: until, state, settledAt: handedAt })];
  }
  const toldAt = new Date((plannedAt.getTime() + handedAt.getTime()) / 2);
  const soonest = Math.max(until.getTime() - 20 * HOUR_MS, toldAt.getTime() + HOUR_MS);
  const first = promise({
    ...{ madeAt: plannedAt, dueUntil: new Date(soonest), state: 'renegotiated', settledAt: toldAt },
  });
  const second = promise({ madeAt: toldAt, dueUntil: until, state: 'kept', settledAt: handedAt });
  return [first, { ...second, reason: 'Машина задержалась на разгрузке', replacesId: first.id }];
}

function lateShare(branchCode: string, handedAt: Date, at: Date): number {
  if (isSlowYard({ branchCode, at: handedAt }, at)) return LATE.fromSlowYard;
  return WINTER.includes(handedAt.getUTCMonth()) ? LATE.inWinter : LATE.usually;
}
