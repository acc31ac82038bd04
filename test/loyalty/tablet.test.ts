import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { answerPrompt } from '../../src/loyalty/answer-prompt.ts';
import { answerOnTablet } from '../../src/loyalty/answer-on-tablet.ts';
import { bindTablet, pairTablet, takeTablet, unbindTablet } from '../../src/loyalty/bind-tablet.ts';
import { mailPrompts } from '../../src/loyalty/mail-prompts.ts';
import { noteMoment } from '../../src/loyalty/note-moment.ts';
import { offerPrompts } from '../../src/loyalty/offer-prompts.ts';
import { showPrompt } from '../../src/loyalty/shown-prompt.queries.ts';
import { findTablet, listTablets, type Tablet } from '../../src/loyalty/tablet.queries.ts';
import {
  findOnTablet,
  showOnTablet,
  takeFromTablet,
  type TabletPrompt,
} from '../../src/loyalty/tablet-prompt.queries.ts';
import type { Staff } from '../../src/people/actor.ts';
import { hashToken, newSessionToken } from '../../src/people/session-token.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { anOrderUntil, aTrading, hoursLater } from '../support/prompting.ts';
import { aTablet, aTabletToBind, codeOf, soldAndAsked, soldAtCounter } from '../support/tablets.ts';
import { aClerk, aTradingDay, at } from '../support/world.ts';

const { db } = await freshDatabase();

beforeAll(() => aTradingDay(db));

const secondsLater = (seconds: number) => hoursLater(seconds / 3600);

const standing = async (token: string): Promise<Tablet> => {
  const tablet = await findTablet(db, hashToken(token));
  if (!tablet) throw new Error('not bound');
  return tablet;
};

const shown = async (token: string, moment: Date = at): Promise<TabletPrompt | undefined> => {
  const tablet = await standing(token);
  return transact(db, (tx) => showOnTablet(tx, tablet, moment));
};

const kept = async (promptId: string) => {
  const found = await sql<{
    state: string;
    shownIn: string | null;
    answeredIn: string | null;
    answeredAt: Date | null;
    revision: number;
  }>`select state, shown_in, answered_in, answered_at, revision from audit.v_prompt where id = ${promptId}`.execute(
    db,
  );
  return found.rows[0];
};

const five = [{ item: 'OSAT', number: 5, code: null, words: null }];

const answer = async (tabletId: string, promptId: string, secondsAgo = 0, moment: Date = at) => {
  const prompt = await findOnTablet(db, { tabletId, promptId });
  if (!prompt) throw new Error('not shown here');
  const said = { given: five, onlyInTotals: false, language: 'ru', secondsAgo } as const;
  await transact(db, (tx) => answerOnTablet(tx, { tabletId, prompt, ...said, at: moment }));
};

test('a code binds one tablet, once, for ten minutes', async () => {
  const clerk = await aClerk(db);
  const { code } = await aTabletToBind(db, clerk);
  expect(code).toMatch(/^\d{8}$/);
  const [token, other] = [newSessionToken(), newSessionToken()];
  const late = { code, token, at: hoursLater(0.2) };
  await expect(transact(db, (tx) => pairTablet(tx, late))).rejects.toMatchObject({
    reason: { code: 'tablet-code-wrong' },
  });
  const inTime = { code, token, at: hoursLater(0.1) };
  await transact(db, (tx) => pairTablet(tx, inTime));
  await transact(db, (tx) => pairTablet(tx, inTime));
  await expect(
    transact(db, (tx) => pairTablet(tx, { ...inTime, token: other })),
  ).rejects.toMatchObject({ reason: { code: 'tablet-code-wrong' } });
  expect(await findTablet(db, hashToken(other))).toBeUndefined();
});

test('the same form binds one tablet, and of two tablets that type one code at once one is bound', async () => {
  const clerk = await aClerk(db);
  const bound = { id: newId(), name: 'Desk', at };
  await Promise.all([1, 2].map(() => transact(db, (tx) => bindTablet(tx, clerk, bound))));
  const code = await codeOf(db, bound.id);
  const tries = await Promise.allSettled(
    [newSessionToken(), newSessionToken()].map((token) =>
      transact(db, (tx) => pairTablet(tx, { code, token, at })),
    ),
  );
  expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('a clerk is at one desk, and two who change places at once both arrive', async () => {
  const [one, other] = [await aClerk(db), await aClerk(db)];
  const [first, second] = [await aTablet(db, one), await aTablet(db, other)];
  await Promise.all([
    transact(db, (tx) => takeTablet(tx, one, { tabletId: second.id, at })),
    transact(db, (tx) => takeTablet(tx, other, { tabletId: first.id, at })),
  ]);
  const at1 = (await standing(first.token)).clerkId;
  const at2 = (await standing(second.token)).clerkId;
  expect(new Set([at1, at2]).size).toBe(2);
  expect([at1, at2].filter((id) => id === one.personId || id === other.personId).length).toBe(2);
});

test('a tablet of another branch is not there, and one that is unbound opens nothing', async () => {
  const clerk = await aClerk(db);
  const { id, token } = await aTablet(db, clerk);
  const elsewhere = { ...(await aClerk(db)), branchCode: 'AST' };
  for (const deed of [takeTablet, unbindTablet]) {
    await expect(
      transact(db, (tx) => deed(tx, elsewhere, { tabletId: id, at })),
    ).rejects.toMatchObject({ name: 'NotFound' });
  }
  await transact(db, (tx) => unbindTablet(tx, clerk, { tabletId: id, at }));
  await transact(db, (tx) => unbindTablet(tx, clerk, { tabletId: id, at }));
  expect(await findTablet(db, hashToken(token))).toBeUndefined();
});

test('after a sale the tablet of that desk asks its customer, and counts as shown', async () => {
  const clerk = await aClerk(db);
  const { token } = await aTablet(db, clerk);
  expect(await shown(token)).toBeUndefined();
  const { promptId, buyer } = await soldAndAsked(db, clerk);
  expect(await shown(token)).toMatchObject({ id: promptId, personName: buyer.name });
  expect(await kept(promptId)).toMatchObject({ state: 'shown', shownIn: 'desk' });
  expect(await shown(token, secondsLater(30))).toMatchObject({ id: promptId });
});

test('the tablet of another desk, and one that nobody is at, ask nothing', async () => {
  const [clerk, other] = [await aClerk(db), await aClerk(db)];
  const [own, others] = [await aTablet(db, clerk), await aTablet(db, other)];
  const { promptId } = await soldAndAsked(db, clerk);
  expect(await shown(others.token)).toBeUndefined();
  await transact(db, (tx) => takeTablet(tx, clerk, { tabletId: others.id, at }));
  expect(await shown(own.token)).toBeUndefined();
  expect(await kept(promptId)).toMatchObject({ state: 'offered' });
  expect(await shown(others.token)).toMatchObject({ id: promptId });
});

test('a question nobody touches is cleared after a minute, and stays on the page of its person', async () => {
  const clerk = await aClerk(db);
  const { token } = await aTablet(db, clerk);
  const { promptId, buyer, orderId } = await soldAndAsked(db, clerk);
  await shown(token);
  expect(await shown(token, secondsLater(61))).toBeUndefined();
  const { personId, companyId } = buyer;
  const to = { personId, companyId, orderId, language: 'ru', at: secondsLater(90) } as const;
  expect(await transact(db, (tx) => showPrompt(tx, to))).toMatchObject({ id: promptId });
});

test('the next customer’s question takes the place of the one before', async () => {
  const clerk = await aClerk(db);
  const { token } = await aTablet(db, clerk);
  const first = await soldAndAsked(db, clerk);
  expect(await shown(token)).toMatchObject({ id: first.promptId });
  const second = await soldAndAsked(db, clerk, secondsLater(20));
  expect(await shown(token, secondsLater(25))).toMatchObject({ id: second.promptId });
  expect(await shown(token, secondsLater(30))).toMatchObject({ id: second.promptId });
});

test('what happened long ago is not asked of whoever stands there now', async () => {
  const clerk = await aClerk(db);
  const { token } = await aTablet(db, clerk);
  const { promptId } = await soldAndAsked(db, clerk);
  expect(await shown(token, hoursLater(0.3))).toBeUndefined();
  expect(await kept(promptId)).toMatchObject({ state: 'offered' });
});

test('whom the rules leave alone, the tablet leaves alone', async () => {
  const clerk = await aClerk(db);
  const { token } = await aTablet(db, clerk);
  const trading = { ...(await aTrading(db)), clerk };
  await db
    .insertInto('promptOptOut')
    .values({ personId: trading.buyer.personId, since: at })
    .execute();
  await soldAtCounter(db, trading);
  expect(await shown(token)).toBeUndefined();
});

test('an answer by touch counts once, however often and from how many tabs it comes', async () => {
  const clerk = await aClerk(db);
  const { id, token } = await aTablet(db, clerk);
  const { promptId } = await soldAndAsked(db, clerk);
  await shown(token);
  await Promise.all(Array.from({ length: 20 }, () => answer(id, promptId)));
  expect(await kept(promptId)).toMatchObject({
    ...{ state: 'answered', answeredIn: 'desk', revision: 1 },
  });
  expect(await shown(token)).toBeUndefined();
  const [row] = (await listTablets(db, { branchCode: 'ALA', at })).filter((one) => one.id === id);
  expect(row).toMatchObject({ shown: 1, answered: 1 });
});

test('an answer that was kept while the tablet was cut off counts from when it was given', async () => {
  const clerk = await aClerk(db);
  const { id, token } = await aTablet(db, clerk);
  const { promptId } = await soldAndAsked(db, clerk);
  await shown(token);
  await answer(id, promptId, 3_600, hoursLater(1.01));
  expect((await kept(promptId))?.answeredAt).toEqual(hoursLater(0.01));
});

test('a tablet whose clock is wrong never answers before it asked', async () => {
  const clerk = await aClerk(db);
  const { id, token } = await aTablet(db, clerk);
  const { promptId } = await soldAndAsked(db, clerk);
  await shown(token, secondsLater(10));
  await answer(id, promptId, 90_000_000, secondsLater(40));
  expect((await kept(promptId))?.answeredAt).toEqual(secondsLater(10));
});

test('a late answer never covers what its person said himself', async () => {
  const clerk = await aClerk(db);
  const { id, token } = await aTablet(db, clerk);
  const { promptId, buyer } = await soldAndAsked(db, clerk);
  await shown(token);
  const { personId, companyId } = buyer;

  const one = [{ item: 'OSAT', number: 1, code: null, words: null }];
  await transact(db, (tx) =>
    answerPrompt(tx, {
      ...{ promptId, personId, companyId, given: one, onlyInTotals: false, language: 'ru' },
      ...{ answeredIn: 'page', dictatedTo: null, at: secondsLater(30) },
    }),
  );
  await expect(answer(id, promptId, 40, secondsLater(60))).rejects.toMatchObject({
    reason: { code: 'prompt-over' },
  });
  expect(await kept(promptId)).toMatchObject({ answeredIn: 'page', revision: 1 });
});

test('whoever says that he is somebody else hides nothing: its person is asked elsewhere, by mail too', async () => {
  const clerk = await aClerk(db);
  const { id, token } = await aTablet(db, clerk);
  const { promptId } = await soldAndAsked(db, clerk);
  await db.updateTable('prompt').set({ mailDueAt: at }).where('id', '=', promptId).execute();
  await shown(token);
  const back = { tabletId: id, promptId, at: secondsLater(5) };
  await transact(db, (tx) => takeFromTablet(tx, back));
  await transact(db, (tx) => takeFromTablet(tx, back));
  expect(await kept(promptId)).toMatchObject({ state: 'offered', shownIn: null });
  expect(await shown(token, secondsLater(10))).toBeUndefined();
  const letters: string[] = [];
  await mailPrompts(
    db,
    (notice) => {
      letters.push(notice.id);
      return { subject: 's', body: 'b' };
    },
    secondsLater(60),
  );
  expect(letters).toContain(promptId);
  await expect(answer(id, promptId)).rejects.toMatchObject({ reason: { code: 'prompt-over' } });
});

test('what was answered cannot be put back', async () => {
  const clerk = await aClerk(db);
  const { id, token } = await aTablet(db, clerk);
  const { promptId } = await soldAndAsked(db, clerk);
  await shown(token);
  await answer(id, promptId);
  await transact(db, (tx) => takeFromTablet(tx, { tabletId: id, promptId, at }));
  expect(await kept(promptId)).toMatchObject({ state: 'answered', revision: 1 });
});

/** Goods that the clerk handed over at his desk to the buyer who had ordered them, noted by the worker. */
const fetchedFrom = async (clerk: Staff) => {
  const trading = { ...(await aTrading(db)), clerk };
  const fetched = await anOrderUntil(db, trading, 'delivered');
  await noteMoment(db, { eventId: fetched.eventId }, at);
  const asked = await db
    .selectFrom('prompt')
    .where('eventId', '=', fetched.eventId)
    .where('state', '<>', 'waiting')
    .select(['id', 'touchpoint', 'reason'])
    .execute();
  return { ...fetched, asked, buyer: trading.buyer };
};

test('who fetches at the desk is asked there and then, and about what he has not seen yet later', async () => {
  const clerk = await aClerk(db);
  const { token } = await aTablet(db, clerk);
  await shown(token);
  const { asked, buyer } = await fetchedFrom(clerk);
  expect(asked).toMatchObject([{ touchpoint: 'TP_PICKUP_DONE', reason: 'SHOW' }]);
  expect(await shown(token, secondsLater(5))).toMatchObject({
    ...{ touchpoint: 'TP_PICKUP_DONE', personName: buyer.name },
  });
});

test('where no tablet is awake at the desk, who fetched is asked an hour later as before', async () => {
  const [without, asleep] = [await aClerk(db), await aClerk(db)];
  await aTablet(db, asleep, hoursLater(-1));
  for (const clerk of [without, asleep]) {
    const { asked, eventId } = await fetchedFrom(clerk);
    expect(asked).toEqual([]);
    await offerPrompts(db, hoursLater(1));
    const later = await db
      .selectFrom('prompt')
      .where('eventId', '=', eventId)
      .where('touchpoint', '=', 'TP_PICKUP_DONE')
      .select('reason')
      .executeTakeFirstOrThrow();
    expect(later.reason).toBe('SHOW');
  }
});

test('at the desk the gates stand as everywhere: who was asked this week is left alone', async () => {
  const clerk = await aClerk(db);
  const { token } = await aTablet(db, clerk);
  await shown(token);
  const trading = { ...(await aTrading(db)), clerk };
  for (const expected of ['SHOW', 'HARD_GAP']) {
    const { eventId } = await anOrderUntil(db, trading, 'delivered');
    await noteMoment(db, { eventId }, at);
    const { reason } = await db
      .selectFrom('prompt')
      .where('eventId', '=', eventId)
      .where('touchpoint', '=', 'TP_PICKUP_DONE')
      .select('reason')
      .executeTakeFirstOrThrow();
    expect(reason).toBe(expected);
  }
});

test('who ordered from afar is not asked on the tablet while his order is confirmed there', async () => {
  const clerk = await aClerk(db);
  const { token } = await aTablet(db, clerk);
  for (let tries = 0; tries < 6; tries += 1) {
    const trading = { ...(await aTrading(db)), clerk };
    const { eventId } = await anOrderUntil(db, trading, 'confirmed');
    await noteMoment(db, { eventId }, at);
    expect(await shown(token)).toBeUndefined();
  }
});
