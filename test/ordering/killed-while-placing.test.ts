import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Kysely } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { placeOrder, type Sale } from '../../src/ordering/place-order.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { failpoints } from '../../src/platform/failpoint.ts';
import { builtProgram } from '../support/built-program.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, aSaleOf, auditFindings } from '../support/sale.ts';
import { aClerk, aCompany, aTradingDay, rebarFor } from '../support/world.ts';

const PROGRAM = 'test/support/programs/place-and-die.ts';

let db: Kysely<DB>;
let url: string;
let clerk: Staff;
beforeAll(async () => {
  ({ db, url } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
});

/** Runs the placing in a process of its own; returns the signal that ended it. */
async function dyingAt(failpoint: string, sale: Sale): Promise<NodeJS.Signals | null> {
  const told = [url, failpoint, JSON.stringify(clerk), JSON.stringify(sale)];
  const child = spawn(process.execPath, [...builtProgram(PROGRAM), ...told], {
    stdio: 'inherit',
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return signal;
}

test.each(failpoints.filter((name) => name.startsWith('order.')))(
  'killed at %s leaves the order whole or not at all, and the same form places it once',
  async (failpoint) => {
    const company = await aCompany(db, { creditLimitMinor: 10_000_000 });
    const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
    const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 3 }]);
    const sale = await aSaleOf(db, cart);

    expect(await dyingAt(failpoint, sale)).toBe('SIGKILL');

    const ordersNow = () =>
      db.selectFrom('salesOrder').where('cartId', '=', cart.id).select('id').execute();
    expect(await ordersNow()).toHaveLength(failpoint === 'order.after-commit' ? 1 : 0);
    expect(await auditFindings(db)).toEqual([]);

    const placed = await transact(db, (tx) => placeOrder(tx, clerk, sale));
    expect(await ordersNow()).toEqual([{ id: placed.orderId }]);
    expect(await auditFindings(db)).toEqual([]);
  },
);
