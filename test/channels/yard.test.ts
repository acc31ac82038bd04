import { expect, test } from 'vitest';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import { aCartOf } from '../support/sale.ts';
import { anOrderAt, certifyLots, linesOf, load, plan, shipmentAt } from '../support/shipping.ts';
import { aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

test('an unpaid vehicle is let go by the manager on the page of his desk, and by no clerk', async () => {
  const { app, db } = await anApp({ at });
  await aTradingDay(db);
  const [clerk, manager] = [await aClerk(db), await aClerk(db, 'manager')];
  const company = await aCompany(db);
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 2 }]);
  const orderId = await anOrderAt(db, clerk, cart, 'ready', { payment: 'prepaid' });
  await certifyLots(db, manager);
  const [line] = await linesOf(db, orderId);
  const id = await plan(db, clerk, orderId, [{ orderLineId: line?.id ?? '', pieces: 2 }]);
  await load(db, clerk, id);
  const { version } = await shipmentAt(db, id);

  const cookies = {
    counter: await signedIn(db, clerk, at),
    phone: await signedIn(db, manager, at),
  };
  const leaves = async (desk: 'counter' | 'phone', fields: Record<string, string>) =>
    app.request(`/${desk}/shipments/${id}/departure`, {
      method: 'POST',
      headers: {
        ...{ Cookie: cookies[desk], 'Content-Type': 'application/x-www-form-urlencoded' },
        ...fromOurPage,
      },
      body: new URLSearchParams({ version: `${version}`, ...fields }).toString(),
    });
  const pageOf = async (desk: 'counter' | 'phone') =>
    (await app.request(`/${desk}/shipments/${id}`, { headers: { Cookie: cookies[desk] } })).text();

  expect(await pageOf('counter')).not.toContain('name="unpaidReason"');
  const refused = await leaves('counter', {});
  expect([refused.status, await refused.text()]).toEqual([
    409,
    expect.stringContaining('data-refusal="unpaid-before"'),
  ]);

  expect(await pageOf('phone')).toContain('name="unpaidReason"');
  const gone = await leaves('phone', { unpaidReason: 'the money is on its way' });
  expect([gone.status, gone.headers.get('location')]).toEqual([303, `/phone/shipments/${id}`]);
  expect(await shipmentAt(db, id)).toMatchObject({ stage: 'left' });
  const told = await db
    .selectFrom('event')
    .where('subjectId', '=', orderId)
    .where('type', '=', 'order.released-unpaid')
    .select('personId')
    .execute();
  expect(told).toEqual([{ personId: manager.personId }]);
});
