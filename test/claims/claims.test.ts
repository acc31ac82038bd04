import { type Kysely, sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { agreeToClaim, type ClaimDecided, decideClaim } from '../../src/claims/decide-claim.ts';
import { reopenClaim, withdrawClaim } from '../../src/claims/end-claim.ts';
import { openClaim } from '../../src/claims/open-claim.ts';
import { type ClaimSettled, settleClaim } from '../../src/claims/settle-claim.ts';
import { tellOfClaim } from '../../src/claims/tell-of-claim.ts';
import { watchClaims } from '../../src/claims/watch-claims.ts';
import { acknowledgeClaim, inspectClaim, sayOfClaim } from '../../src/claims/work-on-claim.ts';
import { recordEvent } from '../../src/events/record-event.ts';
import { listHappenings } from '../../src/history/history.queries.ts';
import { addDays, momentOn, workingDaysAfter } from '../../src/measures/calendar.ts';
import { noteMoment } from '../../src/loyalty/note-moment.ts';
import { accountAgeing } from '../../src/payments/account.ts';
import { readAccountNow } from '../../src/payments/account.queries.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { claimLetter } from '../../views/mail/claim-letter.ts';
import { aClaimTakenUp, aComplaint, anOrderToClaim, aPhoto, claimRow } from '../support/claims.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, at, aTradingDay } from '../support/world.ts';

let db: Kysely<DB>;
const clerks = {} as Record<'counter' | 'phone' | 'manager' | 'second' | 'head', Staff>;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerks.counter = await aClerk(db);
  clerks.phone = await aClerk(db, 'phone');
  clerks.manager = await aClerk(db, 'manager');
  clerks.second = await aClerk(db, 'manager');
  clerks.head = await aClerk(db, 'head_of_sales');
});

const refusal = (code: string) => ({ reason: { code } });
const later = (days: number) => new Date(at.getTime() + days * 86_400_000);
const ordered = () => anOrderToClaim(db, clerks.manager);

type Order = Awaited<ReturnType<typeof ordered>>;
const opening = async (
  order: Order,
  more: Parameters<typeof aComplaint>[1] = {},
  who: Parameters<typeof openClaim>[1] = order.buyer,
) => {
  const files = more.fileIds ?? (who.kind === 'buyer' ? [await aPhoto(db, who)] : []);
  const complaint = aComplaint(order, { ...more, fileIds: files });
  await transact(db, (tx) => openClaim(tx, who, complaint));
  return complaint.id;
};

const takenUp = (order: Order, more: Parameters<typeof aComplaint>[1] = {}) =>
  aClaimTakenUp(db, { ...order, clerk: clerks.counter }, more);

test('what happened to an order tells of its claims, and nothing of what we say among ourselves', async () => {
  const order = await ordered();
  const claimId = await opening(order);
  for (const type of ['claim.acknowledged', 'claim.proposed'] as const) {
    const event = { type, claimId, number: 'R-1', amountMinor: 1 };
    const { companyId } = order.buyer;
    await transact(db, (tx) =>
      recordEvent(tx, event, { companyId, personId: null, channel: null, subjectId: claimId, at }),
    );
  }
  const told = (await listHappenings(db, order.orderId)).map(({ type }) => type);
  expect(told.filter((type) => type.startsWith('claim.'))).toEqual([
    ...['claim.opened', 'claim.acknowledged'],
  ]);
});

const linesOf = (claimId: string) =>
  db.selectFrom('claimLine').where('claimId', '=', claimId).selectAll().execute();

async function deciding(
  claimId: string,
  more: Partial<ClaimDecided> & { givenMinor?: number } = {},
  clerk = clerks.manager,
) {
  const { givenMinor, ...rest } = more;
  const { version } = await claimRow(db, claimId);
  const lines =
    givenMinor === undefined
      ? []
      : (await linesOf(claimId)).map(({ id }) => ({ id, acceptedMinor: givenMinor }));
  const decided = { claimId, version, verdict: 'accepted', outcome: 'credit', lines } as const;
  const said = { reasons: 'seen on the photo', promisedOn: null, at };
  await transact(db, (tx) => decideClaim(tx, clerk, { ...decided, ...said, ...rest }));
}

async function settling(claimId: string, more: Partial<ClaimSettled> = {}, clerk = clerks.manager) {
  const { version } = await claimRow(db, claimId);
  const settled = {
    key: newId(),
    claimId,
    version,
    words: '',
    followUpNumber: '',
    returns: [],
    at,
  };
  await transact(db, (tx) => settleClaim(tx, clerk, { ...settled, ...more }));
}

async function overdueOf(companyId: string, on = '2027-01-20') {
  const now = await readAccountNow(db, { companyId, on });
  if (!now) throw new Error('no account');
  return {
    overdueMinor: accountAgeing(now.owed, on).overdueMinor,
    exposureMinor: now.exposureMinor,
  };
}

const notesOf = (companyId: string) =>
  db
    .selectFrom('document')
    .where('companyId', '=', companyId)
    .where('kind', '=', 'credit-note')
    .select(['id', 'grossMinor'])
    .execute();

const stepsOf = async (claimId: string) =>
  (
    await db
      .selectFrom('claimStep')
      .where('claimId', '=', claimId)
      .orderBy('id')
      .select('kind')
      .execute()
  ).map(({ kind }) => kind);

const eventsOf = (claimId: string) =>
  db
    .selectFrom('event')
    .where('subjectId', '=', claimId)
    .orderBy('id')
    .select(['id', 'type'])
    .execute();

describe('a claim', () => {
  test('is made once, of the heat that its goods are of, with its photo and its clock', async () => {
    const order = await ordered();
    const complaint = aComplaint(order, { fileIds: [await aPhoto(db, order.buyer)] });
    await Promise.all(
      Array.from({ length: 4 }, () => transact(db, (tx) => openClaim(tx, order.buyer, complaint))),
    );

    const claim = await claimRow(db, complaint.id);
    expect(claim).toMatchObject({ state: 'received', claimableUntil: '2026-12-01', version: 1 });
    expect(claim.number).toMatch(/^R26-\d{6}$/);
    expect(claim.dueAt?.toISOString()).toBe('2026-11-26T10:00:00.000Z');
    const [line] = await linesOf(claim.id);
    const share = Math.round(order.line.grossMinor / 10);
    expect(line).toMatchObject({ claimedPieces: 10, claimedMinor: share });
    expect(line?.lotId).not.toBeNull();
    const files = db.selectFrom('claimFile').where('claimId', '=', claim.id).selectAll();
    expect(await files.execute()).toHaveLength(1);
    expect(await stepsOf(claim.id)).toEqual(['received']);
  });

  test('may come as long as the agreement of its order says, and no longer (R24)', async () => {
    const order = await ordered();
    await sql`insert into agreement_claim_days
              select agreement_id, 'damaged', 30 from sales_order where id = ${order.orderId}`.execute(
      db,
    );
    const lastDay = workingDaysAfter('2026-11-26', 30);
    const fileIds = [await aPhoto(db, order.buyer)];
    const onLastDay = { fileIds, at: momentOn(lastDay, '17:00') };
    const opening = (kind: 'damaged' | 'wrong-size', more = onLastDay) => {
      const complaint = aComplaint(order, { kind, ...more });
      return transact(db, (tx) => openClaim(tx, order.buyer, complaint)).then(() => complaint.id);
    };
    await expect(opening('wrong-size')).rejects.toThrow('claim-too-late');
    const { claimableUntil } = await claimRow(db, await opening('damaged'));
    expect(claimableUntil).toBe(lastDay);
    const nextMorning = momentOn(addDays(lastDay, 1), '09:00');
    const late = opening('damaged', { fileIds, at: nextMorning });
    await expect(late).rejects.toThrow('claim-too-late');
  });

  test('is not overdue by its amount, and owed and in the exposure all the same, until it is over (R24)', async () => {
    const order = await ordered();
    const { grossMinor } = order.line;
    const before = await overdueOf(order.company.id);
    expect(before.overdueMinor).toBe(grossMinor);

    const claimId = await opening(order);
    const share = Math.round(grossMinor / 10);
    expect(await overdueOf(order.company.id)).toEqual({
      ...{ overdueMinor: grossMinor - share, exposureMinor: before.exposureMinor },
    });
    const ending = { claimId, words: '', at };
    await transact(db, (tx) => withdrawClaim(tx, order.buyer, ending));
    await transact(db, (tx) => withdrawClaim(tx, order.buyer, ending));
    expect(await overdueOf(order.company.id)).toEqual(before);
  });

  test.each([
    ['without a photo', { fileIds: [] }, 'claim-evidence-missing'],
    ['after its days', { at: later(10) }, 'claim-too-late'],
    ['of more pieces than were bought', { pieces: 101 }, 'claim-beyond'],
    ['of more weight than was bought', { weightG: 1_200_000 }, 'claim-beyond'],
    ['of no goods', { pieces: 0 }, 'claim-of-nothing'],
    [
      'of weight within the tolerance',
      { kind: 'short', weightG: 51_000 },
      'claim-within-tolerance',
    ],
    ['of a price without an amount', { kind: 'price' }, 'claim-of-nothing'],
    ['of a price beyond the line', { kind: 'price', amountMinor: 1e12 }, 'claim-amount-beyond'],
  ] as const)('is refused %s', async (_, more, code) => {
    await expect(opening(await ordered(), more)).rejects.toMatchObject(refusal(code));
  });

  test('is refused before anything was handed over, but for a delay', async () => {
    const { company, product, buyer } = await ordered();
    const cart = await aCartOf(db, clerks.manager, company, [{ product, bars: 3 }]);
    const { orderId } = await place(db, clerks.manager, cart);
    const [line] = await db
      .selectFrom('salesOrderLine')
      .where('orderId', '=', orderId)
      .selectAll()
      .execute();
    const fileIds = [await aPhoto(db, buyer)];
    const complaint = aComplaint({ orderId, line: line! }, { fileIds });
    const open = (kind: 'damaged' | 'late') =>
      transact(db, (tx) => openClaim(tx, buyer, { ...complaint, kind }));
    await expect(open('damaged')).rejects.toMatchObject(refusal('claim-before-hand-over'));
    await open('late');
    expect(await claimRow(db, complaint.id)).toMatchObject({ disputedMinor: 0 });
  });

  test('of weight beyond the tolerance, and of each piece that is missing, is taken', async () => {
    const order = await ordered();
    const byWeight = await opening(order, { kind: 'short', weightG: 52_000, fileIds: [] });
    const byPiece = await opening(order, { kind: 'short', pieces: 1, fileIds: [] });
    const claimed = [...(await linesOf(byWeight)), ...(await linesOf(byPiece))];
    expect(claimed.map(({ claimedG }) => claimedG)).toEqual([52_000, 10_390]);
  });

  test('after its days is taken by our own people for a reason, and told so', async () => {
    const order = await ordered();
    const late = { at: later(10), channel: 'phone' as const };
    await expect(opening(order, late, clerks.phone)).rejects.toMatchObject(
      refusal('claim-too-late'),
    );
    const claimId = await opening(
      order,
      { ...late, lateReason: 'the site was closed' },
      clerks.phone,
    );
    expect(await claimRow(db, claimId)).toMatchObject({ lateReason: 'the site was closed' });
  });

  test('of pieces that were counted and signed for is for our own people to take (R22)', async () => {
    const order = await ordered();
    const shipmentId = newId();
    await sql`
      insert into shipment (id, company_id, order_id, position, branch_code, way, stage, load_from, load_until, planned_by, planned_at)
      values (${shipmentId}, ${order.company.id}, ${order.orderId}, 1, 'ALA', 'pick-up', 'handed-over', ${at}, ${later(1)},
              ${clerks.manager.personId}, ${at})`.execute(db);
    await sql`
      insert into hand_over (shipment_id, company_id, taken_by_name, handed_at, source)
      values (${shipmentId}, ${order.company.id}, 'A. Driver', ${at}, 'yard')`.execute(db);
    const short = { kind: 'short', pieces: 2, fileIds: [] } as const;
    await expect(opening(order, short)).rejects.toMatchObject(refusal('claim-seen-at-hand-over'));
    await opening(order, { kind: 'short', weightG: 60_000, fileIds: [] });
    await opening(order, { ...short, lateReason: 'the bundle was closed' }, clerks.counter);
  });

  test('of a foreign order, line or lot is of none', async () => {
    const [ours, theirs] = [await ordered(), await ordered()];
    const fileIds = [await aPhoto(db, ours.buyer)];
    const tries = [
      aComplaint(theirs, { fileIds }),
      aComplaint({ orderId: ours.orderId, line: theirs.line }, { fileIds }),
      {
        ...aComplaint(ours, { fileIds }),
        lines: [{ ...aComplaint(ours).lines[0]!, lotId: newId() }],
      },
    ];
    for (const complaint of tries) {
      await expect(
        transact(db, (tx) => openClaim(tx, ours.buyer, complaint)),
      ).rejects.toMatchObject({ name: 'NotFound' });
    }
  });

  test('of several at once never takes more than was sold', async () => {
    const order = await ordered();
    const photos = await Promise.all([1, 2, 3, 4].map(() => aPhoto(db, order.buyer)));
    const complaints = photos.map((id) => aComplaint(order, { pieces: 60, fileIds: [id] }));
    const tries = await Promise.allSettled(
      complaints.map((one) => transact(db, (tx) => openClaim(tx, order.buyer, one))),
    );
    const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).toMatchObject([1, 2, 3].map(() => refusal('claim-beyond')));
  });

  test('is of no more than was sold, whatever a verb believes', async () => {
    const order = await ordered();
    const claimId = await opening(order, { pieces: 60 });
    const second = await opening(order, { pieces: 40 });
    const third = newId();
    await sql`
      insert into claim (id, number, company_id, order_id, kind, words, channel, opened_by, received_at, due_at)
      select ${third}, ${third}, company_id, order_id, kind, words, channel, opened_by, received_at, due_at
      from claim where id = ${claimId}`.execute(db);
    await expect(
      sql`insert into claim_line (id, company_id, claim_id, order_id, order_line_id, claimed_g, claimed_minor)
          select ${newId()}, company_id, ${third}, order_id, order_line_id, 1, 0 from claim_line where claim_id = ${claimId}`.execute(
        db,
      ),
    ).rejects.toMatchObject({ constraint: 'claimed_within_sold' });
    await transact(db, (tx) => withdrawClaim(tx, order.buyer, { claimId: second, words: '', at }));
    await opening(order, { pieces: 40 });
  });
});

describe('work on a claim', () => {
  test('goes from step to step by name, with its next day, and the customer is written to', async () => {
    const order = await ordered();
    const claimId = await takenUp(order);
    const taken = await claimRow(db, claimId);
    expect(taken).toMatchObject({ state: 'acknowledged', handledBy: clerks.counter.personId });
    expect(taken.dueAt?.toISOString()).toBe('2026-12-01T13:00:00.000Z');

    const { version } = taken;
    const work = { claimId, version, words: 'three bars are bent', fileIds: [], at };
    await transact(db, (tx) => inspectClaim(tx, clerks.counter, work));
    await deciding(claimId);
    await settling(claimId, { words: 'as agreed' });
    expect(await stepsOf(claimId)).toEqual([
      ...['received', 'acknowledged', 'inspected', 'decided', 'settled'],
    ]);

    const told: string[] = [];
    for (const { id } of await eventsOf(claimId)) {
      for (let run = 0; run < 2; run += 1) {
        await tellOfClaim(
          db,
          (notice) => {
            if (run === 0) told.push(`${notice.eventType} ${notice.isStaff ? 'us' : 'customer'}`);
            return claimLetter(notice, 'https://shop.example');
          },
          { eventId: id },
        );
      }
    }
    expect(told).toEqual([
      ...['claim.opened us', 'claim.acknowledged customer', 'claim.decided customer'],
      'claim.settled customer',
    ]);
    const letters = await db
      .selectFrom('outgoingMail')
      .where('recipient', '=', order.buyer.email)
      .select('body')
      .execute();
    expect(letters).toHaveLength(3);
    expect(letters.map(({ body }) => body).join('\n')).toContain(`/claims/${claimId}`);
  });

  test('is done by one of two: the later finds it changed', async () => {
    const order = await ordered();
    const claimId = await takenUp(order);
    const { version } = await claimRow(db, claimId);
    const decide = (clerk: Staff, verdict: 'accepted' | 'refused') =>
      transact(db, (tx) =>
        decideClaim(tx, clerk, {
          ...{
            claimId,
            version,
            verdict,
            outcome: verdict === 'refused' ? null : 'credit',
            lines: [],
          },
          ...{ reasons: 'so', promisedOn: null, at },
        }),
      );
    const tries = await Promise.allSettled([
      decide(clerks.manager, 'accepted'),
      decide(clerks.second, 'refused'),
    ]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { verdict } = await claimRow(db, claimId);
    expect(['accepted', 'refused']).toContain(verdict);
  });

  test('is for whoever works on claims, and what we owe is decided by a manager', async () => {
    const order = await ordered();
    const claimId = await takenUp(order);
    for (const verdict of ['accepted', 'in-part', 'refused'] as const) {
      await expect(deciding(claimId, { verdict }, clerks.counter)).rejects.toMatchObject(
        refusal('not-permitted'),
      );
    }
    const stranger = await aBuyer(db, await aCompany(db));
    await expect(
      transact(db, (tx) => withdrawClaim(tx, stranger, { claimId, words: '', at })),
    ).rejects.toMatchObject({ name: 'NotFound' });
    const said = { key: newId(), claimId, words: 'one more photo', fileIds: [], at };
    await expect(transact(db, (tx) => sayOfClaim(tx, stranger, said))).rejects.toMatchObject({
      name: 'NotFound',
    });
    await transact(db, (tx) => sayOfClaim(tx, order.buyer, said));
    await transact(db, (tx) => sayOfClaim(tx, order.buyer, said));
    expect((await stepsOf(claimId)).filter((kind) => kind === 'said')).toHaveLength(1);
  });

  test('that is late is told to the heads once for each step', async () => {
    const order = await ordered();
    const claimId = await opening(order);
    await watchClaims(db, at);
    await watchClaims(db, later(1));
    await watchClaims(db, later(1));
    expect((await stepsOf(claimId)).filter((kind) => kind === 'overdue')).toHaveLength(1);
    const { version } = await claimRow(db, claimId);
    const work = { claimId, version, words: '', at: later(1) };
    await transact(db, (tx) => acknowledgeClaim(tx, clerks.counter, work));
    await watchClaims(db, later(30));
    expect((await stepsOf(claimId)).filter((kind) => kind === 'overdue')).toHaveLength(2);
    const { id: eventId } = (await eventsOf(claimId)).find(({ type }) => type === 'claim.overdue')!;
    const readers: string[] = [];
    await tellOfClaim(
      db,
      (notice) => {
        readers.push(notice.recipient);
        return claimLetter(notice);
      },
      { eventId },
    );
    expect(readers).toEqual([clerks.head.email]);
  });
});

describe('goodwill', () => {
  const limit = { counter: 2_000_000, manager: 20_000_000 };

  test('is given alone up to what the role may', async () => {
    const claimId = await takenUp(await ordered());
    await deciding(claimId, { verdict: 'goodwill', givenMinor: limit.counter }, clerks.counter);
    expect(await claimRow(db, claimId)).toMatchObject({ state: 'decided', needsSecond: false });
  });

  test('above it waits for a second person, who is another, and is decided once', async () => {
    const claimId = await takenUp(await ordered());
    await deciding(claimId, { verdict: 'goodwill', givenMinor: limit.manager + 1 }, clerks.manager);
    const { state, version } = await claimRow(db, claimId);
    expect(state).toBe('acknowledged');
    const answer = { claimId, version, isAgreed: true, words: '', at };
    await expect(
      transact(db, (tx) => agreeToClaim(tx, clerks.manager, answer)),
    ).rejects.toMatchObject(refusal('claim-own-decision'));
    await expect(
      transact(db, (tx) => agreeToClaim(tx, clerks.counter, answer)),
    ).rejects.toMatchObject(refusal('not-permitted'));
    await expect(settling(claimId)).rejects.toMatchObject(refusal('changed-meanwhile'));
    await expect(deciding(claimId, {}, clerks.second)).rejects.toMatchObject(
      refusal('changed-meanwhile'),
    );
    const tries = await Promise.allSettled(
      [clerks.second, clerks.head].map((clerk) =>
        transact(db, (tx) => agreeToClaim(tx, clerk, answer)),
      ),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await claimRow(db, claimId)).toMatchObject({ state: 'decided' });
  });

  test('that is sent back is decided anew', async () => {
    const claimId = await takenUp(await ordered());
    await deciding(claimId, { verdict: 'goodwill', givenMinor: 9_000_000 }, clerks.counter);
    const { version } = await claimRow(db, claimId);
    const answer = { claimId, version, isAgreed: false, words: 'too much', at };
    await transact(db, (tx) => agreeToClaim(tx, clerks.second, answer));
    expect(await claimRow(db, claimId)).toMatchObject({ verdict: null, acceptedMinor: null });
    await deciding(claimId, { verdict: 'refused', outcome: null });
    expect(await claimRow(db, claimId)).toMatchObject({ state: 'refused', disputedMinor: 0 });
  });
});

describe('what was decided', () => {
  test('as a credit is a credit note for the goods, once, and every figure agrees', async () => {
    const order = await ordered();
    const claimId = await takenUp(order);
    await deciding(claimId);
    const share = Math.round(order.line.grossMinor / 10);
    const key = newId();
    const { version } = await claimRow(db, claimId);
    await Promise.all([1, 2, 3].map(() => settling(claimId, { key, version })));

    const notes = await notesOf(order.company.id);
    expect(notes.map(({ grossMinor }) => grossMinor)).toEqual([-share]);
    const { content } = await db
      .selectFrom('document')
      .where('id', '=', notes[0]!.id)
      .select('content')
      .executeTakeFirstOrThrow();
    expect(content).toMatchObject({ totals: { grossMinor: -share, weightG: -103_896 } });
    expect(await claimRow(db, claimId)).toMatchObject({ state: 'settled', disputedMinor: 0 });
    expect((await overdueOf(order.company.id)).overdueMinor).toBe(order.line.grossMinor - share);
    await expect(settling(claimId)).rejects.toMatchObject(refusal('changed-meanwhile'));
    expect(await auditFindings(db)).toEqual([]);
  });

  test('as a lower price names no goods', async () => {
    const order = await ordered();
    const claimId = await takenUp(order);
    await deciding(claimId, { verdict: 'in-part', outcome: 'price-cut', givenMinor: 50_000 });
    await settling(claimId);
    const [note] = await notesOf(order.company.id);
    expect(note?.grossMinor).toBe(-50_000);
    const { content } = await db
      .selectFrom('document')
      .where('id', '=', note!.id)
      .select('content')
      .executeTakeFirstOrThrow();
    expect(content).toMatchObject({ totals: { weightG: 0 } });
  });

  test('as money back asks for what then pays for nothing, and a second person agrees as ever', async () => {
    const order = await ordered();
    const { company, orderId, line } = order;
    await transact(db, (tx) =>
      receivePayment(tx, {
        ...{ method: 'transfer', reference: newId(), companyId: company.id },
        ...{ amountMinor: line.grossMinor, orderIds: [orderId], personId: null, channel: null, at },
      }),
    );
    const claimId = await takenUp(order);
    await deciding(claimId, { outcome: 'refund' });
    await settling(claimId);
    const refunds = await db
      .selectFrom('refund')
      .where('companyId', '=', company.id)
      .select(['amountMinor', 'state', 'reason', 'way'])
      .execute();
    expect(refunds).toEqual([
      {
        ...{ amountMinor: Math.round(line.grossMinor / 10), state: 'waiting' },
        ...{ reason: 'claim', way: 'transfer' },
      },
    ]);
    expect(await auditFindings(db)).toEqual([]);
  });

  test('as a return brings sound goods back under their heat, and no more than had left', async () => {
    const order = await ordered();
    const claimId = await takenUp(order);
    await deciding(claimId, { outcome: 'return' });
    const [line] = await linesOf(claimId);
    const back = {
      ...{ claimLineId: line!.id, fromLotId: line!.lotId!, pieces: 10, isSound: true },
      weightG: line!.claimedG!,
    };
    const tooMuch = { ...back, weightG: back.weightG + 1 };
    await expect(settling(claimId, { returns: [tooMuch] })).rejects.toMatchObject(
      refusal('claim-goods-beyond'),
    );
    await settling(claimId, { returns: [back] });

    const lots = await db
      .selectFrom('lot')
      .where('productId', '=', order.product.id)
      .orderBy('receivedG')
      .select(['heatNumber', 'onHandG'])
      .execute();
    expect(lots[0]).toEqual({ heatNumber: lots[1]!.heatNumber, onHandG: back.weightG });
    const level = await db
      .selectFrom('stockLevel')
      .where('productId', '=', order.product.id)
      .select('onHandG')
      .executeTakeFirstOrThrow();
    expect(level.onHandG).toBe(100_000_000 - order.line.weightG + back.weightG);
    expect(await auditFindings(db)).toEqual([]);
  });

  test('as a return of what is not sold again leaves the stock as it is', async () => {
    const order = await ordered();
    const claimId = await takenUp(order);
    await deciding(claimId, { outcome: 'return' });
    const [line] = await linesOf(claimId);
    const back = { claimLineId: line!.id, fromLotId: line!.lotId!, pieces: null, isSound: false };
    await settling(claimId, { returns: [{ ...back, weightG: line!.claimedG! }] });
    const lots = db.selectFrom('lot').where('productId', '=', order.product.id).select('id');
    expect(await lots.execute()).toHaveLength(1);
  });

  test('as a replacement is promised for a day and made good by an order of the same company', async () => {
    const [order, other] = [await ordered(), await ordered()];
    const claimId = await takenUp(order);
    await expect(deciding(claimId, { outcome: 'replacement' })).rejects.toMatchObject(
      refusal('claim-promise-missing'),
    );
    await deciding(claimId, { outcome: 'replacement', promisedOn: '2026-12-10' });
    expect((await claimRow(db, claimId)).dueAt?.toISOString()).toBe('2026-12-10T13:00:00.000Z');
    const numberOf = async (id: string) =>
      (
        await db
          .selectFrom('salesOrder')
          .where('id', '=', id)
          .select('number')
          .executeTakeFirstOrThrow()
      ).number;
    const foreign = await numberOf(other.orderId);
    await expect(settling(claimId, { followUpNumber: foreign })).rejects.toMatchObject(
      refusal('claim-order-unknown'),
    );
    await settling(claimId, { followUpNumber: await numberOf(order.orderId) }, clerks.counter);
    expect(await notesOf(order.company.id)).toEqual([]);
  });

  test('waits for the invoice of its order', async () => {
    const order = await anOrderToClaim(db, clerks.manager, { isInvoiced: false });
    const claimId = await takenUp(order);
    await deciding(claimId);
    await expect(settling(claimId)).rejects.toMatchObject(refusal('claim-not-invoiced'));
    expect(await claimRow(db, claimId)).toMatchObject({ state: 'decided' });
  });

  test('is never more than the line, however often it is opened again', async () => {
    const order = await ordered();
    const claimId = await takenUp(order, { pieces: 100 });
    await deciding(claimId, { verdict: 'in-part', givenMinor: order.line.grossMinor - 100 });
    await settling(claimId);
    const ending = { claimId, words: 'not solved', at };
    await transact(db, (tx) => reopenClaim(tx, order.buyer, ending));
    await transact(db, (tx) => reopenClaim(tx, order.buyer, ending));
    expect(await claimRow(db, claimId)).toMatchObject({
      ...{ state: 'reopened', disputedMinor: 100, reopened: 1, verdict: null },
    });
    const { version } = await claimRow(db, claimId);
    const work = { claimId, version, words: '', at };
    await transact(db, (tx) => acknowledgeClaim(tx, clerks.counter, work));
    await expect(deciding(claimId, { verdict: 'in-part', givenMinor: 101 })).rejects.toMatchObject(
      refusal('claim-amount-beyond'),
    );
    await deciding(claimId);
    await settling(claimId);
    const credited = (await notesOf(order.company.id)).reduce(
      (sum, one) => sum + one.grossMinor,
      0,
    );
    expect(credited).toBe(-order.line.grossMinor);
    expect(await auditFindings(db)).toEqual([]);
  });

  test('is asked about only once it is made good (R24)', async () => {
    const order = await ordered();
    const claimId = await takenUp(order);
    await deciding(claimId);
    await settling(claimId);
    for (const { id } of await eventsOf(claimId)) await noteMoment(db, { eventId: id }, at);
    const asked = await db
      .selectFrom('prompt')
      .where('companyId', '=', order.company.id)
      .select(['touchpoint', 'personId'])
      .execute();
    expect(asked).toEqual([{ touchpoint: 'TP_CLAIM_RESOLVED', personId: order.buyer.personId }]);
  });

  test('may be called unsolved for ten days of business, and after that only by our own people', async () => {
    const order = await ordered();
    const claimId = await takenUp(order);
    await deciding(claimId, { verdict: 'refused', outcome: null });
    const ending = { claimId, words: 'no', at: later(20) };
    await expect(transact(db, (tx) => reopenClaim(tx, order.buyer, ending))).rejects.toMatchObject(
      refusal('claim-reopen-over'),
    );
    await transact(db, (tx) => reopenClaim(tx, clerks.manager, ending));
  });

  test('is not opened again where other claims have taken the goods meanwhile', async () => {
    const order = await ordered();
    const claimId = await takenUp(order, { pieces: 60 });
    await deciding(claimId, { verdict: 'refused', outcome: null });
    await opening(order, { pieces: 60 });
    await expect(
      transact(db, (tx) => reopenClaim(tx, order.buyer, { claimId, words: 'no', at })),
    ).rejects.toMatchObject(refusal('claim-beyond'));
  });
});
