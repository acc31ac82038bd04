import type { Kysely } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { writeTable } from '../../src/platform/gateways/spreadsheet.ts';
import { newId } from '../../src/platform/id.ts';
import { NotFound, Refusal } from '../../src/platform/refusal.ts';
import { findDraft, findPrices } from '../../src/pricing/price-draft.queries.ts';
import { paceOf } from '../../src/pricing/price-import.ts';
import { countRows, listRows } from '../../src/pricing/price-import-row.queries.ts';
import { findPriceImport } from '../../src/pricing/price-import.queries.ts';
import { findPriceList } from '../../src/pricing/price-list.queries.ts';
import { setPrices } from '../../src/pricing/set-prices.ts';
import { beginDraft } from '../../src/pricing/revise-price-list.ts';
import {
  applyPriceImport,
  cancelPriceImport,
  excludeRow,
  setImportColumns,
  takePriceFile,
} from '../../src/pricing/take-price-file.ts';
import { workPriceImport } from '../../src/pricing/work-price-import.ts';
import { freshDatabase } from '../support/database.ts';
import { aClerk, aCompany, aProduct, aPublishedList, aTradingDay, at } from '../support/world.ts';

const TODAY = '2026-11-26';

let db: Kysely<DB>;
let manager: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
});

/** A company's list with two products at 420 000 ₸/t, and a third that it does not price. */
async function aList() {
  const company = await aCompany(db);
  const [first, second, third] = [await aProduct(db), await aProduct(db), await aProduct(db)];
  const prices = { [first.id]: 42_000_000, [second.id]: 42_000_000 };
  const { listId } = await aPublishedList(db, { level: 'company', companyId: company.id, prices });
  return { company, first, second, third, listId };
}

/** A file on its way as far as it goes by itself. */
async function importing(listId: string, content: string | Buffer) {
  const id = newId();
  const file = Buffer.from(content);
  await transact(db, (tx) =>
    takePriceFile(tx, manager, { id, listId, fileName: 'p.csv', file, at }),
  );
  await workPriceImport(db, { importId: id });
  return { importId: id, listId };
}
const stateOf = async (of: { importId: string; listId: string }) => {
  const found = await findPriceImport(db, of);
  if (!found) throw new Error('the import is gone');
  return found;
};
const changed = async (importId: string, verdict: 'changed' | 'wrong' = 'changed') =>
  (await listRows(db, { importId, verdict, limit: 50, offset: 0 })).rows;
async function applying(
  of: { importId: string; listId: string },
  given: { publishFrom?: string; hasReadRemarks?: boolean } = {},
) {
  const wish = { ...of, publishFrom: null, hasReadRemarks: true, at, ...given };
  await transact(db, (tx) => applyPriceImport(tx, manager, wish));
  await workPriceImport(db, of);
  return stateOf(of);
}

describe('a file beside its list', () => {
  test('rows are new, changed, unchanged or wrong, the biggest change first', async () => {
    const { first, second, third, listId } = await aList();
    const lines = ['SKU;Цена', `${first.sku};430000`, `${second.sku.toLowerCase()};800000`];
    const of = await importing(
      listId,
      [...lines, `${third.sku};1`, 'NO-SUCH;5', `${first.sku}X;-1`].join('\r\n'),
    );
    expect(await stateOf(of)).toMatchObject({ stage: 'ready', rowCount: 6, doneCount: 6 });
    expect(await countRows(db, of.importId)).toEqual({
      ...{ changed: 2, new: 1, unchanged: 0, wrong: 2, idle: 1, excluded: 0 },
    });
    expect((await changed(of.importId)).map(({ line, moveBp }) => [line, moveBp])).toEqual([
      [3, 9048],
      [2, 238],
    ]);
    expect(
      (await changed(of.importId, 'wrong')).map(({ line, problem }) => [line, problem]),
    ).toEqual([
      [5, 'unknown'],
      [6, 'not-positive'],
    ]);
  });

  test('the same file in windows-1251 and as a workbook says the same', async () => {
    const { first, listId } = await aList();
    const rows = [
      ['Артикул', 'Цена от 1 т'],
      [first.sku, '430000'],
    ];
    const { bytes } = writeTable('xlsx', { name: 'p', rows });
    const cp1251 = Buffer.concat([
      Buffer.from([0xc0, 0xf0, 0xf2, 0xe8, 0xea, 0xf3, 0xeb, 0x3b, 0xd6, 0xe5, 0xed, 0xe0]),
      Buffer.from([0x20, 0xee, 0xf2, 0x20, 0x31, 0x20, 0xf2, 0x0d, 0x0a]),
      Buffer.from(`${first.sku};430000`),
    ]);
    for (const file of [bytes, cp1251]) {
      const { importId } = await importing(listId, file);
      const [row] = await changed(importId);
      expect(row?.price).toEqual({ fromWeightsG: [1_000_000], pricesPerTonneMinor: [43_000_000] });
    }
  });

  test('a product in two rows: two prices count for nothing, the same price counts once', async () => {
    const { first, second, listId } = await aList();
    const rows = [`${first.sku};1`, `${first.sku};2`, `${second.sku};3`, `${second.sku};3`];
    const { importId } = await importing(listId, ['sku;price', ...rows].join('\n'));
    expect((await changed(importId)).map(({ line }) => line)).toEqual([4]);
    const wrong = await changed(importId, 'wrong');
    expect(wrong.map(({ line, problem }) => [line, problem])).toEqual([
      [2, 'twice'],
      [3, 'twice'],
      [5, 'repeated'],
    ]);
  });

  test.each([
    ['', 'fileEmpty'],
    [Buffer.from('PK\u0003\u0004 cut off'), 'fileUnreadable'],
    ['sku;price\nA;\u0000', 'fileUnreadable'],
    [`sku;price\nA;${'9'.repeat(2000)}`, 'fileCell:1000'],
  ])('a file that is no table says so (%#)', async (content, problem) => {
    const { listId } = await aList();
    expect(await stateOf(await importing(listId, content))).toMatchObject({
      stage: 'failed',
      problem,
    });
  });

  test('a file of one column asks for its columns and goes no further', async () => {
    const { first, listId } = await aList();
    const of = await importing(listId, `${first.sku}\n`);
    expect((await stateOf(of)).stage).toBe('mapping');
    await expect(applying(of)).rejects.toThrow(Refusal);
  });

  test('columns that a person set are remembered for the next file of the list', async () => {
    const { first, listId } = await aList();
    const content = `Шифр;Сумма\n${first.sku};430000`;
    const of = await importing(listId, content);
    expect((await stateOf(of)).stage).toBe('mapping');
    const columns = [{ means: 'code' }, { means: 'price', fromG: 0 }] as const;
    await transact(db, (tx) =>
      setImportColumns(tx, manager, { ...of, columns: { headRows: 1, columns } }),
    );
    await workPriceImport(db, of);
    expect(await changed(of.importId)).toHaveLength(1);
    const next = await importing(listId, content);
    expect(await changed(next.importId)).toHaveLength(1);
  });
});

describe('from the file into the list', () => {
  test('rows that are not left out are published; the others and the rest of the list stay', async () => {
    const { first, second, third, listId } = await aList();
    const rows = [`${first.sku};430000`, `${third.sku};500000`, `${second.sku};1`];
    const of = await importing(listId, ['sku;price', ...rows].join('\n'));
    await transact(db, (tx) => excludeRow(tx, manager, { ...of, line: 4, isExcluded: true }));
    expect((await applying(of, { publishFrom: TODAY })).stage).toBe('applied');

    const [version] = (await findPriceList(db, listId))?.versions ?? [];
    const asked = { versionId: version?.id ?? '', productIds: [first.id, second.id, third.id] };
    const prices = await findPrices(db, asked);
    expect(version).toMatchObject({ number: 2, from: TODAY });
    expect([...asked.productIds].map((id) => prices.get(id)?.pricesPerTonneMinor)).toEqual([
      [43_000_000],
      [42_000_000],
      [50_000_000],
    ]);
    // A second click, and the job once more, publish nothing twice.
    await applying(of, { publishFrom: TODAY });
    expect((await findPriceList(db, listId))?.versions).toHaveLength(2);
  });

  test('remarks that were not read stop the publication and keep the file', async () => {
    const { first, listId } = await aList();
    const of = await importing(listId, `sku;price\n${first.sku};800000`);
    const state = await applying(of, { publishFrom: TODAY, hasReadRemarks: false });
    expect(state).toMatchObject({ stage: 'ready', problem: 'remarks-unread' });
    expect(await findDraft(db, listId)).toBeUndefined();
    expect((await applying(of, { publishFrom: TODAY })).stage).toBe('applied');
  });

  test('of two files for one list the second is compared anew before it counts', async () => {
    const { first, listId } = await aList();
    const one = await importing(listId, `sku;price\n${first.sku};430000`);
    const other = await importing(listId, `sku;price\n${first.sku};440000`);
    expect((await applying(one)).stage).toBe('applied');
    expect(await applying(other)).toMatchObject({ stage: 'ready', problem: 'changed-meanwhile' });
    const [row] = await changed(other.importId);
    expect(row?.before?.pricesPerTonneMinor).toEqual([43_000_000]);
    expect((await applying(other)).stage).toBe('applied');
    const draft = await findDraft(db, listId);
    const asked = { versionId: draft?.versionId ?? '', productIds: [first.id] };
    const prices = await findPrices(db, asked);
    expect(prices.get(first.id)?.pricesPerTonneMinor).toEqual([44_000_000]);
  });

  test('a price that a colleague typed meanwhile is not overwritten unseen', async () => {
    const { first, listId } = await aList();
    await transact(db, (tx) => beginDraft(tx, manager, { listId, at }));
    const of = await importing(listId, `sku;price\n${first.sku};430000`);
    const price = { fromWeightsG: [0], pricesPerTonneMinor: [45_000_000] };
    const prices = new Map([[first.id, { seen: '0:42000000', price }]]);
    await transact(db, (tx) => setPrices(tx, manager, { listId, prices }));
    expect(await applying(of)).toMatchObject({ stage: 'ready', problem: 'changed-meanwhile' });
  });

  test('a file that was stopped writes nothing, and one of another list is not there', async () => {
    const { first, listId } = await aList();
    const of = await importing(listId, `sku;price\n${first.sku};430000`);
    await transact(db, (tx) => cancelPriceImport(tx, manager, of));
    await expect(applying(of)).rejects.toThrow(Refusal);
    const foreign = { ...of, listId: (await aList()).listId };
    await expect(applying(foreign)).rejects.toThrow(NotFound);
    expect(await findPriceImport(db, foreign)).toBeUndefined();
  });
});

test('a job that was killed goes on where it was, and reads no row twice', async () => {
  const { first, second, listId } = await aList();
  const filler = Array.from({ length: 2500 }, (_, i) => `NO-${i};1`);
  const content = ['sku;price', `${first.sku};430000`, ...filler, `${second.sku};430000`].join(
    '\n',
  );
  const of = await importing(listId, content);
  const rows = () => db.selectFrom('priceImportRow').where('importId', '=', of.importId);
  const tally = { changed: 2, wrong: 2500, idle: 1 };

  // As a kill leaves it while the rows are compared: what is judged and how far it is are one commit.
  const set = (to: object) => db.updateTable('priceImport').set(to).where('id', '=', of.importId);
  await set({ stage: 'judging', doneCount: 1200 }).execute();
  await db
    .updateTable('priceImportRow')
    .set({ verdict: null, problem: null })
    .where('importId', '=', of.importId)
    .where('line', '>', 1200)
    .execute();
  await workPriceImport(db, of);
  expect(await countRows(db, of.importId)).toMatchObject(tally);

  // And while the file is read.
  await set({
    stage: 'reading',
    file: Buffer.from(content),
    rowCount: 1000,
    doneCount: 0,
  }).execute();
  await db
    .deleteFrom('priceImportRow')
    .where('importId', '=', of.importId)
    .where('line', '>', 1000)
    .execute();
  await workPriceImport(db, of);
  expect((await stateOf(of)).stage).toBe('ready');
  expect(await rows().select('line').execute()).toHaveLength(2503);
  expect(await countRows(db, of.importId)).toMatchObject(tally);
});

test('progress says rows a second and the seconds that are left', () => {
  const state = {
    stage: 'judging',
    rowCount: 100_000,
    doneCount: 25_000,
    expectedCount: null,
  } as const;
  expect(paceOf({ ...state, seconds: 5 })).toEqual({
    ...{ done: 25_000, total: 100_000, perSecond: 5000, secondsLeft: 15 },
  });
  expect(paceOf({ ...state, doneCount: 0, seconds: 1 })).toBeUndefined();
});
