import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { noteMoment } from '../../src/loyalty/note-moment.ts';
import { asksReason } from '../../src/loyalty/prompt.ts';
import { offerPrompts } from '../../src/loyalty/offer-prompts.ts';
import { newId } from '../../src/platform/id.ts';
import {
  askedAfterPickUp,
  aTrading,
  hoursLater,
  movedUntil,
  type Trading,
} from '../support/prompting.ts';
import { aCartOf, place } from '../support/sale.ts';
import { anApp, anAppOn, asPart, fromOurPage, signedIn } from '../support/app.ts';
import { aBuyer, aClerk, at, aTradingDay } from '../support/world.ts';

/** Two hours after the goods were fetched. */
const now = hoursLater(2);
const shop = anApp({ at: now });

beforeAll(async () => aTradingDay((await shop).db));

type Reader = { personId: string; companyId?: string };

type Asking = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> };

async function ask(reader: Reader, path: string, more: Asking = {}, when: Date = now) {
  const { db, app } = await shop;
  const cookie = await signedIn(db, reader, when);
  const asked = when === now ? app : anAppOn(db, { at: when }).app;
  return asked.request(path, { ...more, headers: { cookie, ...fromOurPage, ...more.headers } });
}

const post = (
  reader: Reader,
  path: string,
  fields: Record<string, string> | string,
  headers: Record<string, string> = {},
  when: Date = now,
) => ask(reader, path, { method: 'POST', body: new URLSearchParams(fields), headers }, when);

type Kept = {
  state: string;
  shownAt: Date | null;
  revision: number;
  answers: number;
  onlyInTotals: boolean | null;
};

async function kept(promptId: string): Promise<Kept> {
  const { db } = await shop;
  const found = await sql<Kept>`
    select state, shown_at, revision, only_in_totals,
           (select count(*)::int from prompt_answer where prompt_id = ${promptId}) as answers
    from audit.v_prompt where id = ${promptId}`.execute(db);
  const [row] = found.rows;
  if (!row) throw new Error('no prompt');
  return row;
}

async function asked(): Promise<Trading & { promptId: string; orderId: string }> {
  const { db } = await shop;
  const trading = await aTrading(db);
  return { ...trading, ...(await askedAfterPickUp(db, trading)) };
}

test('the page of the order asks, says who sees the answer, and counts as shown', async () => {
  const { buyer, orderId, promptId } = await asked();
  expect(await kept(promptId)).toMatchObject({ state: 'offered', shownAt: null });

  const page = await (await ask(buyer, `/o/${orderId}`)).text();

  expect(page).toContain('data-t="prompt"');
  expect(page).toContain('Overall, how satisfied are you with this step?');
  expect(page.indexOf('Your colleagues see none of them')).toBeLessThan(
    page.indexOf('type="radio"'),
  );
  expect(await kept(promptId)).toMatchObject({ state: 'shown', shownAt: now, revision: 0 });
});

test('what only fetches the page ahead counts nothing', async () => {
  const { buyer, orderId, promptId } = await asked();
  await ask(buyer, `/o/${orderId}`, { method: 'HEAD' });
  const ahead = { headers: { 'Sec-Purpose': 'prefetch' } };
  expect(await (await ask(buyer, `/o/${orderId}`, ahead)).text()).not.toContain('data-t="prompt"');
  expect(await kept(promptId)).toMatchObject({ state: 'offered' });
});

test('asking costs the page one statement', async () => {
  const { buyer, orderId } = await asked();
  const { db } = await shop;
  const colleague = await aBuyer(db, { id: buyer.companyId, name: buyer.companyName });
  const statements = async (reader: Reader) => {
    const timing = (await ask(reader, `/o/${orderId}`)).headers.get('Server-Timing') ?? '';
    return Number(/statements;desc="(\d+)"/.exec(timing)?.[1]);
  };
  const counts = [await statements(buyer), await statements(buyer), await statements(colleague)];
  expect(new Set(counts)).toEqual(new Set([5]));
});

test('a colleague of the same company is neither asked nor shown it', async () => {
  const { buyer, orderId, promptId } = await asked();
  const { db } = await shop;
  const colleague = await aBuyer(db, { id: buyer.companyId, name: buyer.companyName });
  await ask(buyer, `/o/${orderId}`);

  expect(await (await ask(colleague, `/o/${orderId}`)).text()).not.toContain('data-t="prompt"');
  expect((await ask(colleague, `/prompts/${promptId}`)).status).toBe(404);
  const answer = await post(colleague, `/prompts/${promptId}/answer`, { OSAT: '1' });
  expect(answer.status).toBe(404);
  expect(await kept(promptId)).toMatchObject({ state: 'shown', answers: 0 });
});

test('a clerk, the account manager and the head of sales can neither see, answer nor put away a question', async () => {
  const { buyer, clerk, orderId, promptId } = await asked();
  const { db } = await shop;
  await ask(buyer, `/o/${orderId}`);
  for (const one of [clerk, await aClerk(db, 'manager'), await aClerk(db, 'head_of_sales')]) {
    expect((await ask(one, `/prompts/${promptId}`)).status).toBe(403);
    expect((await post(one, `/prompts/${promptId}/answer`, { OSAT: '5' })).status).toBe(403);
    expect((await post(one, `/prompts/${promptId}/dismissal`, {})).status).toBe(403);
  }
  const desk = await (await ask(clerk, `/counter/orders/${orderId}`)).text();
  expect(desk).not.toContain('data-t="prompt"');
  expect(await kept(promptId)).toMatchObject({ state: 'shown', answers: 0 });
});

test('an answer is kept with its values, and without scripts leads back to the order', async () => {
  const { buyer, orderId, promptId } = await asked();
  const { db } = await shop;
  await ask(buyer, `/o/${orderId}`);
  const answer = await post(buyer, `/prompts/${promptId}/answer`, {
    OSAT: '4',
    onlyInTotals: 'yes',
  });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/o/${orderId}#prompt`]);
  expect(await kept(promptId)).toMatchObject({
    state: 'answered',
    revision: 1,
    onlyInTotals: true,
  });
  const items = await db
    .selectFrom('promptAnswerItem')
    .where('promptId', '=', promptId)
    .select(['item', 'number'])
    .execute();
  expect(items).toEqual([{ item: 'OSAT', number: 4 }]);
  const page = await (await ask(buyer, `/o/${orderId}`)).text();
  expect(page).toMatch(/name="OSAT" value="4" checked/);
});

test('with scripts one click answers and the strip says so; a low one asks why', async () => {
  const { buyer, orderId, promptId } = await asked();
  await ask(buyer, `/o/${orderId}`);
  const path = `/prompts/${promptId}/answer`;
  const fine = await (await post(buyer, path, { OSAT: '4' }, asPart)).text();
  expect(fine).toContain('your answer is kept');
  expect(fine.includes('name="WHY"')).toBe(asksReason(promptId));
  expect(fine).not.toContain('within one business day');
  expect(fine).not.toContain('<html');
  const low = await (await post(buyer, path, { OSAT: '2' }, asPart)).text();
  expect(low).toContain('name="WHY"');
  expect(low).toContain('within one business day');
  await post(buyer, path, { OSAT: '2', WHY: 'An hour at the gate' }, asPart);
  expect(await kept(promptId)).toMatchObject({ revision: 3, answers: 3 });
});

test.each([
  ['a number beyond the scale', { OSAT: '6' }],
  ['a fraction', { OSAT: '4.0' }],
  ['a number with a space', { OSAT: ' 4' }],
  ['a word', { OSAT: 'good' }],
  ['nothing', {}],
  ['an item that was not asked', { CCS3: '10' }],
  ['the reason alone', { WHY: 'because' }],
  ['two answers to one question', 'OSAT=4&OSAT=5'],
] as const)('%s is no answer', async (_, fields) => {
  const { buyer, orderId, promptId } = await asked();
  await ask(buyer, `/o/${orderId}`);
  const answer = await post(buyer, `/prompts/${promptId}/answer`, fields);
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('id="prompt-problems"');
  expect(await kept(promptId)).toMatchObject({ state: 'shown', answers: 0 });
});

test('twenty tabs show it once, and answering in all of them at once leaves one answer that counts', async () => {
  const { buyer, orderId, promptId } = await asked();
  const tabs = Array.from({ length: 20 }, (_, tab) => tab);
  await Promise.all(tabs.map(() => ask(buyer, `/o/${orderId}`)));
  expect(await kept(promptId)).toMatchObject({ state: 'shown', shownAt: now });
  const answers = await Promise.all(
    tabs.map((tab) => post(buyer, `/prompts/${promptId}/answer`, { OSAT: String(1 + (tab % 5)) })),
  );
  expect(answers.every(({ status }) => status === 303)).toBe(true);
  const { db } = await shop;
  const counted = await sql<{ item: string }>`
    select item.item from prompt join prompt_answer_item as item
      on item.prompt_id = prompt.id and item.revision = prompt.revision
    where prompt.id = ${promptId}`.execute(db);
  expect(counted.rows).toHaveLength(1);
  expect(await kept(promptId)).toMatchObject({ revision: 20, answers: 20 });
});

test('the back button shows what was said, and a change is a further revision for a day', async () => {
  const { buyer, orderId, promptId } = await asked();
  await ask(buyer, `/o/${orderId}`);
  const path = `/prompts/${promptId}/answer`;
  await post(buyer, path, { OSAT: '1' });
  const back = await ask(buyer, `/o/${orderId}`, {
    headers: { 'HX-Request-Type': 'partial', 'HX-History-Restore-Request': 'true' },
  });
  expect(await back.text()).toMatch(/name="OSAT" value="1" checked/);
  await post(buyer, path, { OSAT: '3' }, {}, hoursLater(23, now));
  const late = await post(buyer, path, { OSAT: '5' }, {}, hoursLater(25, now));
  expect(late.status).toBe(409);
  expect(await kept(promptId)).toMatchObject({ revision: 2, answers: 2 });
});

test('whoever puts it away is not asked about it again', async () => {
  const { buyer, orderId, promptId } = await asked();
  await ask(buyer, `/o/${orderId}`);
  const path = `/prompts/${promptId}/dismissal`;
  const away = await post(buyer, path, {}, asPart);
  expect(await away.text()).toContain('not ask about this again');
  expect((await post(buyer, path, {})).status).toBe(303);
  expect(await (await ask(buyer, `/o/${orderId}`)).text()).not.toContain('data-t="prompt"');
  expect((await post(buyer, `/prompts/${promptId}/answer`, { OSAT: '5' })).status).toBe(409);
  expect(await kept(promptId)).toMatchObject({ state: 'dismissed', answers: 0 });
});

test('a question that was never shown cannot be answered', async () => {
  const { buyer, promptId } = await asked();
  expect((await post(buyer, `/prompts/${promptId}/answer`, { OSAT: '5' })).status).toBe(404);
  expect(await kept(promptId)).toMatchObject({ state: 'offered', answers: 0 });
});

/** An order that a caller placed with the phone clerk and fetched, and the question about it. */
async function askedOfCaller() {
  const { db } = await shop;
  const trading = await aTrading(db);
  const { buyer, company, product } = trading;
  const phone = await aClerk(db, 'phone');
  const contact = { id: newId(), companyId: company.id, name: buyer.name, searchName: 'caller' };
  await db
    .insertInto('contact')
    .values({ ...contact, personId: buyer.personId })
    .execute();
  const cart = await aCartOf(db, phone, company, [{ product, bars: 1 }], 'phone');
  await db.updateTable('cart').set({ contactId: contact.id }).where('id', '=', cart.id).execute();
  const { orderId } = await place(db, phone, cart, { channel: 'phone' });
  const eventId = await movedUntil(db, { clerk: trading.clerk, orderId, stage: 'delivered' });
  await noteMoment(db, { eventId }, at);
  await offerPrompts(db, hoursLater(1));
  const { id: promptId } = await db
    .selectFrom('prompt')
    .where('eventId', '=', eventId)
    .where('touchpoint', '=', 'TP_PICKUP_DONE')
    .select('id')
    .executeTakeFirstOrThrow();
  return { ...trading, phone, orderId, promptId };
}

test('the phone clerk reads the question to the caller, and what is dictated is marked so', async () => {
  const { phone, buyer, orderId, promptId } = await askedOfCaller();
  const page = await (await ask(phone, `/phone/orders/${orderId}`)).text();
  expect(page).toContain('word for word');
  expect(page).toContain('Your colleagues see none of them');
  expect(await kept(promptId)).toMatchObject({ state: 'offered' });

  const path = `/phone/orders/${orderId}/dictated-answer`;
  const both = await Promise.all([1, 2].map(() => post(phone, path, { OSAT: '3' })));
  expect(both.filter(({ status }) => status === 303)).toHaveLength(1);

  const { db } = await shop;
  const audited = await sql<{ isDictated: boolean; answeredIn: string; shownIn: string }>`
    select is_dictated, answered_in, shown_in from audit.v_prompt where id = ${promptId}`.execute(
    db,
  );
  expect(audited.rows).toEqual([{ isDictated: true, answeredIn: 'phone', shownIn: 'phone' }]);
  const own = await (await ask(buyer, '/company/answers')).text();
  expect(own).toContain(`dictated by phone to ${phone.name}`);
  expect((await post(buyer, `/prompts/${promptId}/answer`, { OSAT: '5' })).status).toBe(303);
  expect(await kept(promptId)).toMatchObject({ revision: 2 });
});

test('nobody dictates at the counter, of an order that was not called in, or after the customer has seen it himself', async () => {
  const { phone, clerk, buyer, orderId, promptId } = await askedOfCaller();
  const answer = { OSAT: '5' };
  expect((await post(clerk, `/phone/orders/${orderId}/dictated-answer`, answer)).status).toBe(403);
  expect((await post(clerk, `/counter/orders/${orderId}/dictated-answer`, answer)).status).toBe(
    404,
  );
  const web = await asked();
  const other = await post(phone, `/phone/orders/${web.orderId}/dictated-answer`, answer);
  expect(other.status).toBe(409);
  expect(await kept(web.promptId)).toMatchObject({ state: 'offered' });

  await ask(buyer, `/o/${orderId}`);
  expect((await post(phone, `/phone/orders/${orderId}/dictated-answer`, answer)).status).toBe(409);
  expect(await kept(promptId)).toMatchObject({ state: 'shown', answers: 0 });
});
