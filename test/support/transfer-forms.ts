import type { Kysely } from 'kysely';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { newId } from '../../src/platform/id.ts';
import { aCartBeyond } from './coming.ts';
import { anyId, exactly, exactNumber, type Field, number, optional, words } from './every-form.ts';
import { place } from './sale.ts';
import { aPlan, goodsAt, goodsInAstana, planned, send } from './transfers.ts';
import { TONNE } from './world.ts';

/** Who sends goods from Almaty to Astana, and gets some from there. */
type Sending = { db: Kysely<DB>; clerk: Staff; cookie: string };

type Ready = {
  cookie: string;
  params: Record<string, Field>;
  fields: Record<string, Field>;
};

/** The forms of transfers at a desk in Almaty, each with a transfer of its own. */
export function transferForms(
  base: string,
  sending: () => Sending,
): Record<string, () => Promise<Ready>> {
  return {
    [`POST ${base}/transfers`]: async () => {
      const { db, cookie } = sending();
      const { product, lotId } = await goodsInAstana(db);
      return {
        cookie,
        params: {},
        fields: {
          id: anyId(newId()),
          sku: exactly(product.sku),
          from: exactly('NQZ'),
          to: exactly('ALA'),
          note: optional(words('for the bridge', { max: 300 })),
          [`take-${lotId}`]: number('1000', { min: 0.001, max: 10_000, decimals: 3 }),
        },
      };
    },
    [`POST ${base}/transfers/for-orders`]: async () => {
      const { db, clerk, cookie } = sending();
      const { cart } = await aCartBeyond(db, clerk);
      const { orderId } = await place(db, clerk, cart);
      const id = anyId(newId());
      const way = { from: exactly('NQZ'), to: exactly('ALA') };
      const fields = { id, orderId: exactly(orderId), ...way };
      return { cookie, params: {}, fields };
    },
    [`POST ${base}/transfers/:transferId/departure`]: async () => {
      const { db, clerk, cookie } = sending();
      return {
        cookie,
        params: { transferId: exactly(await aTransfer({ db, clerk }, 'ALA')) },
        fields: { version: exactNumber('1'), plate: optional(words('777 AAA 02', { max: 20 })) },
      };
    },
    [`POST ${base}/transfers/:transferId/arrival`]: async () => {
      const { db, clerk, cookie } = sending();
      const { lotId } = await goodsInAstana(db);
      const id = await planned(db, clerk, aPlan([{ lotId, weightG: TONNE }]));
      await send(db, { ...clerk, branchCode: 'NQZ' }, id);
      return {
        cookie,
        params: { transferId: exactly(id) },
        fields: {
          version: exactNumber('2'),
          arrivalNote: optional(words('one bundle is wet', { max: 300 })),
          [`take-${lotId}`]: number('1000', { min: 0, max: 1000, decimals: 3 }),
        },
      };
    },
    [`POST ${base}/transfers/:transferId/cancellation`]: async () => {
      const { db, clerk, cookie } = sending();
      return {
        cookie,
        params: { transferId: exactly(await aTransfer({ db, clerk }, 'ALA')) },
        fields: {
          version: exactNumber('1'),
          cancelNote: words('sold here', { min: 3, max: 300 }),
        },
      };
    },
  };
}

/** A tonne that is planned to go from Almaty to Astana. */
async function aTransfer(
  { db, clerk }: Omit<Sending, 'cookie'>,
  fromBranch: 'ALA',
): Promise<string> {
  const { lotId } = await goodsAt(db, fromBranch);
  const plan = aPlan([{ lotId, weightG: TONNE }], { fromBranch, toBranch: 'NQZ' });
  return planned(db, clerk, plan);
}
