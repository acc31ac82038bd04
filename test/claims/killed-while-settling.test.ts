import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { decideClaim } from '../../src/claims/decide-claim.ts';
import { settleClaim } from '../../src/claims/settle-claim.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { failpoints } from '../../src/platform/failpoint.ts';
import { newId } from '../../src/platform/id.ts';
import { builtProgram } from '../support/built-program.ts';
import { aClaimTakenUp, anOrderToClaim, claimRow } from '../support/claims.ts';
import { freshDatabase } from '../support/database.ts';
import { auditFindings } from '../support/sale.ts';
import { aClerk, at, aTradingDay } from '../support/world.ts';

const PROGRAM = 'test/support/programs/settle-and-die.ts';

test('killed while a claim is made good, the program leaves nothing half done: the same form then does all of it', async () => {
  const { db, url } = await freshDatabase();
  await aTradingDay(db);
  const manager = await aClerk(db, 'manager');
  const order = await anOrderToClaim(db, manager);
  const claimId = await aClaimTakenUp(db, { ...order, clerk: manager });
  const said = { reasons: 'bent', promisedOn: null, lines: [], at };
  await transact(db, async (tx) => {
    const { version } = await claimRow(db, claimId);
    const decided = { claimId, version, verdict: 'accepted', outcome: 'return' } as const;
    await decideClaim(tx, manager, { ...decided, ...said });
  });
  const [line] = await db.selectFrom('claimLine').selectAll().execute();
  const back = { claimLineId: line!.id, fromLotId: line!.lotId!, pieces: 10, isSound: true };
  const { version } = await claimRow(db, claimId);
  const settled = {
    ...{ key: newId(), claimId, version, words: '', followUpNumber: '', at },
    returns: [{ ...back, weightG: line!.claimedG! }],
  };
  for (const failpoint of failpoints.filter((name) => name.startsWith('claim.'))) {
    const told = [url, JSON.stringify(manager), JSON.stringify(settled), failpoint];
    const child = spawn(process.execPath, [...builtProgram(PROGRAM), ...told], {
      stdio: 'inherit',
    });
    const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    expect(signal).toBe('SIGKILL');
    expect(await claimRow(db, claimId)).toMatchObject({ state: 'decided', version });
    expect(await db.selectFrom('claimSettlement').select('id').execute()).toEqual([]);
    expect(await auditFindings(db)).toEqual([]);
  }

  await transact(db, (tx) => settleClaim(tx, manager, settled));
  await transact(db, (tx) => settleClaim(tx, manager, settled));
  expect(await claimRow(db, claimId)).toMatchObject({ state: 'settled' });
  const notes = db.selectFrom('document').where('kind', '=', 'credit-note').select('serial');
  expect(await notes.execute()).toEqual([{ serial: 1 }]);
  expect(await auditFindings(db)).toEqual([]);
}, 90_000);
