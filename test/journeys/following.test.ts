import { expect, test } from 'vitest';
import type { Buyer } from '../../src/people/actor.ts';
import { makeShipmentLink } from '../../src/delivery/make-shipment-link.ts';
import { trackShipment } from '../../src/delivery/track-shipment.ts';
import { newId } from '../../src/platform/id.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { hoursLater, onTheRoad } from '../support/tracked.ts';
import { at } from '../support/world.ts';
import { aVisitor, findPerson, letIn, openShop } from './shop.ts';

const shop = await openShop();

/** A vehicle on the road to the purchaser, with the link that somebody at his site has. */
async function aVehicle() {
  const purchaser = await findPerson(shop, 'purchaser');
  const { personId: clerkId } = await findPerson(shop, 'counter');
  const companyId = purchaser.companyId ?? '';
  const { id: orderId } = await shop.db
    .selectFrom('salesOrder')
    .where('companyId', '=', companyId)
    .where('stage', '<>', 'placed')
    .where('id', 'not in', shop.db.selectFrom('shipment').select('orderId'))
    .orderBy('placedAt', 'desc')
    .select('id')
    .executeTakeFirstOrThrow();
  const { shipmentId } = await onTheRoad(shop.db, { orderId, companyId, clerkId });
  const buyer = { ...purchaser, kind: 'buyer', role: 'buyer' } as unknown as Buyer;
  const { token } = await transact(shop.db, (tx) =>
    makeShipmentLink(tx, buyer, { shipmentId, at }),
  );
  return { shipmentId, orderId, link: `/t/${token}`, own: `/shipments/${shipmentId}` };
}

const report = (shipmentId: string, place: string, hours: number) =>
  transact(shop.db, (tx) =>
    trackShipment(
      tx,
      { kind: 'carrier', reportKey: newId() },
      {
        ...{ shipmentId, kind: 'checkpoint', happenedAt: hoursLater(hours), place, note: '' },
        at: hoursLater(hours),
      },
    ),
  );

/** A foreman with his phone at the gate. */
async function aForeman(scripts = true) {
  const visitor = await aVisitor(shop, { scripts, language: 'en' });
  await visitor.page.setViewportSize({ width: 390, height: 800 });
  return visitor.page;
}

test('a foreman sees the vehicle come by itself, says that it is there, signs; the buyer’s page follows', async () => {
  const { shipmentId, link, own, orderId } = await aVehicle();
  const office = await aVisitor(shop, { language: 'en' });
  await letIn(shop, office, 'purchaser');
  await office.context.addCookies([{ name: 'lang', value: 'en', url: shop.base }]);
  const { page: buyer } = office;
  await buyer.goto(`/o/${orderId}`);
  await buyer.locator('#shipments a').click();
  await buyer.waitForURL(`**${own}`);
  const foreman = await aForeman();
  await foreman.goto(`${link}?lang=en`);
  await expect.poll(() => shop.live.count()).toBe(2);

  await report(shipmentId, 'Балхаш', 11);
  for (const page of [buyer, foreman]) await page.getByText('Seen: Балхаш').waitFor();
  expect(await foreman.locator('#live').textContent()).toContain('Балхаш');

  await foreman.getByLabel('Your name').fill('Erlan');
  await report(shipmentId, 'Караганда', 20);
  await foreman.getByText('Seen: Караганда').waitFor();
  expect(await foreman.getByLabel('Your name').inputValue()).toBe('Erlan');

  await foreman.getByRole('button', { name: 'The vehicle has arrived' }).click();
  await foreman
    .getByRole('button', { name: 'The vehicle has arrived' })
    .waitFor({ state: 'detached' });
  await buyer.getByText('At the site').first().waitFor();

  await foreman.getByLabel('Your name').fill('Erlan, foreman');
  await foreman.getByText('Something is short or damaged').click();
  await foreman.getByLabel('What is short or damaged').fill('two bars are bent');
  const pad = foreman.locator('[data-sign] svg');
  await pad.scrollIntoViewIfNeeded();
  const box = (await pad.boundingBox())!;
  await foreman.mouse.move(box.x + 30, box.y + 30);
  await foreman.mouse.down();
  await foreman.mouse.move(box.x + 120, box.y + 60);
  await foreman.mouse.up();
  await foreman.getByRole('button', { name: 'Take over' }).click();
  await foreman.getByText('Signed on the screen').waitFor();
  await buyer.getByText('Taken over by Erlan, foreman').waitFor();
  await buyer.getByText('two bars are bent').waitFor();
});

test('without scripts the page is whole, and the goods are taken over with paper signed', async () => {
  const { shipmentId, link } = await aVehicle();
  await report(shipmentId, 'Балхаш', 11);
  const foreman = await aForeman(false);
  await foreman.goto(`${link}?lang=en`);
  await foreman.getByText('Seen: Балхаш').waitFor();
  await foreman.getByRole('button', { name: 'The vehicle has arrived' }).click();
  await foreman.getByLabel('Your name').fill('Erlan');
  await foreman.getByRole('button', { name: 'Take over' }).click();
  expect(await foreman.getByText('Signed on paper').isVisible()).toBe(true);
});

test('the stream of a hidden tab is closed, and what it missed is there when it is looked at again', async () => {
  const { shipmentId, link } = await aVehicle();
  const foreman = await aForeman();
  const before = shop.live.count();
  await foreman.goto(`${link}?lang=en`);
  await expect.poll(() => shop.live.count()).toBe(before + 1);
  const turn = (hidden: boolean) =>
    foreman.evaluate(
      `Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true });
       document.dispatchEvent(new Event('visibilitychange'));`,
    );
  await turn(true);
  await expect.poll(() => shop.live.count()).toBe(before);
  await report(shipmentId, 'Балхаш', 11);
  await report(shipmentId, 'Караганда', 20);
  await turn(false);
  await foreman.getByText('Seen: Караганда').waitFor();
  await foreman.getByText('Seen: Балхаш').waitFor();
});
