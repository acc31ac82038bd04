import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Kysely, sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { cancelShipment } from '../../src/delivery/cancel-shipment.ts';
import { dispatchShipment } from '../../src/delivery/dispatch-shipment.ts';
import { handOver } from '../../src/delivery/hand-over.ts';
import { loadShipment } from '../../src/delivery/load-shipment.ts';
import { weighShipment } from '../../src/delivery/weigh-shipment.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { type FailpointName, failpoints } from '../../src/platform/failpoint.ts';
import { Refusal } from '../../src/platform/refusal.ts';
import { builtProgram } from '../support/built-program.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings } from '../support/sale.ts';
import {
  anOrderAt,
  certifyLots,
  leave,
  linesOf,
  load,
  plan,
  plannedLoad,
  shipmentAt,
  weigh,
} from '../support/shipping.ts';
import { aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

const PROGRAM = 'test/support/programs/ship-and-die.ts';
const BARS = 100;
const BARS_G = 1_039_000;
const channel = 'counter' as const;

let db: Kysely<DB>;
let url: string;
let clerk: Staff;
let manager: Staff;
beforeAll(async () => {
  ({ db, url } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  manager = await aClerk(db, 'manager');
});

type Step = 'planned' | 'loaded' | 'weighed' | 'left';

/** A vehicle of an order on account that has come so far. */
async function aVehicle(until: Step) {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const product = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product, bars: BARS }]);
  const orderId = await anOrderAt(db, clerk, cart);
  await certifyLots(db, manager);
  const [line] = await linesOf(db, orderId);
  const lines = [{ orderLineId: line?.id ?? '', pieces: BARS }];
  const shipmentId = await plan(db, clerk, orderId, lines);
  if (until !== 'planned') await load(db, clerk, shipmentId);
  if (until === 'weighed' || until === 'left') await weigh(db, clerk, shipmentId, BARS_G);
  if (until === 'left') await leave(db, clerk, shipmentId);
  const { version } = await shipmentAt(db, shipmentId);
  return { companyId: company.id, productId: product.id, orderId, shipmentId, version };
}

type Vehicle = Awaited<ReturnType<typeof aVehicle>>;

/** All that is written of a vehicle, its order, its goods and its money. */
async function traceOf({ companyId, productId, orderId, shipmentId }: Vehicle): Promise<unknown> {
  const found = await sql<{ trace: unknown }>`
    select jsonb_build_object(
      'order', (select to_jsonb(o) from sales_order o where id = ${orderId}),
      'account', (select to_jsonb(a) from company_account a where company_id = ${companyId}),
      'shipment', (select to_jsonb(s) from shipment s where id = ${shipmentId}),
      'lines', (select jsonb_agg(to_jsonb(l) order by id) from shipment_line l where shipment_id = ${shipmentId}),
      'lots', (select jsonb_agg(to_jsonb(l) order by l.lot_id) from shipment_lot l join shipment_line of on of.id = l.shipment_line_id
               where of.shipment_id = ${shipmentId}),
      'tickets', (select jsonb_agg(to_jsonb(t) order by id) from weigh_ticket t where shipment_id = ${shipmentId}),
      'track', (select jsonb_agg(to_jsonb(t) order by id) from shipment_track t where shipment_id = ${shipmentId}),
      'handOver', (select to_jsonb(h) from hand_over h where shipment_id = ${shipmentId}),
      'events', (select jsonb_agg(type order by id) from event where subject_id = ${orderId}),
      'books', (select jsonb_agg(to_jsonb(e) order by to_jsonb(e)::text) from ledger_entry e where company_id = ${companyId}),
      'level', (select to_jsonb(l) from stock_level l where product_id = ${productId}),
      'stock', (select jsonb_agg(on_hand_g order by id) from lot where product_id = ${productId}),
      'moved', (select count(*) from stock_movement where product_id = ${productId}),
      'held', (select jsonb_agg(to_jsonb(r) order by id) from reservation r where order_id = ${orderId})
    ) as trace`.execute(db);
  return found.rows[0]?.trace;
}

/** Each deed of the yard: what it begins with, its form, and the deed itself. */
const deeds = {
  load: async () => {
    const vehicle = await aVehicle('planned');
    const { shipmentId, version } = vehicle;
    const lines = await plannedLoad(db, shipmentId);
    const form = { shipmentId, version, lines, isFinished: true, channel, at };
    return { vehicle, form, act: () => transact(db, (tx) => loadShipment(tx, clerk, form)) };
  },
  weigh: async () => {
    const vehicle = await aVehicle('loaded');
    const { shipmentId, version } = vehicle;
    const said = { number: `W-${shipmentId}`, tareG: 9_000_000, grossG: 9_000_000 + BARS_G };
    const scale = { divisionG: 20_000, source: 'scale', taredAt: at, weighedAt: at } as const;
    const form = { shipmentId, version, ...said, ...scale, channel, at };
    return { vehicle, form, act: () => transact(db, (tx) => weighShipment(tx, clerk, form)) };
  },
  leave: async () => {
    const vehicle = await aVehicle('weighed');
    const { shipmentId, version } = vehicle;
    const form = { shipmentId, version, channel, at };
    return { vehicle, form, act: () => transact(db, (tx) => dispatchShipment(tx, clerk, form)) };
  },
  'hand over': async () => {
    const vehicle = await aVehicle('left');
    const { shipmentId, version } = vehicle;
    const form = { shipmentId, version, takenByName: 'Serik', channel, at };
    const by = { source: 'yard', clerk } as const;
    return { vehicle, form, act: () => transact(db, (tx) => handOver(tx, by, form)) };
  },
  cancel: async () => {
    const vehicle = await aVehicle('weighed');
    const { shipmentId, version } = vehicle;
    const form = { shipmentId, version, note: 'it did not come', channel, at };
    return { vehicle, form, act: () => transact(db, (tx) => cancelShipment(tx, clerk, form)) };
  },
} as const;

const killings: readonly (readonly [keyof typeof deeds, FailpointName])[] = [
  ['load', 'shipment.after-loading'],
  ['load', 'shipment.before-commit'],
  ['weigh', 'shipment.after-weighing'],
  ['weigh', 'shipment.before-commit'],
  ['leave', 'shipment.after-stock'],
  ['leave', 'shipment.after-booking'],
  ['leave', 'shipment.before-commit'],
  ['hand over', 'shipment.after-handing-over'],
  ['hand over', 'shipment.before-commit'],
  ['cancel', 'shipment.after-cancelling'],
];

test('every place of the yard at which the program may be killed is tried', () => {
  const tried = new Set(killings.map(([, name]) => name));
  const known = failpoints.filter((name) => name.startsWith('shipment.'));
  expect(known.filter((name) => !tried.has(name))).toEqual(['shipment.after-planning']);
});

test.each(killings)(
  'told to %s and killed at %s, the program leaves all as it was; the same form then does it, once',
  async (deed, failpoint) => {
    const { vehicle, form, act } = await deeds[deed]();
    const before = await traceOf(vehicle);

    const told = [url, failpoint, deed, JSON.stringify({ clerk, form })];
    const child = spawn(process.execPath, [...builtProgram(PROGRAM), ...told], {
      stdio: 'inherit',
    });
    const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    expect(signal).toBe('SIGKILL');
    expect(await traceOf(vehicle)).toEqual(before);
    expect(await auditFindings(db)).toEqual([]);

    await act();
    const after = await traceOf(vehicle);
    expect(after).not.toEqual(before);
    const isRefused = await act().then(
      () => false,
      (error: unknown) => error instanceof Refusal && error.reason.code === 'changed-meanwhile',
    );
    // What lies on a vehicle may be said anew; the form that said it has served its turn.
    expect(isRefused).toBe(deed === 'load');
    expect(await traceOf(vehicle)).toEqual(after);
    expect(await auditFindings(db)).toEqual([]);
  },
  120_000,
);
