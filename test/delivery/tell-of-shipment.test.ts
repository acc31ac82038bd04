import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  noticeUnheard,
  tellOfShipment,
  type WriteOfShipment,
} from '../../src/delivery/tell-of-shipment.ts';
import { keepNoticeWay } from '../../src/delivery/tell-of-shipment.queries.ts';
import { findFollowedFacts } from '../../src/delivery/follow.queries.ts';
import { findShipmentLink } from '../../src/delivery/shipment-link.queries.ts';
import { hashToken } from '../../src/people/session-token.ts';
import { trackShipment } from '../../src/delivery/track-shipment.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { shipmentLetter, shipmentMessage } from '../../views/mail/shipment-letter.ts';
import { freshDatabase } from '../support/database.ts';
import { aTrackedShipment, hoursLater, type Tracked } from '../support/tracked.ts';
import { aTradingDay } from '../support/world.ts';

const { db } = await freshDatabase();
beforeAll(() => aTradingDay(db));

const SHOP = 'https://shop.example';
const write: WriteOfShipment = {
  letter: (notice) => shipmentLetter(notice, SHOP),
  message: (notice, token) => shipmentMessage(notice, token, SHOP),
};

/** Does the jobs of every event of a shipment, twice, as a queue may. */
async function doJobs({ shipmentId }: Tracked): Promise<void> {
  const events = await sql<{ id: number }>`
    select id from event where facts ->> 'shipmentId' = ${shipmentId} order by id`.execute(db);
  for (const { id: eventId } of [...events.rows, ...events.rows]) {
    await tellOfShipment(db, write, { eventId }, hoursLater(1));
  }
}

const lettersTo = (recipient: string) =>
  db
    .selectFrom('outgoingMail')
    .where('recipient', '=', recipient)
    .select(['subject', 'body'])
    .orderBy('id')
    .execute();

const delay = ({ shipmentId, clerk }: Tracked, note: string, hours: number, toldAfter = 20) =>
  transact(db, (tx) =>
    trackShipment(tx, clerk, {
      ...{ shipmentId, kind: 'delayed', happenedAt: hoursLater(toldAfter), place: '', note },
      expected: { from: hoursLater(hours - 2), until: hoursLater(hours) },
      at: hoursLater(toldAfter),
    }),
  );

/** Who placed the order is one of ours: so every buyer who may place is told. */
describe('of a delay', () => {
  test('the buyer is told before the promised time, once, with the new time and the reason', async () => {
    const tracked = await aTrackedShipment(db);
    await delay(tracked, 'буран, трасса закрыта', 50);
    await doJobs(tracked);
    const [letter, ...others] = await lettersTo(tracked.buyer.email);
    expect(others).toEqual([]);
    expect(letter?.subject).toContain(tracked.number);
    expect(letter?.body).toContain('буран, трасса закрыта');
    expect(letter?.body).toContain(`https://shop.example/shipments/${tracked.shipmentId}`);
    expect(letter?.body).toContain('28 Nov 2026, 13:00');
    expect(letter?.body).toContain('28 Nov 2026, 03:00');
  });

  test('of a few minutes, or of an earlier arrival, nobody is told', async () => {
    const tracked = await aTrackedShipment(db);
    await delay(tracked, 'чуть позже', 40.2);
    await delay(tracked, 'раньше', 36, 21);
    await doJobs(tracked);
    expect(await lettersTo(tracked.buyer.email)).toEqual([]);
  });

  test('who wants no letters gets none', async () => {
    const tracked = await aTrackedShipment(db);
    const choice = { personId: tracked.buyer.personId, way: 'none', at: hoursLater(0) } as const;
    await transact(db, (tx) => keepNoticeWay(tx, choice));
    await delay(tracked, 'поломка', 50);
    await doJobs(tracked);
    expect(await lettersTo(tracked.buyer.email)).toEqual([]);
  });
});

describe('by a short message', () => {
  const bySms = async (tracked: Tracked, phone = '+77015551234') => {
    const { personId } = tracked.buyer;
    const choice = { personId, way: 'sms', phone, at: hoursLater(0) } as const;
    await transact(db, (tx) => keepNoticeWay(tx, choice));
  };
  const messagesTo = (recipient: string) =>
    db.selectFrom('outgoingSms').where('recipient', '=', recipient).select('body').execute();

  test('who chose it is told once, with a link that opens without signing in, and gets no letter', async () => {
    const tracked = await aTrackedShipment(db);
    await bySms(tracked);
    await delay(tracked, 'поломка', 50);
    await doJobs(tracked);

    const [message, ...others] = await messagesTo('+77015551234');
    expect(others).toEqual([]);
    expect(message?.body).toContain(tracked.number);
    const [, token = ''] = /https:\/\/shop\.example\/t\/(\S+)$/.exec(message?.body ?? '') ?? [];
    const opened = await findShipmentLink(db, { tokenHash: hashToken(token), at: hoursLater(2) });
    expect(opened?.shipmentId).toBe(tracked.shipmentId);
    expect(await lettersTo(tracked.buyer.email)).toEqual([]);
  });

  test('a job that runs twice opens one link', async () => {
    const tracked = await aTrackedShipment(db);
    await bySms(tracked, '+77015551235');
    await delay(tracked, 'буран', 50);
    await doJobs(tracked);
    const links = await db
      .selectFrom('shipmentLink')
      .where('shipmentId', '=', tracked.shipmentId)
      .select('madeBy')
      .execute();

    expect(links).toEqual([{ madeBy: null }]);
    expect(await messagesTo('+77015551235')).toHaveLength(1);
  });

  test('who goes back to letters gets letters, and his number stays for the next time', async () => {
    const tracked = await aTrackedShipment(db);
    await bySms(tracked, '+77015551236');
    const { personId, email } = tracked.buyer;
    await transact(db, (tx) => keepNoticeWay(tx, { personId, way: 'mail', at: hoursLater(1) }));
    await delay(tracked, 'поломка', 50);
    await doJobs(tracked);
    const reader = { personId, at: hoursLater(2) };

    expect(await lettersTo(email)).toHaveLength(1);
    expect(await messagesTo('+77015551236')).toEqual([]);
    expect(await findFollowedFacts(db, tracked.shipmentId, reader)).toMatchObject({
      noticeWay: 'mail',
      noticePhone: '+77015551236',
    });
  });

  test('no message goes to what cannot be dialled, whoever writes it', async () => {
    const { personId } = (await aTrackedShipment(db)).buyer;
    const choose = (phone?: string) =>
      transact(db, (tx) =>
        keepNoticeWay(tx, {
          ...{ personId, way: 'sms', at: hoursLater(0) },
          ...(phone === undefined ? {} : { phone }),
        }),
      );

    await expect(choose()).rejects.toThrow('messages_have_a_phone');
    await expect(choose('8 701')).rejects.toThrow('phone_is_dialled');
  });
});

describe('a shipment that nothing is heard of', () => {
  test('is asked about once its promised time is over, once, however many ask at once', async () => {
    const tracked = await aTrackedShipment(db);
    await noticeUnheard(db, hoursLater(40));
    await Promise.all([1, 2, 3].map(() => noticeUnheard(db, hoursLater(40.5))));
    await noticeUnheard(db, hoursLater(60));
    await doJobs(tracked);
    const letters = await lettersTo(tracked.clerk.email);
    expect(letters).toHaveLength(1);
    expect(letters[0]?.subject).toContain(tracked.number);
    expect(await lettersTo(tracked.buyer.email)).toEqual([]);
  });

  test('is not asked about when it was told anew or has arrived', async () => {
    const [later, there] = [await aTrackedShipment(db), await aTrackedShipment(db)];
    await delay(later, 'буран', 80);
    const arrived = { kind: 'arrived', happenedAt: hoursLater(38), at: hoursLater(38) } as const;
    await transact(db, (tx) =>
      trackShipment(tx, there.buyer, {
        shipmentId: there.shipmentId,
        place: '',
        note: '',
        ...arrived,
      }),
    );
    await noticeUnheard(db, hoursLater(50));
    await doJobs(later);
    await doJobs(there);
    for (const { clerk } of [later, there]) expect(await lettersTo(clerk.email)).toEqual([]);
  });
});
