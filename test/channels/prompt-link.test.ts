import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { promptLetter } from '../../views/mail/prompt-letter.ts';
import { mailPrompts } from '../../src/loyalty/mail-prompts.ts';
import { anApp, anAppOn, fromOurPage, signedIn } from '../support/app.ts';
import { askedAfterPickUp, aTrading, hoursLater, type Trading } from '../support/prompting.ts';
import { aTradingDay } from '../support/world.ts';

/** The question waits for the page from 12:00 on Thursday, the letter for 16:00 at the desks. */
const mailedAt = hoursLater(6);
const shop = anApp({ at: mailedAt });

beforeAll(async () => aTradingDay((await shop).db));

const write = (notice: Parameters<typeof promptLetter>[0]) =>
  promptLetter(notice, 'https://shop.example');

type Mailed = Trading & { promptId: string; orderId: string; body: string; token: string };

async function mailed(): Promise<Mailed> {
  const { db } = await shop;
  const trading = await aTrading(db);
  const asked = await askedAfterPickUp(db, trading);
  await mailPrompts(db, write, mailedAt);
  const body = await letterTo(trading.buyer.email);
  return { ...trading, ...asked, body, token: /by-link\/([\w-]{43})\?/.exec(body)?.[1] ?? '' };
}

async function letterTo(recipient: string): Promise<string> {
  const { db } = await shop;
  const letters = await db
    .selectFrom('outgoingMail')
    .where('recipient', '=', recipient)
    .where('dedupeKey', 'like', 'prompt %')
    .select('body')
    .execute();
  expect(letters.length).toBeLessThanOrEqual(1);
  return letters[0]?.body ?? '';
}

async function visit(path: string, more: RequestInit = {}, at: Date = mailedAt) {
  const { db } = await shop;
  return anAppOn(db, { at }).app.request(path, more);
}

const post = (
  token: string,
  fields: Record<string, string>,
  headers: Record<string, string> = fromOurPage,
  at: Date = mailedAt,
) => {
  const body = new URLSearchParams(fields);
  return visit(`/prompts/by-link/${token}/answer`, { method: 'POST', body, headers }, at);
};

async function kept(promptId: string) {
  const { db } = await shop;
  const found = await sql<{ state: string; shownIn: string; revision: number; answeredIn: string }>`
    select state, shown_in, revision, answered_in from audit.v_prompt where id = ${promptId}`.execute(
    db,
  );
  return found.rows[0];
}

test('what nobody saw on a page is asked by mail once, and counts as shown by that', async () => {
  const { db } = await shop;
  const trading = await aTrading(db);
  const { promptId } = await askedAfterPickUp(db, trading);
  await mailPrompts(db, write, hoursLater(4));
  expect(await kept(promptId)).toMatchObject({ state: 'offered' });

  await Promise.all([1, 2, 3].map(() => mailPrompts(db, write, mailedAt)));

  const body = await letterTo(trading.buyer.email);
  expect(body).toContain('Overall, how satisfied are you with this step?');
  expect(body).toMatch(
    /Very dissatisfied: https:\/\/shop\.example\/prompts\/by-link\/[\w-]{43}\?OSAT=1\n/,
  );
  expect(body).toContain('Your colleagues see none of them');
  expect(await kept(promptId)).toMatchObject({ state: 'shown', shownIn: 'mail', revision: 0 });
});

test('who saw it on the page is not written to', async () => {
  const { db, app } = await shop;
  const trading = await aTrading(db);
  const { orderId } = await askedAfterPickUp(db, trading);
  const cookie = await signedIn(db, trading.buyer, mailedAt);
  await app.request(`/o/${orderId}`, { headers: { cookie } });
  await mailPrompts(db, write, mailedAt);
  expect(await letterTo(trading.buyer.email)).toBe('');
});

test('of the token only its hash is kept', async () => {
  const { token, promptId } = await mailed();
  const { db } = await shop;
  const links = await sql<{ text: string }>`
    select to_jsonb(prompt_link)::text as text from prompt_link where prompt_id = ${promptId}`.execute(
    db,
  );
  expect(links.rows).toHaveLength(1);
  expect(links.rows[0]?.text).not.toContain(token);
});

test('a scanner that opens every link of the letter ten times stores nothing and uses nothing up', async () => {
  const { body, token, promptId } = await mailed();
  const links = [...body.matchAll(/https:\/\/shop\.example(\S+)/g)].map(([, path = '']) => path);
  expect(links.length).toBeGreaterThanOrEqual(5);
  for (const path of links) {
    for (const method of ['GET', 'HEAD', 'GET']) {
      expect((await visit(path, { method })).status).toBe(200);
    }
  }
  expect(await kept(promptId)).toMatchObject({ state: 'shown', revision: 0 });
  expect((await post(token, { OSAT: '3' })).status).toBe(303);
});

test('a program that posts the form of its own accord is refused', async () => {
  const { token, promptId } = await mailed();
  expect((await post(token, { OSAT: '5' }, {})).status).toBe(403);
  expect((await post(token, { OSAT: '5' }, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
  expect(await kept(promptId)).toMatchObject({ revision: 0 });
});

test('a click in the letter chooses, one more press answers, and the page that follows may change it', async () => {
  const { token, promptId } = await mailed();
  const page = await (await visit(`/prompts/by-link/${token}?OSAT=2`)).text();
  expect(page).toMatch(/name="OSAT" value="2" checked/);
  expect(page).not.toContain('hx-post=');

  const answer = await post(token, { OSAT: '2' });
  const own = answer.headers.get('location')?.split('/').at(-1) ?? '';
  expect(answer.status).toBe(303);
  expect(own).not.toBe(token);
  expect(await kept(promptId)).toMatchObject({
    state: 'answered',
    revision: 1,
    answeredIn: 'mail',
  });

  const after = await (await visit(`/prompts/by-link/${own}`)).text();
  expect(after).toMatch(/name="OSAT" value="2" checked/);
  expect(after).toContain('name="WHY"');
  expect((await post(own, { OSAT: '1', WHY: 'A long wait' })).status).toBe(303);
  expect(await kept(promptId)).toMatchObject({ revision: 2 });
  expect((await post(own, { OSAT: '5' }, fromOurPage, hoursLater(25, mailedAt))).status).not.toBe(
    303,
  );
  expect(await kept(promptId)).toMatchObject({ revision: 2 });
});

test('a letter that was passed on answers nothing once its link was used', async () => {
  const { token, promptId } = await mailed();
  const both = await Promise.all([post(token, { OSAT: '5' }), post(token, { OSAT: '1' })]);
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([303, 409]));
  expect((await post(token, { OSAT: '1' })).status).toBe(409);
  const again = await visit(`/prompts/by-link/${token}`);
  expect(again.status).toBe(409);
  expect(await again.text()).not.toContain('type="radio"');
  expect(await kept(promptId)).toMatchObject({ revision: 1 });
});

test.each([
  ['forged', () => 'x'.repeat(43)],
  ['shortened', (token: string) => token.slice(0, 42)],
  [
    'with a letter changed',
    (token: string) => `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`,
  ],
])('a token that is %s opens nothing', async (_, forge) => {
  const { token, promptId } = await mailed();
  const forged = forge(token);
  const opened = await visit(`/prompts/by-link/${forged}`);
  expect(opened.status).toBeGreaterThanOrEqual(400);
  expect((await post(forged, { OSAT: '5' })).status).toBeGreaterThanOrEqual(400);
  expect(await kept(promptId)).toMatchObject({ revision: 0 });
});

test('a link holds for seven days, and for nobody who left the company', async () => {
  const week = 7 * 24;
  const { token, promptId, buyer } = await mailed();
  const late = hoursLater(week + 0.1, mailedAt);
  expect((await post(token, { OSAT: '5' }, fromOurPage, late)).status).toBeGreaterThanOrEqual(400);
  const { db } = await shop;
  await db
    .updateTable('membership')
    .set({ endedAt: mailedAt })
    .where('personId', '=', buyer.personId)
    .execute();
  expect((await post(token, { OSAT: '5' })).status).toBeGreaterThanOrEqual(400);
  expect(await kept(promptId)).toMatchObject({ revision: 0 });
});

test('mail and page at once give one prompt with one answer that counts', async () => {
  const { token, promptId, buyer } = await mailed();
  const { db, app } = await shop;
  const cookie = await signedIn(db, buyer, mailedAt);
  const onPage = app.request(`/prompts/${promptId}/answer`, {
    ...{ method: 'POST', body: new URLSearchParams({ OSAT: '4' }) },
    headers: { cookie, ...fromOurPage },
  });
  const answers = await Promise.all([onPage, post(token, { OSAT: '2' })]);
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  expect(await kept(promptId)).toMatchObject({ state: 'answered', revision: 2 });
});
