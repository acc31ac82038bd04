import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Buyer } from '../../src/people/actor.ts';
import { newId } from '../../src/platform/id.ts';
import {
  after,
  aShop,
  cookieOf,
  DAY,
  enter,
  get,
  lettersTo,
  linkTo,
  password,
  post,
  setPassword,
  type Shop,
  statementsOf,
  theShopAt,
} from '../people/shop.ts';
import { aBuyer, aClerk, aCompany } from '../support/world.ts';
import { signedIn, thursday } from '../support/app.ts';

const chosen = 'a much better sentence';

type Company = Awaited<ReturnType<typeof aCompany>>;

let shop: Shop;
let company: Company;
let foreign: Company;
let admin: Buyer;
let asAdmin: string;
let serial = 0;

beforeAll(async () => {
  shop = await aShop();
});

beforeEach(async () => {
  [company, foreign] = [await aCompany(shop.db), await aCompany(shop.db)];
  admin = await aBuyer(shop.db, company, 'company_admin');
  asAdmin = await signedIn(shop.db, admin);
});

const aGuest = () => `guest${(serial += 1)}@visitor.example`;
const somewhere = () => `198.54.${(serial += 1) % 250}.7`;

const invite = (email: string, more = {}, cookie = asAdmin) =>
  post(shop, '/company/invitations', { email, name: 'Guest', role: 'buyer', ...more }, { cookie });

const accept = (
  path: string,
  fields: Record<string, string> = { newPassword: chosen },
  cookie?: string,
) => post(shop, path, fields, { cookie, address: somewhere() });

const membershipsOf = (email: string) =>
  shop.db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.personId')
    .where('person.email', '=', email)
    .where('membership.endedAt', 'is', null)
    .select(['membership.companyId', 'membership.role'])
    .execute();

const statusOf = async (cookie: string | undefined, path = '/company') =>
  (await get(shop, path, { cookie })).status;

test('who accepts an invitation sets a password and is in, in the role that was meant', async () => {
  const email = aGuest();
  await invite(email, { role: 'accountant' });

  const answer = await accept(await linkTo(shop.db, email));

  expect(answer.status).toBe(303);
  expect(await statusOf(cookieOf(answer))).toBe(200);
  expect(await membershipsOf(email)).toEqual([{ companyId: company.id, role: 'accountant' }]);
  await enter(shop, { email }, { password: chosen, address: somewhere() });
});

test('an invited person has no right, no password and no way in before he accepts', async () => {
  const email = aGuest();
  await invite(email);

  expect(await membershipsOf(email)).toEqual([]);
  await post(shop, '/password-reset', { email }, { address: somewhere() });
  expect(await lettersTo(shop.db, email)).toHaveLength(1);
  const page = await (await get(shop, '/company', { cookie: asAdmin })).text();
  expect(page).toContain(email);
});

test('a link used twice at the same moment opens once', async () => {
  const email = aGuest();
  await invite(email);
  const path = await linkTo(shop.db, email);

  const answers = await Promise.all(Array.from({ length: 5 }, () => accept(path)));

  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(4);
  expect((await accept(path)).status).toBe(409);
});

test('an invitation is good for seven days, and looking does not use it up', async () => {
  const email = aGuest();
  await invite(email);
  const path = await linkTo(shop.db, email);

  expect((await get(theShopAt(shop, after(7 * DAY)), path)).status).toBe(409);
  expect((await get(theShopAt(shop, after(7 * DAY - 1000)), path)).status).toBe(200);
  expect((await get(shop, path)).status).toBe(200);
  expect((await accept(path)).status).toBe(303);
});

test('an invitation of one company is never accepted into another, whatever the form says', async () => {
  const email = aGuest();
  await invite(email, { companyId: foreign.id });
  const path = await linkTo(shop.db, email);

  await accept(path, {
    newPassword: chosen,
    companyId: foreign.id,
    role: 'company_admin',
    personId: admin.personId,
  });

  expect(await membershipsOf(email)).toEqual([{ companyId: company.id, role: 'buyer' }]);
});

test('an invitation is no link for a password', async () => {
  const email = aGuest();
  await invite(email);
  const token = (await linkTo(shop.db, email)).split('/').at(-1);

  expect((await post(shop, `/password-reset/${token}`, { newPassword: chosen })).status).toBe(409);
});

test('a weak password is refused and the invitation stays open', async () => {
  const email = aGuest();
  await invite(email);
  const path = await linkTo(shop.db, email);

  for (const newPassword of ['', 'short', 'password123', email]) {
    expect((await accept(path, { newPassword })).status).toBe(422);
  }
  expect((await accept(path)).status).toBe(303);
});

test('somebody known is invited with the same answer and the same number of statements as somebody new, and keeps his password', async () => {
  const known = await aBuyer(shop.db, foreign);
  await setPassword(shop.db, known);
  const unknown = await invite(aGuest());
  const answer = await invite(known.email, { name: 'Another name' });

  expect([answer.status, answer.headers.get('location'), statementsOf(answer)]).toEqual([
    unknown.status,
    unknown.headers.get('location'),
    statementsOf(unknown),
  ]);
  const page = await (await get(shop, '/company', { cookie: asAdmin })).text();
  expect(page).not.toContain(known.name);
  const path = await linkTo(shop.db, known.email);
  expect(await (await get(shop, path)).text()).not.toContain('name="newPassword"');
  const accepted = await accept(path, { newPassword: chosen });
  expect(accepted.headers.get('location')).toBe('/sign-in?after=joined&next=/company');
  expect(cookieOf(accepted)).toBeUndefined();
  await enter(shop, known, { address: somewhere(), password });
});

test('somebody who accepts in his own session goes on in the new company, and may change between both', async () => {
  const known = await aBuyer(shop.db, foreign, 'foreman');
  await setPassword(shop.db, known);
  const own = await signedIn(shop.db, known);
  await invite(known.email, { role: 'accountant' });

  const joined = cookieOf(await accept(await linkTo(shop.db, known.email), {}, own)) ?? '';
  const back = cookieOf(
    await post(shop, '/company/choice', { companyId: foreign.id }, { cookie: joined }),
  );

  expect(joined).not.toBe(own);
  expect(await statusOf(own)).toBe(303);
  expect(back).not.toBe(joined);
  expect(await statusOf(joined)).toBe(303);
  const page = await (await get(shop, '/company', { cookie: back })).text();
  expect(page).toContain(`<h1>${foreign.name}</h1>`);
  expect(page).toContain(company.name);
});

test('another person’s session is not drawn into an invitation: the invited one is in, the other is out', async () => {
  const email = aGuest();
  await invite(email);

  const cookie = cookieOf(await accept(await linkTo(shop.db, email), undefined, asAdmin));

  expect(await statusOf(asAdmin)).toBe(303);
  expect(await (await get(shop, '/company', { cookie })).text()).toContain('Guest');
});

test('nobody of ours becomes a buyer by an invitation (R38), and the inviter is told nothing', async () => {
  const clerk = await aClerk(shop.db);
  await setPassword(shop.db, clerk);
  const asClerk = await signedIn(shop.db, clerk);
  const unknown = await invite(aGuest());

  const answer = await invite(clerk.email, { role: 'company_admin' });
  const path = await linkTo(shop.db, clerk.email);
  const accepted = await accept(path, {}, asClerk);

  expect([answer.headers.get('location'), statementsOf(answer)]).toEqual([
    unknown.headers.get('location'),
    statementsOf(unknown),
  ]);
  expect(accepted.status).toBe(409);
  expect(await membershipsOf(clerk.email)).toEqual([]);
  const choice = { companyId: company.id };
  expect((await post(shop, '/company/choice', choice, { cookie: asClerk })).status).toBe(403);
  expect(await statusOf(asClerk)).toBe(403);
});

test('a second invitation voids the first', async () => {
  const email = aGuest();
  await invite(email, { role: 'company_admin' });
  const first = await linkTo(shop.db, email);
  await invite(email, { role: 'foreman' });

  expect((await accept(first)).status).toBe(409);
  expect((await accept(await linkTo(shop.db, email))).status).toBe(303);
  expect(await membershipsOf(email)).toEqual([{ companyId: company.id, role: 'foreman' }]);
});

test('an invitation that was taken back opens nothing; another company’s administrator cannot take it back', async () => {
  const email = aGuest();
  await invite(email);
  const path = await linkTo(shop.db, email);
  const invited = await shop.db
    .selectFrom('person')
    .where('email', '=', email)
    .select('id')
    .executeTakeFirstOrThrow();
  const asStranger = await signedIn(shop.db, await aBuyer(shop.db, foreign, 'company_admin'));
  const cancellation = `/company/invitations/${invited.id}/cancellation`;

  await post(shop, cancellation, {}, { cookie: asStranger });
  expect((await get(shop, path)).status).toBe(200);
  await post(shop, cancellation, {}, { cookie: asAdmin });
  expect((await accept(path)).status).toBe(409);
});

test.each(['buyer', 'approver', 'accountant', 'foreman'] as const)(
  'a %s sees his colleagues and manages none of them',
  async (role) => {
    const colleague = await aBuyer(shop.db, company, role);
    const cookie = await signedIn(shop.db, colleague);
    const email = aGuest();
    const target = `/company/colleagues/${admin.personId}`;

    const page = await get(shop, '/company', { cookie });
    const statuses = [
      await invite(email, {}, cookie),
      await post(shop, `${target}/removal`, {}, { cookie }),
      await post(shop, `${target}/role`, { role: 'foreman' }, { cookie }),
      await post(
        shop,
        `/company/colleagues/${colleague.personId}/role`,
        { role: 'company_admin' },
        { cookie },
      ),
      await post(shop, `/company/invitations/${admin.personId}/cancellation`, {}, { cookie }),
    ].map(({ status }) => status);

    const html = await page.text();
    expect(html).toContain(admin.name);
    expect(html).not.toContain('action="/company/invitations"');
    expect(statuses).toEqual([403, 403, 403, 403, 403]);
    expect(await lettersTo(shop.db, email)).toEqual([]);
    expect(await membershipsOf(colleague.email)).toEqual([{ companyId: company.id, role }]);
  },
);

test('a membership that is ended ends at the very next request, in this company only', async () => {
  const colleague = await aBuyer(shop.db, company);
  await shop.db
    .insertInto('membership')
    .values({ personId: colleague.personId, companyId: foreign.id, role: 'buyer' })
    .execute();
  const here = await signedIn(shop.db, colleague);
  const there = await signedIn(shop.db, { ...colleague, companyId: foreign.id });
  const asking = Array.from({ length: 10 }, () => statusOf(here));

  const removal = `/company/colleagues/${colleague.personId}/removal`;
  const answer = await post(shop, removal, {}, { cookie: asAdmin });

  expect(answer.status).toBe(303);
  expect(await Promise.all(Array.from({ length: 10 }, () => statusOf(here)))).toEqual(
    Array.from({ length: 10 }, () => 303),
  );
  expect(await statusOf(there)).toBe(200);
  await Promise.all(asking);
  expect((await post(shop, removal, {}, { cookie: asAdmin })).status).toBe(404);
});

test('an ended colleague who is invited again begins anew, and an old link of his does not help him', async () => {
  const email = aGuest();
  await invite(email, { role: 'company_admin' });
  await accept(await linkTo(shop.db, email));
  const { personId } = await shop.db
    .selectFrom('person')
    .where('email', '=', email)
    .select('id as personId')
    .executeTakeFirstOrThrow();
  await post(shop, `/company/colleagues/${personId}/removal`, {}, { cookie: asAdmin });

  await invite(email, { role: 'foreman' });
  expect(await membershipsOf(email)).toEqual([]);
  await accept(await linkTo(shop.db, email), {});

  expect(await membershipsOf(email)).toEqual([{ companyId: company.id, role: 'foreman' }]);
});

test('another company’s people are not found, exactly like people who do not exist', async () => {
  const stranger = await aBuyer(shop.db, foreign);
  const cookie = await signedIn(shop.db, stranger);
  const faces = [];
  for (const personId of [stranger.personId, newId(), 'nonsense']) {
    for (const [noun, fields] of [
      ['removal', {}],
      ['role', { role: 'foreman' }],
    ] as const) {
      const path = `/company/colleagues/${personId}/${noun}`;
      const answer = await post(shop, path, fields, { cookie: asAdmin });
      faces.push([answer.status, (await answer.text()).replaceAll(personId, 'ID')]);
    }
  }

  expect(faces.map(([status]) => status)).toEqual([404, 404, 404, 404, 404, 404]);
  expect(new Set(faces.map(([, page]) => page)).size).toBeLessThanOrEqual(2);
  expect(await statusOf(cookie)).toBe(200);
  expect(await membershipsOf(stranger.email)).toEqual([{ companyId: foreign.id, role: 'buyer' }]);
});

test('the page names nobody and nothing of another company', async () => {
  const stranger = await aBuyer(shop.db, foreign, 'company_admin');
  const asStranger = await signedIn(shop.db, stranger);
  const email = aGuest();
  await invite(email, {}, asStranger);

  const page = await (await get(shop, '/company', { cookie: asAdmin })).text();

  for (const canary of [foreign.name, foreign.bin, stranger.name, stranger.email, email]) {
    expect(page).not.toContain(canary);
  }
});

test('a company that one is no member of is not found, like one that does not exist', async () => {
  for (const companyId of [foreign.id, newId(), 'nonsense', '']) {
    const answer = await post(shop, '/company/choice', { companyId }, { cookie: asAdmin });
    expect(answer.status).toBe(404);
  }
  expect(await statusOf(asAdmin)).toBe(200);
});

test('the last administrator can neither go nor step down', async () => {
  const own = `/company/colleagues/${admin.personId}`;

  const removal = await post(shop, `${own}/removal`, {}, { cookie: asAdmin });
  const role = await post(shop, `${own}/role`, { role: 'buyer' }, { cookie: asAdmin });

  for (const answer of [removal, role]) {
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('data-refusal="last-admin"');
  }
  expect(await membershipsOf(admin.email)).toMatchObject([{ role: 'company_admin' }]);
});

test('a limit is set, seen by the colleague in words, and taken away by an empty amount', async () => {
  const buyer = await aBuyer(shop.db, company);
  const asBuyer = await signedIn(shop.db, buyer);
  const path = `/company/colleagues/${buyer.personId}/limit`;
  const seen = async () => await (await get(shop, '/company', { cookie: asBuyer })).text();

  await post(shop, path, { amount: '1 500 000', period: 'week' }, { cookie: asAdmin });
  expect(await seen()).toMatch(/1.500.000[^<]{0,8} \/ week/);
  await post(shop, path, { amount: '', period: 'week' }, { cookie: asAdmin });
  expect(await seen()).not.toContain('/ week');
});

test('an amount that is none comes back as typed, beside the colleague it was meant for', async () => {
  const buyer = await aBuyer(shop.db, company);
  const path = `/company/colleagues/${buyer.personId}/limit`;

  const answer = await post(shop, path, { amount: 'a lot', period: 'day' }, { cookie: asAdmin });

  expect(answer.status).toBe(422);
  const page = await answer.text();
  expect(page).toContain('value="a lot"');
  expect(page).toContain(`id="limit-problem-${buyer.personId}"`);
});

test('nobody sets a limit for the people of another company', async () => {
  const stranger = await aBuyer(shop.db, foreign);
  const path = `/company/colleagues/${stranger.personId}/limit`;
  for (const amount of ['1', '']) {
    const answer = await post(shop, path, { amount, period: 'day' }, { cookie: asAdmin });
    expect(answer.status).toBe(404);
  }
});

test('two administrators who remove each other at the same moment leave one', async () => {
  const other = await aBuyer(shop.db, company, 'company_admin');
  const asOther = await signedIn(shop.db, other);
  const remove = (whom: Buyer, cookie: string) =>
    post(shop, `/company/colleagues/${whom.personId}/removal`, {}, { cookie });

  const answers = await Promise.all([remove(other, asAdmin), remove(admin, asOther)]);

  // Whoever came too late is refused, or is asked to sign in: his session has ended already.
  const done = answers.filter(({ headers }) => headers.get('location')?.includes('done=ended'));
  expect(done).toHaveLength(1);
  const left = await shop.db
    .selectFrom('membership')
    .where('companyId', '=', company.id)
    .where('endedAt', 'is', null)
    .select('personId')
    .execute();
  expect(left).toHaveLength(1);
});

test('another role counts from the next request on, in the session that is open', async () => {
  const colleague = await aBuyer(shop.db, company, 'company_admin');
  const cookie = await signedIn(shop.db, colleague);
  const path = `/company/colleagues/${colleague.personId}/role`;

  await post(shop, path, { role: 'foreman' }, { cookie: asAdmin });
  const lowered = await invite(aGuest(), {}, cookie);
  await post(shop, path, { role: 'company_admin' }, { cookie: asAdmin });
  const raised = await invite(aGuest(), {}, cookie);

  expect([lowered.status, raised.status]).toEqual([403, 303]);
});

test.each(['admin', 'head_of_sales', 'staff', '', 'company_admin '])(
  'nobody is given the role “%s”',
  async (role) => {
    const colleague = await aBuyer(shop.db, company);
    const path = `/company/colleagues/${colleague.personId}/role`;

    expect((await post(shop, path, { role }, { cookie: asAdmin })).status).toBe(422);
    expect((await invite(aGuest(), { role })).status).toBe(422);
    expect(await membershipsOf(colleague.email)).toMatchObject([{ role: 'buyer' }]);
  },
);

test('no field of a form sets what the form does not ask for', async () => {
  const email = aGuest();
  await invite(email, {
    staffRole: 'admin',
    passwordHash: 'x',
    ended_at: '',
    companyId: foreign.id,
    personId: admin.personId,
  });
  await accept(await linkTo(shop.db, email));

  const person = await shop.db
    .selectFrom('person')
    .where('email', '=', email)
    .select(['id', 'staffRole'])
    .executeTakeFirstOrThrow();
  expect(person.staffRole).toBeNull();
  expect(person.id).not.toBe(admin.personId);
});

test('nobody sends invitations on and on', async () => {
  const statuses = [];
  for (let guest = 0; guest < 32; guest += 1) statuses.push((await invite(aGuest())).status);

  expect(statuses.filter((status) => status === 303)).toHaveLength(30);
  expect(statuses.slice(-2)).toEqual([429, 429]);
});

test('a refused invitation comes back with what was typed', async () => {
  const answer = await invite('no address', { name: 'Saule <b>' });
  const page = await answer.text();

  expect(answer.status).toBe(422);
  expect(page).toContain('value="no address"');
  expect(page).toContain('Saule &lt;b&gt;');
});

test('language and colours are the person’s own, on every device', async () => {
  const cookie = await signedIn(shop.db, admin);

  await post(shop, '/company/preferences', { language: 'kk', theme: 'dark' }, { cookie: asAdmin });
  const page = await (await get(shop, '/company', { cookie })).text();

  expect(page).toContain('<html lang="kk" data-theme="dark"');
  const wrong = { language: 'xx', theme: 'dark' };
  expect((await post(shop, '/company/preferences', wrong, { cookie: asAdmin })).status).toBe(422);
});

test('what happened to whom is remembered with who did it', async () => {
  const email = aGuest();
  await invite(email);
  await accept(await linkTo(shop.db, email));

  const events = await shop.db
    .selectFrom('event')
    .where('companyId', '=', company.id)
    .orderBy('id')
    .select(['type', 'personId', 'subjectId', 'at'])
    .execute();
  expect(events.map(({ type }) => type)).toEqual([
    'person.invited',
    'membership.begun',
    'person.password-set',
    'person.signed-in',
  ]);
  expect(events[0]).toMatchObject({ personId: admin.personId, at: thursday });
  expect(events[1]?.personId).toBe(events[1]?.subjectId);
});
