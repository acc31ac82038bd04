import { type Kysely, sql } from 'kysely';
import { addLines } from '../../src/ordering/add-lines.ts';
import { openDeskCart } from '../../src/ordering/open-cart.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import {
  anyId,
  choice,
  exactly,
  exactlyAsTyped,
  exactNumber,
  type Field,
  matching,
  number,
  optional,
  words,
} from './every-form.ts';
import { aCartOf } from './sale.ts';
import {
  anOrderAt,
  certifyLots,
  leave,
  linesOf,
  load,
  plan,
  readTwice,
  shipmentAt,
  weigh,
} from './shipping.ts';
import { onTheRoad } from './tracked.ts';
import { at, rebarFor, TONNE } from './world.ts';

/** Who stands in the yard, and for whom goods are made ready there. */
export type Yard = {
  db: Kysely<DB>;
  clerk: Staff;
  manager: Staff;
  /** Somebody else of ours, who saw the weight too. */
  witness: Staff;
  company: { id: string };
  otherCompany: { id: string };
  goods: { id: string };
  cookies: { clerk: string; buyer: string };
};

type Ready = {
  cookie: string;
  params: Record<string, Field>;
  fields: Record<string, Field>;
  wrong?: readonly Record<string, string>[];
};

const BARS = 5;
const LARGEST_KG = 200_000;

/** The forms of the yard at a desk, each with a vehicle of its own that has come as far as the form asks. */
export function yardForms(base: string, yard: () => Yard): Record<string, () => Promise<Ready>> {
  return {
    [`POST ${base}/orders/:orderId/shipments`]: async () => {
      const { cookies } = yard();
      const params = { orderId: exactly(await readyBars(yard())) };
      return halfABar({ cookie: cookies.clerk, params, fields: planning() }, 'goes1');
    },
    [`POST ${base}/shipments/:shipmentId/load`]: async () => {
      const { db } = yard();
      const id = await plannedBars(yard());
      const { orderId } = await shipmentAt(db, id);
      const lotId = await lotFor(db, orderId);
      const take = `take1-${lotId}`;
      const ready = await atYard(yard(), id, {
        finished: optional(choice('yes', ['yes', 'no'])),
        [take]: number(`${BARS}`, { min: 1, max: BARS, decimals: 0 }),
      });
      return halfABar(ready, take);
    },
    [`POST ${base}/shipments/:shipmentId/picking`]: async () => {
      const { db, cookies } = yard();
      const id = await plannedBars(yard());
      const { orderId } = await shipmentAt(db, id);
      return {
        cookie: cookies.clerk,
        params: { shipmentId: exactly(id) },
        fields: {
          [`place-${await lotFor(db, orderId)}`]: optional(words('Bay 3, rack B', { max: 30 })),
        },
      };
    },
    [`POST ${base}/shipments/:shipmentId/gate`]: async () => {
      const { cookies } = yard();
      return {
        cookie: cookies.clerk,
        params: { shipmentId: exactly(await plannedBars(yard())) },
        fields: {
          plate: words('777 AAA 02', { min: 1, max: 20 }),
          driver: optional(words('Serik', { max: 100 })),
          loadingPlace: optional(words('gate 2', { max: 20 })),
          from: optional(choice('list', ['list', 'shipment'])),
        },
      };
    },
    [`POST ${base}/shipments/:shipmentId/sightings`]: async () => {
      const { cookies } = yard();
      return {
        cookie: cookies.clerk,
        params: { shipmentId: exactly(await aWay(yard())) },
        fields: {
          id: anyId(newId()),
          place: words('Балхаш', { min: 1, max: 100 }),
          day: matching('2026-11-26', /^\s*2026-11-26\s*$/),
          time: matching('09:30', /^\s*09:30\s*$/),
          note: optional(words('all is well', { max: 300 })),
        },
        wrong: [
          { id: newId(), place: 'Балхаш', day: '2026-11-27', time: '09:30' },
          { id: newId(), place: 'Балхаш', day: '2026-01-27', time: '09:30' },
        ],
      };
    },
    [`POST ${base}/shipments/:shipmentId/delays`]: async () => {
      const { cookies } = yard();
      const late = { reason: 'snowstorm', from: '15:00', until: '19:00' };
      return {
        cookie: cookies.clerk,
        params: { shipmentId: exactly(await aWay(yard())) },
        fields: {
          id: anyId(newId()),
          reason: words('snowstorm', { min: 3, max: 300 }),
          place: optional(words('Балхаш', { max: 100 })),
          day: matching('2026-11-28', /^\s*2026-11-28\s*$/),
          from: matching('15:00', /^\s*15:00\s*$/),
          until: matching('19:00', /^\s*19:00\s*$/),
        },
        wrong: [
          { ...late, id: newId(), day: '2026-11-25' },
          { ...late, id: newId(), day: '2027-11-25' },
          { ...late, id: newId(), day: '2026-11-28', until: '14:00' },
        ],
      };
    },
    [`POST ${base}/shipments/:shipmentId/readings`]: async () =>
      atYard(yard(), await loadedBars(yard()), { kind: choice('loaded', ['empty', 'loaded']) }),
    [`POST ${base}/shipments/:shipmentId/ticket`]: async () => {
      const { db, clerk } = yard();
      const id = await loadedBars(yard());
      await weigh(db, clerk, id, 60_000);
      const [emptyId, loadedId] = await readTwice(db, clerk, id);
      // It is weighed again, so that a reason is asked for.
      return atYard(yard(), id, {
        number: words(`S-${newId()}`, { min: 1, max: 40 }),
        emptyId: exactly(emptyId),
        loadedId: exactly(loadedId),
        reason: words('the driver sat in the cab', { min: 1, max: 300 }),
      });
    },
    [`POST ${base}/shipments/:shipmentId/weighing`]: async () => {
      const { db, clerk, witness } = yard();
      const id = await loadedBars(yard());
      await weigh(db, clerk, id, 60_000);
      // It is weighed again, so that a reason is asked for.
      return atYard(yard(), id, {
        number: words(`W-${newId()}`, { min: 1, max: 40 }),
        tareKg: number('9000', { min: 0.001, max: 9051.999, decimals: 3 }),
        grossKg: number('9052', { min: 9000.001, max: LARGEST_KG, decimals: 3 }),
        divisionKg: number('20', { min: 0.001, max: 1000, decimals: 3 }),
        confirmedBy: exactlyAsTyped(witness.email),
        reason: words('the driver sat in the cab', { min: 1, max: 300 }),
      });
    },
    [`POST ${base}/shipments/:shipmentId/lines/:lineId/excess`]: async () => {
      const { cookies, company } = yard();
      const { shipmentId, lineId } = await aboveTolerance(yard(), company);
      const params = { shipmentId: exactly(shipmentId), lineId: exactly(lineId) };
      return { cookie: cookies.clerk, params, fields: { word: choice('yes', ['yes', 'no']) } };
    },
    [`POST ${base}/shipments/:shipmentId/departure`]: async () => {
      const ready = await atYard(yard(), await loadedBars(yard()), {});
      // A clerk is not asked why goods leave unpaid: it is not for him to say.
      const version = ready.fields['version']!.valid;
      return { ...ready, wrong: [{ version, unpaidReason: 'the driver is in a hurry' }] };
    },
    [`POST ${base}/shipments/:shipmentId/hand-over`]: async () => {
      const { db, clerk } = yard();
      const id = await loadedBars(yard());
      await leave(db, clerk, id);
      return atYard(yard(), id, {
        takenBy: words('Serik', { min: 1, max: 100 }),
        plate: optional(words('123 ABC 02', { max: 20 })),
        authority: optional(words('D-17', { max: 60 })),
        discrepancy: optional(words('one bar is bent', { max: 1000 })),
      });
    },
    [`POST ${base}/shipments/:shipmentId/papers`]: async () => {
      const { db, clerk, cookies } = yard();
      const id = await loadedBars(yard());
      await leave(db, clerk, id);
      return { cookie: cookies.clerk, params: { shipmentId: exactly(id) }, fields: {} };
    },
    [`POST ${base}/shipments/:shipmentId/cancellation`]: async () =>
      atYard(yard(), await plannedBars(yard()), {
        cancelNote: words('the vehicle did not come', { min: 3, max: 300 }),
      }),
  };
}

/** The buyer's own word on what lies above the tolerance. */
export const excessForms = (yard: () => Yard): Record<string, () => Promise<Ready>> => ({
  'POST /shipments/:shipmentId/lines/:lineId/excess': async () => {
    const { cookies, company, otherCompany } = yard();
    const ours = await aboveTolerance(yard(), company);
    const theirs = await aboveTolerance(yard(), otherCompany);
    const params = {
      shipmentId: exactly(ours.shipmentId, theirs.shipmentId),
      lineId: exactly(ours.lineId, theirs.lineId),
    };
    return { cookie: cookies.buyer, params, fields: { word: choice('no', ['yes', 'no']) } };
  },
});

/** What is counted goes along whole, or is asked about again. */
const halfABar = (ready: Ready, name: string): Ready => {
  const honest = Object.entries(ready.fields).map(([field, { valid }]) => [field, valid]);
  return { ...ready, wrong: [{ ...Object.fromEntries(honest), [name]: '1.5' }] };
};

const planning = (): Record<string, Field> => ({
  id: anyId(newId()),
  goes1: number('3', { min: 1, max: BARS, decimals: 0 }),
  // The order has no site to which it could be brought.
  way: choice('pick-up', ['pick-up']),
  day: matching('2026-11-27', /^\s*2026-11-27\s*$/),
  from: matching('10:00', /^\s*10:00\s*$/),
  until: matching('11:00', /^\s*11:00\s*$/),
  plate: optional(words('123 ABC 02', { max: 20 })),
  driver: optional(words('Serik', { max: 100 })),
  driverPhone: optional(words('+7 701 555 12 34', { max: 30 })),
  carrier: optional(words('TOO Kolik', { max: 100 })),
  authority: optional(words('D-17', { max: 60 })),
  authorityUntil: optional(matching('2026-12-31', /^\s*$|^\s*2026-12-31\s*$/)),
  note: optional(words('by the north gate', { max: 500 })),
});

/** The form of a shipment with the version that its page shows. */
async function atYard(
  { db, cookies }: Yard,
  id: string,
  fields: Record<string, Field>,
): Promise<Ready> {
  const { version } = await shipmentAt(db, id);
  return {
    cookie: cookies.clerk,
    params: { shipmentId: exactly(id) },
    fields: { version: exactNumber(`${version}`), ...fields },
  };
}

async function readyBars({ db, clerk, company, goods }: Yard): Promise<string> {
  return anOrderAt(db, clerk, await aCartOf(db, clerk, company, [{ product: goods, bars: BARS }]));
}

async function plannedBars(yard: Yard): Promise<string> {
  const { db, clerk, manager } = yard;
  const orderId = await readyBars(yard);
  await certifyLots(db, manager);
  const [line] = await linesOf(db, orderId);
  return plan(db, clerk, orderId, [{ orderLineId: line!.id, pieces: BARS }]);
}

/** A vehicle that brings an order to its site. */
async function aWay(yard: Yard): Promise<string> {
  const orderId = await readyBars(yard);
  const { db, clerk, company } = yard;
  const { shipmentId } = await onTheRoad(db, {
    ...{ orderId, companyId: company.id, clerkId: clerk.personId },
  });
  return shipmentId;
}

async function loadedBars(yard: Yard): Promise<string> {
  const id = await plannedBars(yard);
  await load(yard.db, yard.clerk, id);
  return id;
}

async function lotFor(db: Kysely<DB>, orderId: string): Promise<string> {
  const { id } = await db
    .selectFrom('lot')
    .innerJoin('salesOrderLine as line', 'line.productId', 'lot.productId')
    .where('line.orderId', '=', orderId)
    .where('lot.onHandG', '>', 0)
    .where('lot.parentLotId', 'is', null)
    .orderBy('lot.receivedOn')
    .orderBy('lot.id')
    .select('lot.id')
    .executeTakeFirstOrThrow();
  return id;
}

const coils = new Map<string, Promise<{ id: string }>>();

/** Rebar in coils, which a company buys by what it weighs. */
function coilsOf(db: Kysely<DB>, company: { id: string }): Promise<{ id: string }> {
  const known = coils.get(company.id);
  if (known) return known;
  const stock = { pricePerTonneMinor: 42_000_000, stockG: 50_000 * TONNE };
  const coming = rebarFor(db, company, stock).then(async (coil) => {
    await sql`update product set length_kind = 'coil', stock_length_mm = null where id = ${coil.id}`.execute(
      db,
    );
    return coil;
  });
  coils.set(company.id, coming);
  return coming;
}

/** Two tonnes of coils of which three lie on the scale. */
async function aboveTolerance(
  { db, clerk, manager }: Yard,
  company: { id: string },
): Promise<{ shipmentId: string; lineId: string }> {
  const coil = await coilsOf(db, company);
  const cart = await transact(db, async (tx) => {
    const branch = { companyId: company.id, branchCode: 'ALA', channel: 'counter', at } as const;
    const opened = await openDeskCart(tx, clerk, branch);
    const quantity = { amountMilli: 2000, unit: 't' } as const;
    const lines = [{ id: newId(), productId: coil.id, quantity }];
    await addLines(tx, clerk, { cartId: opened.id, channel: 'counter', lines, at });
    return opened;
  });
  const orderId = await anOrderAt(db, clerk, cart);
  await certifyLots(db, manager);
  const [line] = await linesOf(db, orderId);
  const planned = [{ orderLineId: line!.id, weightG: 2 * TONNE }];
  const shipmentId = await plan(db, clerk, orderId, planned);
  await load(db, clerk, shipmentId);
  await weigh(db, clerk, shipmentId, 3 * TONNE);
  const { lines } = await shipmentAt(db, shipmentId);
  return { shipmentId, lineId: lines[0]!.id };
}
