import type { Kysely } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { placeLots } from '../../src/stock/place-lots.ts';
import { freshDatabase } from '../support/database.ts';
import { aClerk, aProduct, aTradingDay, stockOf, TONNE } from '../support/world.ts';

let db: Kysely<DB>;
let clerk: Staff;

beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
});

async function aLotHere(): Promise<string> {
  const product = await aProduct(db);
  await stockOf(db, product, TONNE);
  const lot = await db
    .selectFrom('lot')
    .where('productId', '=', product.id)
    .select('id')
    .executeTakeFirstOrThrow();
  return lot.id;
}

const placeOf = (id: string) =>
  db.selectFrom('lot').where('id', '=', id).select('place').executeTakeFirst();

test('a yard names only what lies in it: with a lot of another branch, or of none, nothing is written', async () => {
  const lotId = await aLotHere();
  const branchCode = 'ALA';
  const told = (places: { lotId: string; place: string }[], at: string = branchCode) =>
    transact(db, (tx) => placeLots(tx, clerk, { branchCode: at, places }));

  await expect(told([{ lotId, place: 'A1' }], 'NOWHERE')).rejects.toMatchObject({
    name: 'NotFound',
  });
  await expect(
    told([
      { lotId, place: 'A1' },
      { lotId: newId(), place: 'A2' },
    ]),
  ).rejects.toMatchObject({ name: 'NotFound' });
  expect(await placeOf(lotId)).toEqual({ place: '' });

  await told([{ lotId, place: 'A1' }]);
  expect(await placeOf(lotId)).toEqual({ place: 'A1' });
});
