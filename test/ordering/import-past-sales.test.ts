import type { Kysely } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { listPurchases } from '../../src/history/history.queries.ts';
import { importPastSales } from '../../src/ordering/import-past-sales.ts';
import { readPastSaleFile } from '../../src/ordering/past-sale-file.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { freshDatabase } from '../support/database.ts';
import { auditFindings } from '../support/sale.ts';
import { aCompany, aProduct, aTradingDay } from '../support/world.ts';

const HEAD = 'number;date;bin;channel;branch;purchase_number;sku;weight_kg;net;vat';

let db: Kysely<DB>;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
});

const importing = (file: string) => {
  const { rows, problems } = readPastSaleFile(file);
  expect(problems).toEqual([]);
  return transact(db, (tx) => importPastSales(tx, { source: '1c', rows }));
};

describe('a file of past sales', () => {
  test('is read with any separator, any order of columns, point or comma', () => {
    const file =
      'vat,net,weight_kg,sku,purchase_number,branch,channel,bin,date,number\n69821.5,"436384,40",10.39,R-12,,ala,phone,240140000001,2026-03-02,УТ-1';
    expect(readPastSaleFile(file).rows).toEqual([
      {
        row: 2,
        externalNumber: 'УТ-1',
        day: '2026-03-02',
        bin: '240140000001',
        channel: 'phone',
        branchCode: 'ALA',
        purchaseNumber: '',
        sku: 'R-12',
        weightG: 10_390,
        netMinor: 43_638_440,
        vatMinor: 6_982_150,
      },
    ]);
  });

  test.each([
    ['УТ-1;2026-02-30;240140000001;phone;ALA;;R-12;10;1;0', 'date 2026-02-30'],
    ['УТ-1;2026-03-02;24014;phone;ALA;;R-12;10;1;0', 'bin 24014'],
    ['УТ-1;2026-03-02;240140000001;fax;ALA;;R-12;10;1;0', 'channel fax'],
    ['УТ-1;2026-03-02;240140000001;phone;ALA;;R-12;-10;1;0', 'weight_kg -10'],
    ['УТ-1;2026-03-02;240140000001;phone;ALA;;R-12;10;1e9;0', 'net 1e9'],
    ['УТ-1;2026-03-02;240140000001;phone;ALA;;R-12;10;1;2', 'vat 2'],
    [';2026-03-02;240140000001;phone;ALA;;R-12;10;1;0', 'number is empty'],
    ['УТ-1', 'date'],
  ])('says what is wrong with %j', (row, said) => {
    const { rows, problems } = readPastSaleFile(`${HEAD}\n${row}`);
    expect(rows).toEqual([]);
    expect(problems).toMatchObject([{ row: 2, problem: expect.stringContaining(said) }]);
  });

  test('without a column is no such file', () => {
    const { problems } = readPastSaleFile('number;date\nУТ-1;2026-03-02');
    expect(problems[0]?.problem).toContain('no column bin, channel');
  });
});

test('rows of one number become one sale in the history, once however often the file comes', async () => {
  const company = await aCompany(db);
  const [one, other] = [await aProduct(db), await aProduct(db)];
  const sale = `УТ-7;2026-03-02;${company.bin};counter;ALA;З-1`;
  const file = `${HEAD}\n${sale};${one.sku};10,39;4 363,80;698,21\n${sale};${other.sku};20;8400;1344`;

  expect(await importing(file)).toEqual({ imported: 1, known: 0, problems: [] });
  expect(await importing(file)).toEqual({ imported: 0, known: 1, problems: [] });

  expect(await listPurchases(db, { companyId: company.id, limit: 10 })).toMatchObject([
    {
      number: '1c УТ-7',
      channel: 'counter',
      stage: 'delivered',
      purchaseNumber: 'З-1',
      weightG: 30_390,
      grossMinor: 1_480_601,
    },
  ]);
  expect(await auditFindings(db)).toEqual([]);
});

test('a company, a branch or a product that we do not have, and rows that disagree, write nothing', async () => {
  const company = await aCompany(db);
  const { sku } = await aProduct(db);
  const rows = [
    `УТ-8;2026-03-02;${company.bin};counter;ALA;;${sku};1;1;0`,
    `УТ-8;2026-03-03;${company.bin};counter;ALA;;${sku};1;1;0`,
    `УТ-9;2026-03-02;000000000000;counter;ALA;;${sku};1;1;0`,
    `УТ-10;2026-03-02;${company.bin};counter;XXX;;${sku};1;1;0`,
    `УТ-11;2026-03-02;${company.bin};counter;ALA;;nobody;1;1;0`,
  ];

  const { imported, problems } = await importing([HEAD, ...rows].join('\n'));

  expect(imported).toBe(0);
  expect(problems.map(({ row, problem }) => `${row}: ${problem}`)).toEqual([
    '3: sale УТ-8 has another date, company, channel or branch in row 2',
    '4: no company has the BIN 000000000000',
    '5: no branch XXX',
    '6: no product has the SKU nobody',
  ]);
  expect(await listPurchases(db, { companyId: company.id, limit: 10 })).toEqual([]);
});
