import type { Kysely } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { closeSite, openSite } from '../../src/customers/keep-sites.ts';
import { listSites } from '../../src/customers/site.queries.ts';
import { readOrderChoices } from '../../src/ordering/order-choices.queries.ts';
import type { Buyer } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { aBuyer, aCompany, at, aTradingDay } from '../support/world.ts';

let db: Kysely<DB>;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
});

async function anAdministrator(): Promise<Buyer> {
  return aBuyer(db, await aCompany(db), 'company_admin');
}

const aSite = () => ({ id: newId(), name: 'Block B', city: 'Астана', address: 'north gate' });
const opened = (by: Buyer, site = aSite()) =>
  transact(db, (tx) => openSite(tx, by, { ...site, at }));
const closed = (by: Buyer, id: string) => transact(db, (tx) => closeSite(tx, by, { id, at }));
const eventsAbout = async (siteId: string) => {
  const found = await db
    .selectFrom('event')
    .where('subjectId', '=', siteId)
    .orderBy('id')
    .select('type')
    .execute();
  return found.map(({ type }) => type);
};

test('a site is there for the next order, once, however often its form is sent', async () => {
  const admin = await anAdministrator();
  const site = aSite();
  await opened(admin, site);
  await opened(admin, site);

  const { companyId } = admin;

  expect(await listSites(db, companyId)).toEqual([site]);
  expect((await readOrderChoices(db, { companyId, on: '2026-11-27' })).sites).toEqual([
    { id: site.id, name: site.name },
  ]);
  expect(await eventsAbout(site.id)).toEqual(['site.opened']);
});

test('nothing more is brought to a closed site, and it is closed once', async () => {
  const admin = await anAdministrator();
  const site = aSite();
  await opened(admin, site);
  await closed(admin, site.id);
  await closed(admin, site.id);

  expect(await listSites(db, admin.companyId)).toEqual([]);
  expect(await eventsAbout(site.id)).toEqual(['site.opened', 'site.closed']);
});

test('another company’s site is not there, and stays open', async () => {
  const [admin, stranger] = [await anAdministrator(), await anAdministrator()];
  const site = aSite();
  await opened(admin, site);

  await expect(closed(stranger, site.id)).rejects.toThrow('site');
  expect(await listSites(db, admin.companyId)).toEqual([site]);
});

test('sites are kept by the administrator: a buyer opens none', async () => {
  const buyer = await aBuyer(db, await aCompany(db), 'buyer');

  await expect(opened(buyer)).rejects.toMatchObject({ reason: { code: 'not-permitted' } });
});
