import type { CancellationReason } from '../../../src/ordering/order.ts';
import { countEn } from '../plural.ts';

/** Words of the way from the cart to the order that every channel shares. */
export const sale = {
  added: (count: number) => countEn(count, 'line added to the cart', 'lines added to the cart'),
  nothingAdded: 'Type a quantity beside at least one product.',
  lineProblem: (sku: string) =>
    `${sku}: this quantity cannot be understood. Write, for example, 12 or 1.5.`,
  notSoldSo: (sku: string) => `${sku} is not sold in this unit or not sold any more.`,
  quantityOf: (name: string) => `Quantity of ${name}`,
  shortOf: (available: string) => `only ${available} here`,
  comesFrom: (mass: string, branch: string, day: string) => `${mass} come from ${branch} on ${day}`,
  otherCarts: 'Other open carts of your company',
  continueIn: (code: string) => `Continue in ${code}`,
  changeDetails: 'Save and recalculate',
  anotherOrder: 'Yes, this is another order',
  whyThisPrice: 'Why this price',
  noDerivation: 'This sale was made in another system; how its price came about is not known here.',
  cancellationReasons: {
    'not-needed': 'Not needed any more',
    'too-late': 'It would come too late',
    'too-dear': 'Found cheaper',
    mistake: 'Ordered by mistake',
    other: 'Another reason',
  } satisfies Record<CancellationReason, string>,
  reasonInWords: 'In a few words',
  repeated: (added: number, missing: number) =>
    missing === 0
      ? `${countEn(added, 'line', 'lines')} put into the cart at today's prices`
      : `${countEn(added, 'line', 'lines')} put into the cart; ${missing} not sold any more`,
  toCart: 'To the cart',
  showing: 'Show',
  earlier: 'Earlier orders',
  placedByStaff: (name: string) => `${name} for you`,
  seeAllOrders: 'All orders',
  pickUp: 'Pick-up, no delivery site',
  nobody: 'Not named',
};
