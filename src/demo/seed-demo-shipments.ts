import { trackShipment } from '../delivery/track-shipment.ts';
import { addDays, tradingDay } from '../measures/calendar.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { findTreasurers } from './demo-payments.queries.ts';
import { findHauled, type Hauled, insertSite, listGoodsToShip } from './demo-shipments.queries.ts';
import {
  comeToGate,
  letLeave,
  loadVehicle,
  type Planned,
  planVehicle,
  readyOrder,
  takenOver,
  type Wanted,
  weighVehicle,
  type Yard,
} from './demo-vehicle.ts';
import { momentOn } from './moments.ts';

const HOUR_MS = 3_600_000;
const TONNE_G = 1_000_000;
/** So much of each of the goods is in one lot with its certificate: more than all vehicles take together. */
const ENOUGH_G = 14 * TONNE_G;
const BARS = 4;
const SMALL_TARE_G = 7_840_000;
const LARGE_TARE_G = 14_460_000;

type Brought = { companyId: string; siteId: string };

type Scene = Yard & { at: Date; bars: readonly { id: string }[]; coil: { id: string } };

/** What complaints of the demo are about: orders of its first company that were handed over. */
export type ToComplainOf = { inTwoOrderId: string; coilsOrderId: string };

/**
 * Vehicles of the demo at every step of their way, made by the very operations of
 * the trade: come to the gate before its time, being loaded, weighed above what was
 * ordered and waiting for the buyer's word, on the road with a delay, arrived, and some
 * that were handed over days ago with their invoices. Does nothing where the world lacks
 * people, companies or goods. Returns the orders that somebody complains of.
 */
export async function seedDemoShipments(db: Db, at: Date): Promise<ToComplainOf | undefined> {
  const people = await findTreasurers(db);
  const branchCode = people?.clerk.branchCode;
  if (!people || !branchCode) return undefined;
  const goods = { branchCode, atLeastG: ENOUGH_G };
  const bars = await listGoodsToShip(db, { ...goods, lengthKind: 'measured', limit: BARS });
  const [coil] = await listGoodsToShip(db, { ...goods, lengthKind: 'coil', limit: 1 });
  const [own, reseller, facade, machines] = [
    await findHauled(db, 'altyn'),
    await findHauled(db, 'temirshi'),
    await findHauled(db, 'medeu-fasad'),
    await findHauled(db, 'ile-agro'),
  ];
  if (bars.length < BARS || !coil || !own || !reseller || !facade || !machines) return undefined;
  const scene = { db, clerk: people.clerk, at, bars, coil };

  const [toOwn, toFacade] = [await withSite(scene, own), await withSite(scene, facade)];
  const inTwoOrderId = await handedOverInTwo(scene, own);
  const coilsOrderId = await handedOverLight(scene, own);
  await handedOverLately(scene, toFacade);
  await arrived(scene, toFacade);
  await onTheRoad(scene, own);
  await aboveTolerance(scene, toOwn);
  await loading(scene, reseller);
  await plannedForToday(scene, machines);
  return { inTwoOrderId, coilsOrderId };
}

const hours = ({ at }: Scene, count: number) => new Date(at.getTime() + count * HOUR_MS);

/** A moment of a working hour some days ago. */
const daysAgo = ({ at }: Scene, days: number, hour: number, minute = 0) =>
  momentOn(addDays(tradingDay(at), -days), hour, minute);

/** A slot of an hour. */
const slot = (loadFrom: Date) => ({
  loadFrom,
  loadUntil: new Date(loadFrom.getTime() + HOUR_MS),
});

const bar = ({ bars }: Scene, index: number, tonnes: number): Wanted => ({
  ...{ id: bars[index % BARS]?.id ?? '', tonnes },
});

/** The vehicles that come again and again, with who drives them. */
const trucks = {
  own: {
    vehiclePlate: '541 KMZ 02',
    driverName: 'Серік Әбдіқалықов',
    driverPhone: '+7 701 555 20 41',
  },
  hired: { vehiclePlate: '208 RTA 02', driverName: 'Виктор Пак', driverPhone: '+7 705 555 31 18' },
  long: {
    vehiclePlate: '930 BDE 01',
    driverName: 'Нұрлан Жақсыбеков',
    driverPhone: '+7 777 555 64 09',
  },
  theirs: {
    vehiclePlate: '417 AGM 05',
    driverName: 'Ербол Сатаев',
    driverPhone: '+7 702 555 77 30',
  },
} as const;
const carrierName = 'ТОО «Дала Транс»';

const pickUp = (authorityNumber: string) => ({ way: 'pick-up', authorityNumber }) as const;
const brought = ({ siteId }: Brought) => ({ way: 'own-vehicle', siteId }) as const;

/** A company with a site to which goods are brought: not each of the demo's has one. */
async function withSite({ db, at }: Scene, { companyId, siteId }: Hauled): Promise<Brought> {
  const place = { name: 'Склад', city: 'Алматы', address: 'ул. Бродского, 37' };
  const add = () => transact(db, (tx) => insertSite(tx, { companyId, ...place, at }));
  return { companyId, siteId: siteId ?? (await add()) };
}

async function order(
  scene: Scene,
  of: { companyId: string; siteId?: string | null; goods: readonly Wanted[]; at: Date },
) {
  const orderId = await readyOrder(scene, of);
  if (orderId === undefined) throw new Error('an order of the demo without lines');
  return orderId;
}

/** Plans, loads, weighs and lets go; the vehicle was in the yard for an hour and a half, and waited at the gate first. */
async function sent(
  scene: Scene,
  orderId: string,
  of: { planned: Planned; milli?: number; tareG?: number },
): Promise<string> {
  const { planned, milli = 1000, tareG = LARGE_TARE_G } = of;
  const id = await planVehicle(scene, orderId, planned);
  const minutes = (count: number) => new Date(planned.loadFrom.getTime() + count * 60_000);
  await comeToGate(scene, id, { at: minutes(-20) });
  await loadVehicle(scene, id, { at: minutes(12), isFinished: false });
  await loadVehicle(scene, id, { at: minutes(40) });
  await weighVehicle(scene, id, { at: minutes(55), milli, tareG });
  await letLeave(scene, id, { at: minutes(70) });
  return id;
}

/** One order on two vehicles, days apart; the second came with two bars too few. */
async function handedOverInTwo(scene: Scene, { companyId }: Hauled): Promise<string> {
  const goods = [bar(scene, 0, 6), bar(scene, 1, 3)];
  const orderId = await order(scene, { companyId, goods, at: daysAgo(scene, 13, 10) });
  const first = { ...slot(daysAgo(scene, 12, 10)), at: daysAgo(scene, 13, 16), percent: 60 };
  const one = { ...first, ...pickUp('Д-214'), ...trucks.hired };
  const firstId = await sent(scene, orderId, { planned: one });
  const driver = { takenByName: 'Пак В. А.', at: daysAgo(scene, 12, 11, 15) };
  await takenOver(scene, firstId, driver);
  const second = { ...slot(daysAgo(scene, 10, 9)), at: daysAgo(scene, 11, 12) };
  const rest = { ...second, ...pickUp('Д-219'), ...trucks.theirs };
  const secondId = await sent(scene, orderId, { planned: rest });
  await takenOver(scene, secondId, {
    ...{ takenByName: 'Сатаев Е. М.', discrepancy: 'Не хватает двух стержней в последней связке' },
    at: daysAgo(scene, 10, 10, 20),
  });
  return orderId;
}

/** Coils that weighed a little less than was ordered: billed by the scale. */
async function handedOverLight(scene: Scene, { companyId }: Hauled): Promise<string> {
  const goods = [{ ...scene.coil, tonnes: 5 }];
  const orderId = await order(scene, { companyId, goods, at: daysAgo(scene, 7, 9) });
  const planned = { ...slot(daysAgo(scene, 5, 14)), at: daysAgo(scene, 6, 11) };
  const fetched = { ...planned, ...pickUp('Д-226'), ...trucks.hired };
  const id = await sent(scene, orderId, { planned: fetched, milli: 976, tareG: SMALL_TARE_G });
  await takenOver(scene, id, { takenByName: 'Пак В. А.', at: daysAgo(scene, 5, 15, 20) });
  return orderId;
}

/** Brought to a site and taken over there two days ago. */
async function handedOverLately(scene: Scene, hauled: Brought): Promise<void> {
  const orderId = await order(scene, {
    ...{ ...hauled, goods: [bar(scene, 2, 4)], at: daysAgo(scene, 4, 10) },
  });
  const planned = { ...slot(daysAgo(scene, 2, 9)), at: daysAgo(scene, 3, 15) };
  const arrival = { arriveFrom: daysAgo(scene, 2, 11), arriveUntil: daysAgo(scene, 2, 13) };
  const id = await sent(scene, orderId, {
    planned: { ...planned, ...arrival, ...brought(hauled), ...trucks.own },
  });
  await takenOver(scene, id, { takenByName: 'Ким А. С.', at: daysAgo(scene, 2, 12, 10) });
}

/** At the gate of the site: it waits to be signed for. */
async function arrived(scene: Scene, hauled: Brought): Promise<void> {
  const orderId = await order(scene, {
    ...{ ...hauled, goods: [bar(scene, 3, 3)], at: hours(scene, -50) },
  });
  const shipmentId = await sent(scene, orderId, {
    planned: {
      ...{ ...slot(hours(scene, -5)), at: hours(scene, -24), ...brought(hauled), ...trucks.own },
      ...{ arriveFrom: hours(scene, -3), arriveUntil: hours(scene, -0.5) },
    },
    tareG: SMALL_TARE_G,
  });
  const told = { happenedAt: hours(scene, -1), at: hours(scene, -1), place: '', note: '' };
  await transact(scene.db, (tx) =>
    trackShipment(tx, scene.clerk, { shipmentId, kind: 'arrived', ...told }),
  );
}

/** Two days by road, and later than was promised. */
async function onTheRoad(scene: Scene, { companyId }: Hauled): Promise<void> {
  const { db, at } = scene;
  const place = { name: 'ЖК «Есіл»', city: 'Астана', address: 'пр. Мәңгілік Ел, 61' };
  const siteId = await transact(db, (tx) => insertSite(tx, { companyId, ...place, at }));
  const goods = [bar(scene, 1, 7), bar(scene, 2, 5)];
  const orderId = await order(scene, { companyId, siteId, goods, at: hours(scene, -72) });
  const shipmentId = await sent(scene, orderId, {
    planned: {
      ...{ ...slot(hours(scene, -22)), at: hours(scene, -48), ...trucks.long },
      ...{ way: 'carrier', siteId, carrierName },
      ...{ arriveFrom: hours(scene, 4), arriveUntil: hours(scene, 8) },
    },
  });
  const nothing = { note: '', expected: undefined };
  const reports = [
    { kind: 'checkpoint' as const, ago: 13, place: 'Балхаш', ...nothing },
    {
      ...{ kind: 'delayed' as const, ago: 3, place: 'Караганда' },
      note: 'Трасса закрыта из-за бурана, ждём открытия',
      expected: { from: hours(scene, 11), until: hours(scene, 15) },
    },
  ] as const;
  for (const { ago, ...report } of reports) {
    const happenedAt = hours(scene, -ago);
    const by = { kind: 'carrier', reportKey: `demo-${shipmentId}-${ago}` } as const;
    await transact(db, (tx) =>
      trackShipment(tx, by, { ...report, shipmentId, happenedAt, at: happenedAt }),
    );
  }
}

/** Coils beyond the tolerance: billed to the ceiling unless the buyer says yes. */
async function aboveTolerance(scene: Scene, { companyId, siteId }: Brought): Promise<void> {
  const goods = [{ ...scene.coil, tonnes: 6 }];
  const orderId = await order(scene, { companyId, siteId, goods, at: hours(scene, -47) });
  const id = await planVehicle(scene, orderId, {
    ...{ ...slot(hours(scene, -3)), at: hours(scene, -26), ...brought({ companyId, siteId }) },
    ...{ arriveFrom: hours(scene, 2), arriveUntil: hours(scene, 4), ...trucks.own },
    note: 'Разгрузка краном, въезд с южной стороны',
  });
  await loadVehicle(scene, id, { at: hours(scene, -2) });
  await weighVehicle(scene, id, { at: hours(scene, -1), milli: 1130, tareG: SMALL_TARE_G });
}

async function loading(scene: Scene, { companyId }: Hauled): Promise<void> {
  const goods = [bar(scene, 0, 5), bar(scene, 3, 4)];
  const orderId = await order(scene, { companyId, goods, at: hours(scene, -30) });
  const planned = { ...slot(hours(scene, -0.7)), at: hours(scene, -20), ...trucks.theirs };
  const id = await planVehicle(scene, orderId, { ...planned, ...pickUp('Д-88') });
  await comeToGate(scene, id, { at: hours(scene, -1.1) });
  await loadVehicle(scene, id, { at: hours(scene, -0.4), isFinished: false });
}

async function plannedForToday(scene: Scene, { companyId }: Hauled): Promise<void> {
  const goods = [bar(scene, 1, 4), bar(scene, 2, 2)];
  const orderId = await order(scene, { companyId, goods, at: hours(scene, -28) });
  const nextHour = new Date(Math.ceil((scene.at.getTime() + HOUR_MS / 2) / HOUR_MS) * HOUR_MS);
  const planned = { ...slot(nextHour), at: hours(scene, -4), ...pickUp('Д-17/11') };
  const id = await planVehicle(scene, orderId, { ...planned, ...trucks.hired, carrierName });
  await comeToGate(scene, id, { at: hours(scene, -0.2) });
}
