import { overridePrice } from '../ordering/override-price.ts';
import { readCart } from '../ordering/read-cart.ts';
import type { Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import type { DemoWorld } from './make-demo-world.ts';

/** More than a clerk may give away alone, and little enough for a manager. */
const ASKED_BP = 500;
const REASON = 'Везут из соседнего города по этой цене';

/**
 * The clerk at the counter has asked for a price of the first priced line of the
 * cart that is parked: it waits for a manager. Through the shop's own operation,
 * so the world needs its goods and prices first.
 */
export async function askForPrices(tx: Tx, world: DemoWorld, at: Date): Promise<void> {
  const parked = world.carts.find((cart) => cart.parkedAt);
  const clerk = world.staff.people.find(({ id }) => id === parked?.heldBy);
  if (!parked || !clerk) throw new RangeError('a world without a parked cart');
  const cart = await readCart(tx, { cartId: parked.id }, at);
  const line = cart?.lines.find(({ price }) => price);
  if (!line) return;
  const actor: Staff = {
    ...{ kind: 'staff', personId: clerk.id, name: clerk.name, email: clerk.email },
    ...{ language: 'ru', theme: 'system', role: 'counter', branchCode: parked.branchCode },
  };
  await overridePrice(tx, actor, {
    ...{ cartId: parked.id, lineId: line.id, channel: 'counter', at },
    ...{ wanted: { discountBp: ASKED_BP }, reason: REASON },
  });
}
