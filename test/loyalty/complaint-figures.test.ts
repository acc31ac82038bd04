import { expect, test } from 'vitest';
import { complaintFigures } from '../../src/loyalty/nightly/complaint-figures.ts';
import { listComplaints } from '../../src/loyalty/nightly/complaint.queries.ts';
import type { Complaint, Delivered } from '../../src/loyalty/nightly/inputs.ts';
import { openClaim } from '../../src/claims/open-claim.ts';
import { withdrawClaim } from '../../src/claims/end-claim.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { aComplaint, anOrderToClaim, aPhoto } from '../support/claims.ts';
import { keptBack } from '../support/kept-back.ts';
import { freshDatabase } from '../support/database.ts';
import { aClerk, at, aTradingDay } from '../support/world.ts';

/** A Wednesday at ten in Almaty. */
const NOW = new Date('2026-11-25T05:00:00Z');
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

const delivered = (companyId: string, lines: number, branchCode = 'ALA'): Delivered => ({
  ...{ companyId, branchCode, lines, weightG: lines * 1_000_000 },
  population: companyId.startsWith('trader') ? 'trader' : 'end_user',
});
const complaint = (companyId: string, cameAt: Date, endedAt: Date | null = null): Complaint => ({
  ...{ companyId, branchCode: 'ALA', kind: 'damaged', cameAt, endedAt },
  population: companyId.startsWith('trader') ? 'trader' : 'end_user',
});
const found = (
  of: { delivered: readonly Delivered[]; complaints?: readonly Complaint[] },
  metric = 'complaints',
  segment = 'all',
) =>
  keptBack(
    complaintFigures({
      ...{ complaints: [], ...of, voices: [], asOf: NOW, today: 20_782, branches: ['ALA'] },
    }),
  ).find((one) => one.metric === metric && one.segment === segment);
const companies = (count: number, name = 'firm') =>
  Array.from({ length: count }, (_, at) => delivered(`${name}${at}`, 20));

test('none of 120 lines is no complaint, and may still be three in a hundred', () => {
  const one = found({ delivered: companies(6) });
  expect(one).toMatchObject({ value: 0, low: 0, n: 120, accounts: 6 });
  expect(one?.high).toBeCloseTo(0.0307, 4);
});

test('complaints are counted by lines and by weight, and by what they are about', () => {
  const complaints = [complaint('firm1', hoursAgo(48)), complaint('firm2', hoursAgo(3))];
  const one = found({ delivered: companies(5), complaints });
  expect(one).toMatchObject({ value: 0.02, n: 100 });
  expect(one?.detail).toMatchObject({ complaints: 2, kinds: { damaged: 2 } });
  expect(one?.detail['perThousandTonnes']).toBeCloseTo(20, 9);
});

test('of fewer than five companies nothing is told, nor of those that would be left', () => {
  const few = [...companies(20), ...companies(4, 'trader')];
  expect(found({ delivered: few }, 'complaints', 'trader')).toMatchObject({
    ...{ value: null, low: null, high: null, detail: {} },
  });
  expect(found({ delivered: few }, 'complaints', 'end_user')).toMatchObject({
    ...{ value: null, detail: { keptBack: true } },
  });
  expect(found({ delivered: few })?.value).toBe(0);
});

test('half are settled after hours of business, those still open counted as far as they are known', () => {
  const since = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);
  const complaints = [
    complaint('firm1', since(24), since(22)),
    complaint('firm2', since(24), since(20)),
    complaint('firm3', since(24)),
    complaint('firm4', since(24)),
    complaint('firm5', since(24)),
    complaint('firm6', since(24)),
  ];
  const one = found({ delivered: companies(7), complaints }, 'complaints.solve');
  expect(one).toMatchObject({ value: null, n: 6, accounts: 6, detail: { open: 4, p90: null } });
  const ended = complaints.map((each) => ({ ...each, endedAt: each.endedAt ?? since(20) }));
  expect(found({ delivered: companies(7), complaints: ended }, 'complaints.solve')?.value).toBe(4);
});

test('a claim about what was delivered is a complaint until its buyer takes it back', async () => {
  const { db } = await freshDatabase();
  await aTradingDay(db);
  const clerk = await aClerk(db, 'manager');
  const of = await anOrderToClaim(db, clerk);
  const until = new Date(at.getTime() + 3_600_000);
  expect((await listComplaints(db, until)).complaints).toEqual([]);

  const claim = aComplaint(of, { fileIds: [await aPhoto(db, of.buyer)] });
  await transact(db, (tx) => openClaim(tx, of.buyer, claim));

  const told = await listComplaints(db, until);
  expect(told.delivered).toMatchObject([{ companyId: of.buyer.companyId, lines: 1 }]);
  expect(told.complaints).toMatchObject([{ kind: 'damaged', cameAt: at, endedAt: null }]);
  expect((await listComplaints(db, new Date(at.getTime() - 1))).complaints).toEqual([]);

  const taken = { claimId: claim.id, version: 1, words: 'found it', at };
  await transact(db, (tx) => withdrawClaim(tx, of.buyer, taken));
  expect((await listComplaints(db, until)).complaints).toEqual([]);
});
