import { figuresFor } from '../../figures.ts';
import type { ShipmentStage } from '../../../src/platform/db/schema.ts';
import { type DeliveryRefusal, type RefusalWords, wordFor } from '../refusal-words.ts';
import { stages as orderStages } from './buying.ts';

const { date, massKg } = figuresFor('en');

export const shipmentStages: Record<ShipmentStage, string> = {
  planned: 'Planned',
  loading: 'Being loaded',
  loaded: 'Loaded',
  weighed: 'Weighed',
  left: 'On the way',
  arrived: 'At the site',
  'handed-over': 'Handed over',
  cancelled: 'Cancelled',
};

/** What of it is said when goods may not go on a vehicle, or leave. */
export const deliveryRefusals: Pick<RefusalWords, DeliveryRefusal> = {
  'order-has-shipments': () =>
    'This order leaves by shipments. Let them go and hand them over: it is delivered when all is there.',
  'nothing-stored': () =>
    'Nothing of this order lies ready any more. What was charged is taken back by a credit note, on the page of its invoice.',
  'vehicles-planned': () =>
    'A vehicle is planned for this order, or has left. Cancel the vehicle on the page of the order’s shipments first.',
  'unwound-too-early': ({ fromDay }) =>
    fromDay === null
      ? 'The agreement of this order gives no right to end it for lying here, or its buyer was not told that it is ready. Talk to the buyer.'
      : `This order may be ended from ${date(fromDay)} on. Until then talk to the buyer.`,
  'goods-not-held': () =>
    'Nothing is held for this order any more: its time ran out before it was paid. Take its payment, then its goods are held again where they are still there. Or cancel it and repeat it as a new order.',
  'goods-missing': () =>
    'Some of the goods of this order did not come and are held nowhere. Say first what becomes of them: look for them again, or leave them out of the order. The buttons stand on the order’s page.',
  'order-over': ({ stage }) =>
    `Nothing can be left out of this order any more: ${wordFor(orderStages, stage)}.`,
  'nothing-left-of-order': () =>
    'Nothing of this order is there, so nothing would be left of it. Cancel the order instead, or look for the goods again.',
  'left-out-on-vehicle': ({ sku }) =>
    `More of ${sku} stands on the plan of a vehicle than is there. Cancel that vehicle or plan it anew with what is there, then leave the rest out.`,
  'shortage-beyond': ({ leftG, leftPieces }) =>
    `At most ${leftPieces === null ? massKg(leftG) : `${leftPieces} pcs`} of it can be missing here: no more is held for the order, or the rest stands on vehicles. Say that much, or take it off the vehicle first.`,
  'shipment-too-early': ({ stage }) =>
    `The order is not so far: ${wordFor(orderStages, stage)}. Bring it on its page to the next step first.`,
  'shipment-empty': () =>
    'Nothing is on this shipment. Say of at least one line how much goes along.',
  'shipment-beyond': ({ position, leftG, leftPieces }) =>
    `Of line ${position} only ${leftPieces === null ? massKg(leftG) : `${leftPieces} pcs`} are left. Plan that much, or take it off another shipment.`,
  'shipment-over': ({ shipmentStage }) =>
    `This shipment cannot be changed any more: ${wordFor(shipmentStages, shipmentStage)}. Plan another one for the order.`,
  'shipment-not-loaded': ({ shipmentStage }) =>
    `It cannot leave yet: ${wordFor(shipmentStages, shipmentStage)}. Finish loading first.`,
  'shipment-not-weighed': () =>
    'Goods are billed by the scale, or something was loaded after the weighing. Weigh the vehicle before it leaves.',
  'shipment-not-left': ({ shipmentStage }) =>
    `It cannot be handed over yet: ${wordFor(shipmentStages, shipmentStage)}. Let it leave the yard first.`,
  'weighed-by-one': () =>
    'A weight that is typed by hand needs a second person. Ask a colleague to confirm it.',
  'shipment-fetched': () =>
    'The buyer fetches these goods himself: his vehicle is not followed. Look at his telephone number on the order.',
  'scale-silent': () =>
    'The scale gives no weight: it is off, out of reach or overloaded. Look at its display and read it again, or type the weight by hand with a second person.',
  'scale-unstable': () =>
    'The weight still moves. Wait until the figure on the scale stands, then read it again.',
  'scale-empty': () => 'Nothing stands on the scale. Let the vehicle drive on, then read it again.',
  'transfer-over': () => 'This transfer was cancelled or is over. Plan a new one.',
  'transfer-not-left': () =>
    'The goods have not left yet, or were never sent. Look at the transfer again.',
  'transfer-beyond': () => 'More than was sent cannot arrive. Check the pieces and kilograms.',
  'reading-missing': () =>
    'These weighings do not count any more: something was loaded or weighed since. Read the scale again.',
  'gross-below-tare': ({ tareG, grossG }) =>
    `Loaded it weighs ${massKg(grossG)}, empty ${massKg(tareG)}: that cannot be. Read the scale again, empty or loaded.`,
  'ticket-taken': ({ number }) =>
    `Weigh ticket ${number} belongs to another weighing. Look at the number again.`,
  'reweighed-without-reason': () =>
    'This shipment is weighed already. Say why it is weighed again; the first ticket stays.',
  'tags-beyond': ({ taggedG, netG }) =>
    `The tags say ${massKg(taggedG)}, the scale ${massKg(netG)}. Check the tags, or weigh again.`,
  'excess-none': () =>
    'Nothing on this shipment is above the tolerance: there is nothing to decide.',
  'site-missing': () =>
    'The order has no site to bring the goods to. Choose a site, or let the buyer fetch them.',
  'lot-short': ({ heatNumber, leftG }) =>
    `Of heat ${heatNumber} only ${massKg(leftG)} are left, besides what stands on other vehicles. Take the rest of another lot.`,
  'certificate-missing': ({ heats }) =>
    `No certificate is there for heat ${heats}. Attach it, or ask the buyer to take the goods without it on his page.`,
  'authority-missing': () => 'Who fetches the goods needs a power of attorney. Type its number.',
  'authority-over': ({ number, untilDay }) =>
    `Power of attorney ${number} ended on ${date(untilDay)}. Ask for a new one and type its number.`,
};
