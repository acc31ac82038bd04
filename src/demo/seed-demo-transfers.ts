import { addDays, tradingDay } from '../measures/calendar.ts';
import { addLines } from '../ordering/add-lines.ts';
import { nameFreight } from '../ordering/name-freight.ts';
import { openDeskCart } from '../ordering/open-cart.ts';
import { termsHash } from '../ordering/order.ts';
import { setDetails } from '../ordering/set-details.ts';
import { findOrderFacts } from '../ordering/order.queries.ts';
import { placeOrder } from '../ordering/place-order.ts';
import { planForOrders } from '../ordering/plan-for-orders.ts';
import { readCart } from '../ordering/read-cart.ts';
import { seekMissing } from '../ordering/seek-goods.ts';
import { receivePayment } from '../payments/receive-payment.ts';
import type { Staff } from '../people/actor.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/id.ts';
import { receiveTransfer } from '../stock/receive-transfer.ts';
import { sendTransfer } from '../stock/send-transfer.ts';
import { partOf } from '../stock/transfer.ts';
import { findTransferFacts } from '../stock/transfer.queries.ts';
import { findTreasurers } from './demo-payments.queries.ts';
import { findHauled, insertSite, listGoodsToShip } from './demo-shipments.queries.ts';
import { findCounterOf, listSpread, type Spread } from './demo-transfers.queries.ts';
import { momentOn } from './moments.ts';

const TONNE_G = 1_000_000;
const HOUR_MS = 3_600_000;
const PERCENT = 100;
/** Of what lies at the other branch so much is ordered: some is left there, which is found when not all arrives. */
const ORDERED_PERCENT = 80;
const ARRIVED_PERCENT = 40;
const NAMED_MINOR = 48_000_000;
const channel = 'counter';

type Scene = { db: Db; clerk: Staff; branchCode: string; at: Date };

/** A moment of a working hour some days ago. */
const daysAgo = ({ at }: Scene, days: number, hour: number) =>
  momentOn(addDays(tradingDay(at), -days), hour, 0);

/**
 * What goes between branches in the demo, made by the very operations of the trade: goods
 * for an order on the road, an order of which not all arrived and the rest is partly
 * nowhere, one whose goods nobody has planned yet, and two orders whose freight no tariff
 * knows, for one of which a price is named. Does nothing where the world lacks people,
 * companies or goods.
 */
export async function seedDemoTransfers(db: Db, at: Date): Promise<void> {
  const people = await findTreasurers(db);
  const branchCode = people?.clerk.branchCode;
  const own = await findHauled(db, 'altyn');
  if (!people || !branchCode || !own) return;
  const scene = { db, clerk: people.clerk, branchCode, at };
  await agreeFreight(scene, people.manager);
  const amounts = { mostHereG: 2 * TONNE_G, leastThereG: 2 * TONNE_G };
  const [going, short, needed] = await listSpread(db, { branchCode, ...amounts, limit: 3 });
  if (!going || !short || !needed) return;
  await onTheRoad(scene, own.companyId, going);
  await arrivedShort(scene, own.companyId, short);
  const asked = new Date(at.getTime() - 3 * HOUR_MS);
  await orderBeyond(scene, { companyId: own.companyId, goods: needed, at: asked });
}

/** Yesterday a vehicle left with what an order needs. */
async function onTheRoad(scene: Scene, companyId: string, goods: Spread): Promise<void> {
  const orderId = await paidOrder(scene, { companyId, goods, at: daysAgo(scene, 2, 11) });
  await sent(scene, { orderId, goods, at: daysAgo(scene, 1, 16) });
}

/** Of what an order needs the smaller part arrived an hour ago, and was looked for elsewhere. */
async function arrivedShort(scene: Scene, companyId: string, goods: Spread): Promise<void> {
  const { db, clerk } = scene;
  const orderId = await paidOrder(scene, { companyId, goods, at: daysAgo(scene, 5, 10) });
  const transferId = await sent(scene, { orderId, goods, at: daysAgo(scene, 4, 9) });
  const transfer = transferId === undefined ? undefined : await findTransferFacts(db, transferId);
  if (!transfer) return;
  const at = new Date(scene.at.getTime() - HOUR_MS);
  const lots = transfer.lots.map(({ lotId, ...whole }) => {
    const share = (amount: number) => Math.floor((amount * ARRIVED_PERCENT) / PERCENT);
    const pieces = whole.pieces === null ? null : share(whole.pieces);
    const { weightG } = partOf(whole, { pieces: pieces ?? 0, weightG: share(whole.weightG) });
    return pieces === null ? { lotId, weightG } : { lotId, pieces };
  });
  const { id, version } = transfer;
  const note = 'Две связки не погрузили';
  await transact(db, (tx) =>
    receiveTransfer(tx, clerk, { transferId: id, version, lots, note, channel, at }),
  );
  await transact(db, (tx) => seekMissing(tx, { orderId, by: null, at }));
}

/** Plans what an order needs of the other branch, and lets it leave; nothing where nobody is there. */
async function sent(
  { db, branchCode }: Scene,
  of: { orderId: string; goods: Spread; at: Date },
): Promise<string | undefined> {
  const { orderId, goods, at } = of;
  const { fromBranch } = goods;
  const sender = await findCounterOf(db, fromBranch);
  if (!sender) return undefined;
  const id = newId(at.getTime());
  const way = { fromBranch, toBranch: branchCode };
  const plan = { id, orderIds: [orderId], ...way, channel, at } as const;
  await transact(db, (tx) => planForOrders(tx, sender, plan));
  const leaving = { transferId: id, version: 1, vehiclePlate: '664 KTZ 01', channel, at } as const;
  await transact(db, (tx) => sendTransfer(tx, sender, leaving));
  return id;
}

/** The same, paid an hour later, so that its time does not run out. */
async function paidOrder(
  scene: Scene,
  of: { companyId: string; goods: Spread; at: Date },
): Promise<string> {
  const { db } = scene;
  const orderId = await orderBeyond(scene, of);
  const facts = await findOrderFacts(db, orderId);
  if (!facts) throw new Error('an order of the demo that is not there');
  const { companyId, number, grossMinor: amountMinor } = facts;
  const money = { method: 'transfer', reference: `ПП ${number}`, companyId, amountMinor } as const;
  const at = new Date(of.at.getTime() + HOUR_MS);
  const by = { orderIds: [orderId], personId: null, channel: null, at };
  await transact(db, (tx) => receivePayment(tx, { ...money, ...by }));
  return orderId;
}

/** An order for all that its branch has of something and most of what the other has. */
function orderBeyond(
  scene: Scene,
  of: { companyId: string; goods: Spread; at: Date },
): Promise<string> {
  const { companyId, goods, at } = of;
  const weightG = goods.hereG + (goods.thereG * ORDERED_PERCENT) / PERCENT;
  const tonnesMilli = Math.floor(weightG / (TONNE_G / 1000));
  return placed(scene, { companyId, siteId: null, productId: goods.id, tonnesMilli, at });
}

/** Two orders for places that no tariff knows: one waits for a price, one for its company's answer. */
async function agreeFreight(scene: Scene, manager: Staff): Promise<void> {
  const { db, branchCode, at } = scene;
  const wanted = { branchCode, lengthKind: 'measured', atLeastG: 5 * TONNE_G, limit: 1 } as const;
  const [goods] = await listGoodsToShip(db, wanted);
  const [unnamed, named] = [
    await findHauled(db, 'karaganda-mash'),
    await findHauled(db, 'altay-energo'),
  ];
  if (!goods || !unnamed || !named) return;
  const asked = new Date(at.getTime() - 4 * HOUR_MS);
  await placedTo(scene, { ...unnamed, productId: goods.id, at: asked });
  const orderId = await placedTo(scene, { ...named, productId: goods.id, at: asked });
  const { version } = (await findOrderFacts(db, orderId)) ?? { version: 0 };
  const reason = 'Длинномер по зимней дороге, так просит перевозчик';
  const told = { orderId, version, netMinor: NAMED_MINOR, reason };
  const when = new Date(at.getTime() - 2 * HOUR_MS);
  await transact(db, (tx) => nameFreight(tx, manager, { ...told, at: when }));
}

/** An order to a village that is no station of the network. */
async function placedTo(
  scene: Scene,
  of: { companyId: string; productId: string; at: Date },
): Promise<string> {
  const { companyId, at } = of;
  const place = { name: 'Карьер', city: 'Саяк', address: 'промзона, участок 2' };
  const add = { companyId, ...place, at };
  const siteId = await transact(scene.db, (tx) => insertSite(tx, add));
  return placed(scene, { ...of, siteId, tonnesMilli: 1500 });
}

/** Takes an order by telephone that is paid first: it takes nothing of what its company has on credit. */
async function placed(
  { db, clerk, branchCode }: Scene,
  of: {
    companyId: string;
    siteId: string | null;
    productId: string;
    tonnesMilli: number;
    at: Date;
  },
): Promise<string> {
  const { companyId, siteId, productId, tonnesMilli: amountMilli, at } = of;
  const cartId = await transact(db, async (tx) => {
    const cart = await openDeskCart(tx, clerk, { companyId, branchCode, channel: 'phone', at });
    const quantity = { amountMilli, unit: 't' } as const;
    const lines = [{ id: newId(at.getTime()), productId, quantity }];
    await addLines(tx, clerk, { cartId: cart.id, channel: 'phone', lines, at });
    const said = { contactId: null, purchaseNumber: 'ЗК-118', note: '' };
    const details = { branchCode, siteId, ...said };
    await setDetails(tx, clerk, { cartId: cart.id, ...details, at });
    return cart.id;
  });
  const cart = await readCart(db, { cartId }, at);
  if (!cart) throw new Error('a cart of the demo that is not there');
  const key = newId(at.getTime());
  const sale = {
    key,
    cartId,
    channel: 'phone',
    payment: 'prepaid',
    isAnotherOrder: true,
    at,
  } as const;
  await transact(db, (tx) => placeOrder(tx, clerk, { ...sale, shownTerms: termsHash(cart) }));
  return key;
}
