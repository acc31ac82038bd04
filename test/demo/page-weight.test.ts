import { expect, test } from 'vitest';
import { slugOf } from '../../src/catalogue/category.ts';
import { seedDemoWorld } from '../../src/demo/seed-demo-world.ts';
import { anApp, signedIn, thursday } from '../support/app.ts';

/** What a page of fifty rows with own prices, stock, filters and boxes to compare by may weigh on its way. */
const HTML_BYTES_MAX = 6 * 1024;
const ROWS = 50;

test('every long category of the demo world comes in six kilobytes, in every language', async () => {
  const { app, db } = await anApp({ config: { demo: true } });
  await seedDemoWorld(db, { seed: 1, at: thursday, months: 1 });
  const purchaser = await db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.personId')
    .where('person.email', '=', 'purchaser@altyn.example')
    .select(['membership.personId', 'membership.companyId'])
    .executeTakeFirstOrThrow();
  const cookie = await signedIn(db, purchaser);
  const long = await db
    .selectFrom('product')
    .where('withdrawnAt', 'is', null)
    .groupBy('categoryCode')
    .having((product) => product.fn.countAll(), '>=', ROWS)
    .select('categoryCode')
    .execute();

  const bytes: Record<string, number> = {};
  for (const language of ['en', 'ru', 'kk'] as const) {
    await db.updateTable('person').set({ language }).where('id', '=', purchaser.personId).execute();
    for (const { categoryCode } of long) {
      const slug = slugOf(categoryCode);
      const headers = { cookie, 'Accept-Encoding': 'br' };
      const response = await app.request(`/c/${slug}`, { headers });
      expect([response.status, response.headers.get('Content-Encoding')], slug).toEqual([
        200,
        'br',
      ]);
      bytes[`${language} ${slug}`] = (await response.arrayBuffer()).byteLength;
    }
  }

  expect(Object.keys(bytes).length).toBeGreaterThan(30);
  const tooHeavy = Object.entries(bytes).filter(([, weight]) => weight > HTML_BYTES_MAX);
  expect(tooHeavy).toEqual([]);
});
