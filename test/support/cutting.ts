import type { Kysely } from 'kysely';
import { addLines } from '../../src/ordering/add-lines.ts';
import type { WantedCutting } from '../../src/ordering/cut-line.ts';
import type { Actor } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { aCartOf } from './sale.ts';
import { at } from './world.ts';

/** 31.5 m out of three bars of 11.7 m: two of 5 × 2 m + 1.5 m, and one that leaves 3.2 m. */
export const aCutList: WantedCutting = {
  pieces: [
    { count: 12, lengthMm: 2_000 },
    { count: 5, lengthMm: 1_500 },
  ],
  offcuts: 'leave',
};

/** A cart at the counter with bars of a product that are cut. */
export async function aCutCart(
  db: Kysely<DB>,
  clerk: Actor,
  of: { company: { id: string }; product: { id: string }; cutting?: WantedCutting },
) {
  const { company, product, cutting = aCutList } = of;
  const { id: cartId } = await aCartOf(db, clerk, company, []);
  const lineId = newId();
  const quantity = { amountMilli: 1000, unit: 'pcs' } as const;
  const lines = [{ id: lineId, productId: product.id, quantity, cutting }];
  const adding = { cartId, channel: 'counter', lines, at } as const;
  await transact(db, (tx) => addLines(tx, clerk, adding));
  return { id: cartId, cartId, lineId, adding };
}
