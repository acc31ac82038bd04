import { beforeAll, describe, expect, test } from 'vitest';
import type { Kysely } from 'kysely';
import { foldCompanyName } from '../../src/customers/company-name.ts';
import { findCustomers } from '../../src/customers/customers.queries.ts';
import { registerCompany } from '../../src/customers/register-company.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { Refusal } from '../../src/platform/refusal.ts';
import { freshDatabase } from '../support/database.ts';
import { aClerk, aCompany, at, aTradingDay } from '../support/world.ts';

let db: Kysely<DB>;
let altyn: { id: string };
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  altyn = await aCompany(db, { name: 'ТОО «Алтын Құрылыс»', bin: '940140000385' });
  await db
    .insertInto('contact')
    .values({
      id: newId(),
      companyId: altyn.id,
      name: 'Айгерім Сейтова',
      searchName: foldCompanyName('Айгерім Сейтова'),
      phone: '+7 701 555 12 34',
      phoneDigits: '7015551234',
    })
    .execute();
  for (const other of ['ТОО «Береке Строй»', 'АО «Темір Жол»']) {
    await aCompany(db, { name: other });
  }
});

describe('a customer is found', () => {
  test.each([
    ['Алтын Құрылыс'],
    ['алтын курылыс'],
    ['Altyn Kurylys'],
    ['алтин курилис'],
    ['940140000385'],
    ['940140'],
    ['+7 (701) 555-12-34'],
    ['8 701 555 12 34'],
    ['1234'],
    ['Айгерим Сеитова'],
    ['сейтова'],
  ])('by %s', async (typed) => {
    const found = await findCustomers(db, typed, 10);
    expect(found[0]?.companyId).toBe(altyn.id);
  });

  test('by nothing that nobody is called', async () => {
    expect(await findCustomers(db, 'Ыбырай', 10)).toEqual([]);
    expect(await findCustomers(db, '', 10)).toEqual([]);
    expect(await findCustomers(db, '%', 10)).toEqual([]);
  });
});

describe('a company that walks in', () => {
  test('is opened once, though two clerks register its BIN at once', async () => {
    const clerk = await aClerk(db);
    const registration = { bin: '240140000011', name: 'ТОО «Жаңа»', branchCode: 'ALA', at };
    const registering = () => transact(db, (tx) => registerCompany(tx, clerk, registration));

    const [first, second] = await Promise.all([registering(), registering()]);

    expect(first.companyId).toBe(second.companyId);
    expect([first.isNew, second.isNew].filter(Boolean)).toHaveLength(1);
  });

  test('is refused where the check digit of its BIN is wrong', async () => {
    const clerk = await aClerk(db);
    const registration = { bin: '240140000012', name: 'x', branchCode: 'ALA', at };

    await expect(transact(db, (tx) => registerCompany(tx, clerk, registration))).rejects.toEqual(
      new Refusal({ code: 'bin-invalid' }),
    );
  });
});
