import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { issueInvoice } from '../../src/payments/issue-invoice.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { builtProgram } from '../support/built-program.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, handedOver } from '../support/sale.ts';
import { aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

const PROGRAM = 'test/support/programs/issue-and-die.ts';

test('killed with the number in hand, the program leaves no gap: the next invoice has it', async () => {
  const { db, url } = await freshDatabase();
  await aTradingDay(db);
  const [clerk, manager] = [await aClerk(db), await aClerk(db, 'manager')];
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const anOrder = async () =>
    handedOver(db, clerk, await aCartOf(db, clerk, company, [{ product: rebar, bars: 3 }]));
  const [first, killed] = [await anOrder(), await anOrder()];
  const invoice = (orderId: string) =>
    transact(db, (tx) => issueInvoice(tx, manager, { orderId, channel: null, at }));
  await invoice(first);

  const told = [url, JSON.stringify(manager), killed, at.toISOString()];
  const child = spawn(process.execPath, [...builtProgram(PROGRAM), ...told], {
    stdio: 'inherit',
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];

  expect(signal).toBe('SIGKILL');
  expect(await db.selectFrom('document').select('serial').execute()).toEqual([{ serial: 1 }]);
  await invoice(killed);
  const serials = await db.selectFrom('document').orderBy('serial').select('serial').execute();
  expect(serials).toEqual([{ serial: 1 }, { serial: 2 }]);
  expect(await auditFindings(db)).toEqual([]);
}, 60_000);
