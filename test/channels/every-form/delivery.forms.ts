import { makeShipmentLink } from '../../../src/delivery/make-shipment-link.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { newId } from '../../../src/platform/id.ts';
import { listLotsHeld } from '../../../src/stock/shortage.queries.ts';
import {
  type Field,
  anyId,
  choice,
  exactly,
  exactNumber,
  matching,
  number,
  optional,
  words,
} from '../../support/every-form.ts';
import { aLyingOrder } from '../../support/storage.ts';
import { aCartBeyond, anOrderShort } from '../../support/coming.ts';
import { place } from '../../support/sale.ts';
import { onTheRoad } from '../../support/tracked.ts';
import { at } from '../../support/world.ts';
import { type Forms, anOrder, clerks, cookies, db, onceInCast, them, us } from './cast.ts';

/** A vehicle that somebody waits for, and one that another company waits for. */
async function aShipmentOnTheRoad(): Promise<{ shipmentId: Field }> {
  const clerkId = clerks.counter.personId;
  const ours = { orderId: await anOrder(us.company), companyId: us.company.id, clerkId };
  const { shipmentId } = await onTheRoad(db, ours);
  return { shipmentId: exactly(shipmentId, await theirsOnTheRoad()) };
}

/** Nobody of ours may touch it, so it is the same for all. */
const theirsOnTheRoad = onceInCast(async (): Promise<string> => {
  const clerkId = clerks.counter.personId;
  const theirs = { orderId: await anOrder(them.company), companyId: them.company.id, clerkId };
  return (await onTheRoad(db, theirs)).shipmentId;
});

async function aLinkOfShipment(): Promise<string> {
  const { shipmentId } = await aShipmentOnTheRoad();
  const wish = { shipmentId: shipmentId.valid, at };
  return (await transact(db, (tx) => makeShipmentLink(tx, us.buyer, wish))).token;
}

const takingOver = (): Record<string, Field> => ({
  takenByName: words('Erlan, foreman', { min: 1, max: 100 }),
  discrepancy: words('two bars are short', { max: 1000 }),
  signature: {
    ...optional(matching('M10 20L30 40', /^(?:M\d{1,3} \d{1,3}(?:L\d{1,3} \d{1,3})*)*$/)),
    comesBack: 'never',
  },
});

/** An order of ours of which some did not come and lies nowhere, with its version. */
async function aShortOrder() {
  const short = { there: 20, company: us.company };
  const { orderId } = await anOrderShort(db, clerks.counter, short);
  const { version } = await db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select('version')
    .executeTakeFirstOrThrow();
  return { orderId, version: `${version}` };
}

/** What is decided over that, at an address and by whom. */
const deciding = (base: string, cookie: () => string): Forms => ({
  [`POST ${base}/:orderId/left-out`]: async () => {
    const { orderId, version } = await aShortOrder();
    const params = { orderId: exactly(orderId) };
    return { cookie: cookie(), params, fields: { version: exactNumber(version) } };
  },
  [`POST ${base}/:orderId/waiting`]: async () => {
    const { orderId } = await aShortOrder();
    return { cookie: cookie(), params: { orderId: exactly(orderId) }, fields: {} };
  },
});

/** What a buyer does about a vehicle on the road, and we about what did not come for his order. */
export const deliveryForms: Forms = {
  ...deciding('/o', () => cookies.buyer),
  ...deciding('/counter/orders', () => cookies.counter),
  ...deciding('/phone/orders', () => cookies.phone),
  ...deciding('/office/orders', () => cookies.manager),
  'POST /counter/orders/:orderId/not-there': async () => {
    const { cart } = await aCartBeyond(db, clerks.counter, { here: 30, company: us.company });
    const { orderId } = await place(db, clerks.counter, cart);
    const [lot] = await listLotsHeld(db, orderId);
    const [key, chosen] = [newId(), lot ? `${lot.orderLineId}:${lot.lotId}` : ''];
    return {
      cookie: cookies.counter,
      params: { orderId: exactly(orderId) },
      fields: {
        key: anyId(key),
        lot: choice(chosen, [chosen]),
        amount: number('2', { min: 0.001, max: 30, decimals: 0 }),
      },
    };
  },
  'POST /office/missing-goods/:orderId/search': async () => {
    const { orderId } = await anOrderShort(db, clerks.counter, { there: 100 });
    return { cookie: cookies.manager, params: { orderId: exactly(orderId) }, fields: {} };
  },
  'POST /office/storage/:orderId/waiver': async () => ({
    cookie: cookies.manager,
    params: { orderId: exactly(await aLyingOrder(db, clerks.counter)) },
    fields: { storageReason: words('our crane stood still', { min: 3, max: 300 }) },
  }),
  'POST /office/storage/:orderId/unwinding': async () => ({
    cookie: cookies.manager,
    params: { orderId: exactly(await aLyingOrder(db, clerks.counter)) },
    fields: { unwindNote: words('not fetched in ten days', { min: 3, max: 300 }) },
  }),
  'POST /t/:token/arrival': async () => ({
    params: { token: exactly(await aLinkOfShipment()) },
    fields: {},
  }),
  'POST /t/:token/handover': async () => ({
    params: { token: exactly(await aLinkOfShipment()) },
    fields: takingOver(),
  }),
  'POST /shipments/:shipmentId/arrival': async () => ({
    ...{ cookie: cookies.buyer, params: await aShipmentOnTheRoad(), fields: {} },
  }),
  'POST /shipments/:shipmentId/handover': async () => ({
    ...{ cookie: cookies.buyer, params: await aShipmentOnTheRoad(), fields: takingOver() },
  }),
  'POST /shipments/:shipmentId/links': async () => ({
    ...{ cookie: cookies.buyer, params: await aShipmentOnTheRoad(), fields: {} },
  }),
  'POST /shipments/:shipmentId/links/end': async () => ({
    ...{ cookie: cookies.buyer, params: await aShipmentOnTheRoad(), fields: {} },
  }),
  'POST /shipments/:shipmentId/notices': async () => ({
    ...{ cookie: cookies.buyer, params: await aShipmentOnTheRoad() },
    fields: {
      way: choice('sms', ['none', 'mail', 'sms']),
      phone: matching('+7 701 555 12 34', /^\s*(?:\+[1-9][\d ]{7,18}|[78]?[ \d]{10,13})\s*$/),
    },
  }),
};
